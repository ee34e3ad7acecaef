import type { QueryResultRow } from 'pg';

/** What a `pg` client and a client of a pool have in common. */
export interface ImportClient {
  query<Row extends QueryResultRow>(text: string, values: unknown[]): Promise<{ rows: Row[] }>;
}

/** How many rows an import made, changed, and left as they were. */
export interface Counts {
  created: number;
  updated: number;
  unchanged: number;
}
