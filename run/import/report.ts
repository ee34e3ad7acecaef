/** Something in a file that stands against importing it, and where. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(readonly faults: readonly string[]) {
    const lines = faults.slice(0, LISTED).map((fault) => `  ${fault}`);
    const more = faults.length > LISTED ? [`  … and ${faults.length - LISTED} more.`] : [];
    super(['Nothing was imported: the database is as it was.', ...lines, ...more].join('\n'));
  }
}

export interface ImportReport {
  /** What the files hold, in one sentence. */
  readonly says: string;
  /** One line for each kind of thing, such as `services`. */
  readonly counts: readonly {
    readonly what: string;
    readonly created: number;
    readonly updated: number;
    readonly unchanged: number;
    /** Changed by its owner since it came, and so left alone. */
    readonly kept?: number;
  }[];
  /** What the files say and Accord cannot hold, each with its place and reason. */
  readonly unmapped: readonly string[];
  /** Rows that were refused, as a table to be mended and read again; empty: none. */
  readonly refusedRows?: string;
}

const LISTED = 40;

export function printReport({ says, counts, unmapped }: ImportReport): void {
  console.log(says);
  for (const { what, created, updated, unchanged, kept = 0 } of counts) {
    const left = kept > 0 ? `, ${kept} kept as their owners have them` : '';
    console.log(`${what}: ${created} created, ${updated} updated, ${unchanged} unchanged${left}`);
  }
  if (unmapped.length === 0) return;
  console.log(`\nNot mapped (${unmapped.length}):`);
  for (const line of unmapped) console.log(`  ${line}`);
}
