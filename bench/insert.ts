import type pg from 'pg';

/** Inserts rows with one statement. The keys of the first are the columns of all; `table` comes from our own code. */
export async function insert(client: pg.Client, table: string, rows: readonly object[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  await client.query(
    `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1)`,
    [JSON.stringify(rows)],
  );
}

/** Bytes as PostgreSQL reads them in text. */
export function bytea(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`;
}
