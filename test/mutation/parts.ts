/** What is changed, and the tests that must notice, the quick ones first. Patterns are those of Node's glob. */
export interface Part {
  readonly name: string;
  readonly mutate: readonly string[];
  readonly testFiles: readonly string[];
  readonly needsDatabase: boolean;
  /** Where tests wait for a clock more than they work, several changes are tried at a time. */
  readonly atATime: number;
}

export const PARTS: readonly Part[] = [
  {
    name: 'policy',
    mutate: ['shared/policy/**/*.ts'],
    // The matrix takes longer than all others together, and purity reads the very text that is changed.
    testFiles: [
      'test/policy/!(release.matrix|purity|release.property).test.ts',
      'test/policy/*.property.test.ts',
    ],
    needsDatabase: false,
    atATime: 1,
  },
  {
    name: 'vault',
    mutate: ['shared/vault/**/*.ts'],
    testFiles: ['test/vault/*.test.ts'],
    needsDatabase: false,
    atATime: 1,
  },
  {
    name: 'ledger',
    mutate: ['shared/ledger/**/*.ts'],
    testFiles: [
      'test/ledger/{chain,writer-clock}.test.ts',
      'test/ledger/!(chain|writer-clock|ledger-writer).test.ts',
      'test/ledger/ledger-writer.test.ts',
    ],
    needsDatabase: true,
    atATime: 4,
  },
];
