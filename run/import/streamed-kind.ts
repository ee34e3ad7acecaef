import type pg from 'pg';
import type { ImportReport } from './report.ts';

/** How a directory is read, where it does not say it itself. */
export interface StreamedOptions {
  /** BCP 47. */
  readonly language: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** Tells directories apart whose ids are alike; null: that of the kind. */
  readonly directory: string | null;
  /** An export of Accord, for Accord: also what only an owner may say is taken over. */
  readonly restored: boolean;
  /** Asked between transactions. */
  stopped(): boolean;
}

export interface StreamedReport extends ImportReport {
  /** False when it was stopped: the same command goes on from there. */
  readonly finished: boolean;
}

/** A file of any size: it is checked whole first, and then written in many transactions, in constant memory. */
export interface StreamedKind {
  readonly says: string;
  readonly files: readonly string[];
  /** Reads the file once. Throws `Refused`; else answers with what writes it, in transactions of its own. */
  check(path: string, options: StreamedOptions): Promise<(client: pg.Client) => Promise<StreamedReport>>;
}
