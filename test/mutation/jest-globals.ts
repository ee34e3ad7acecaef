/** What a test file imports from `@jest/globals`, outside Jest: the same functions, in this process and without a virtual machine. */

export { expect } from 'expect';
export { afterAll, afterEach, beforeAll, beforeEach, describe, it, test } from 'jest-circus';
