import everything from '../../jest.config.js';

/**
 * What the mutants of the policy are met with: its own tests, which need no database. The matrix would take longer than all
 * others together and is left out, and purity reads the text that a mutant changes.
 */
export default {
  ...everything,
  rootDir: '../..',
  roots: ['<rootDir>/test/policy'],
  testPathIgnorePatterns: ['release\\.matrix', 'purity'],
  globalSetup: undefined,
  globalTeardown: undefined,
};
