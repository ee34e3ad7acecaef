import type { QueryResultRow } from 'pg';
import type { Sql } from '../stored-offer.ts';

/** What a `pg` client and a client of a pool have in common. */
export interface Client {
  query<Row extends QueryResultRow>(statement: {
    name: string;
    text: string;
    values: unknown[];
  }): Promise<{ rows: Row[] }>;
}

export function sqlOf(client: Client): Sql {
  return async <Row>(name: string, text: string, values: readonly unknown[] = []) =>
    (await client.query<QueryResultRow>({ name, text, values: [...values] })).rows as Row[];
}
