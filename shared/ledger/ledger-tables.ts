/**
 * The ledger's tables in one subgraph's schema. Nobody has the right to change or remove a line; and should the owner
 * of the tables try, a trigger refuses. What a superuser does past both, `verify` finds.
 */
export function ledgerTables(schema: string, role: string): string[] {
  return [
    `create table ${schema}.ledger_entry (
       seq bigint primary key, at timestamptz(3) not null,
       viewer text not null, client text not null, role text not null, purpose text,
       owner text not null, referral text, pseudonym text, agreement text, consent text,
       released text[] not null, refused jsonb not null,
       request_id text not null, operation_hash text not null,
       previous_hash bytea not null, hash bytea not null)`,
    `create index ledger_of_owner on ${schema}.ledger_entry (owner, pseudonym, seq)`,
    `create index ledger_of_referral on ${schema}.ledger_entry (referral, seq)`,
    `create table ${schema}.ledger_head (
       seq bigint not null, hash bytea not null, at timestamptz(3) not null, signature bytea not null,
       primary key (seq, at))`,
    `create function ${schema}.ledger_is_append_only() returns trigger language plpgsql as
       $$ begin raise exception 'the ledger is append-only'; end $$`,
    `create trigger append_only before update or delete or truncate on ${schema}.ledger_entry
       for each statement execute function ${schema}.ledger_is_append_only()`,
    `create trigger append_only before update or delete or truncate on ${schema}.ledger_head
       for each statement execute function ${schema}.ledger_is_append_only()`,
    `grant select, insert on ${schema}.ledger_entry, ${schema}.ledger_head to ${role}`,
  ];
}

/** What stood in place of a consent. It came later than the table. */
export function ledgerGrounds(schema: string): string {
  return `alter table ${schema}.ledger_entry add column ground text`;
}

/** How each entry was hashed (chain.ts). Whoever does not say it, such as a part of an older version, writes the first. */
export function ledgerFormats(schema: string): string {
  return `alter table ${schema}.ledger_entry add column format smallint not null default 1`;
}
