import type pg from 'pg';
import type { ImportReport } from './report.ts';

export interface ReadFile {
  readonly path: string;
  /** As UTF-8. */
  readonly text: string;
  /** As they stand in the file, where it may be in another encoding. */
  readonly bytes?: Uint8Array;
}

export interface ImportKind {
  readonly says: string;
  /** Names of the files it takes, the optional ones in brackets; a mapping last. */
  readonly files: readonly string[];
  /** Checks the files whole. Throws `Refused`; else answers with what writes them in the caller's transaction. */
  read(files: readonly ReadFile[]): (client: pg.Client) => Promise<ImportReport>;
}
