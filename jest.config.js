import { availableParallelism } from 'node:os';

/** Tests run as native ES modules: most of what Accord stands on ships as nothing else. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  globalSetup: '<rootDir>/test/support/start-database.config.ts',
  globalTeardown: '<rootDir>/test/support/stop-database.config.ts',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
          target: 'es2023',
        },
        module: { type: 'es6' },
      },
    ],
  },
  // Most of a file's time is waiting: for PostgreSQL, for programs to start, for a lease to end. So two files at once, also on two
  // cores, where the whole takes 24 minutes; one by one, by the times of single files, some ten more.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  testTimeout: 60_000,
};
