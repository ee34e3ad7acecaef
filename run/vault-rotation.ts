import type pg from 'pg';
import type { FileKeys } from '../shared/vault/file-keys.ts';
import type { KeySource } from '../shared/vault/key-source.ts';
import { Vault } from '../shared/vault/vault.ts';
import {
  caseCodeText,
  hashedText,
  LOOKUP_CATEGORIES,
  lookupTexts,
} from '../subgraphs/referrals/lookup-text.ts';
import type { Identity, PersonContact } from '../subgraphs/referrals/person-categories.entity.ts';

/** One rotation or retirement at a time, in whatever process: "VAUL" in ASCII. */
const VAULT_LOCK = 0x5641554c;
const LARGEST_BATCH = 200;

export interface KeyCount {
  readonly keyId: string;
  /** Persons whose data key it wraps. */
  readonly persons: number;
  /** False: it is needed and nobody here has it. */
  readonly held: boolean;
}

/** How many persons stand under each key, the current one first. */
export async function keyCounts(client: pg.Client, keys: KeySource): Promise<KeyCount[]> {
  const { rows } = await client.query<{ key_id: string; persons: string }>(
    `select key_id, count(*) as persons from referrals.person where wrapped_key is not null group by key_id order by key_id`,
  );
  const persons = new Map(rows.map((row) => [row.key_id, Number(row.persons)]));
  const ids = new Set([...keys.keyIds, ...persons.keys()]);
  return [...ids].map((keyId) => ({
    keyId,
    persons: persons.get(keyId) ?? 0,
    held: keys.keyIds.includes(keyId),
  }));
}

/**
 * Wraps every person's data key with the current master key; `progress` hears how many so far. A rotation that was
 * killed is gone on with; only when none is under way is a new key made, and only where `keys` is a file. Errors:
 * VaultError, when a key is missing.
 */
export async function rotate(
  client: pg.Client,
  keys: KeySource | FileKeys,
  progress: (rewrapped: number) => unknown = () => undefined,
  batch = LARGEST_BATCH,
): Promise<{ keyId: string; rewrapped: number }> {
  await client.query('select pg_advisory_lock($1)', [VAULT_LOCK]);
  try {
    const underWay = (await keyCounts(client, keys)).some(
      ({ keyId, persons }) => persons > 0 && keyId !== keys.currentKeyId,
    );
    if (!underWay && 'add' in keys) keys.add();
    const keyId = keys.currentKeyId;
    const vault = new Vault(keys);
    let rewrapped = 0;
    for (;;) {
      const moved = await rewrapBatch(client, vault, keyId, batch);
      if (moved === 0) return { keyId, rewrapped };
      rewrapped += moved;
      await progress(rewrapped);
    }
  } finally {
    // A connection that was lost has given its lock back already.
    await client.query('select pg_advisory_unlock($1)', [VAULT_LOCK]).catch(() => undefined);
  }
}

/** Removes a key that wraps nobody. Throws an error that says why not. */
export async function retire(client: pg.Client, keys: FileKeys, keyId: string): Promise<void> {
  if (!keys.keyIds.includes(keyId)) throw new Error(`There is no key ${keyId}.`);
  if (keyId === keys.currentKeyId) throw new Error(`${keyId} is the current key; rotate first.`);
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [VAULT_LOCK]);
    // Whoever is registering a person now commits first and is counted; whoever comes later is refused by the trigger.
    await client.query('lock table referrals.person in share row exclusive mode');
    const { rows } = await client.query<{ persons: string }>(
      'select count(*) as persons from referrals.person where wrapped_key is not null and key_id = $1',
      [keyId],
    );
    const persons = Number(rows[0]?.persons);
    if (persons > 0) throw new Error(`${keyId} still wraps the keys of ${persons} persons; rotate first.`);
    await client.query('insert into referrals.retired_key (id) values ($1) on conflict do nothing', [keyId]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
  keys.remove(keyId);
}

interface WrappedRow {
  readonly owner_id: string;
  readonly id: string;
  readonly key_id: string;
  readonly wrapped_key: Buffer;
  readonly case_code_hash: Buffer | null;
}

/** One short transaction; readers wait for nothing, and one who erases a person waits for this or goes first. */
async function rewrapBatch(client: pg.Client, vault: Vault, keyId: string, batch: number): Promise<number> {
  await client.query('begin');
  try {
    const { rows } = await client.query<WrappedRow>(
      `select owner_id, id, key_id, wrapped_key, case_code_hash from referrals.person
        where wrapped_key is not null and key_id <> $1
        order by owner_id, id limit $2 for no key update`,
      [keyId, batch],
    );
    for (const row of rows) await move(client, vault, row);
    await client.query('commit');
    return rows.length;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function move(client: pg.Client, vault: Vault, row: WrappedRow): Promise<void> {
  const moved = vault.rewrap(row.owner_id, row.id, row.key_id, row.wrapped_key);
  if (!moved) return;
  const { identity, contact } = await lookedUpBy(client, vault, row);
  const hash = (text: string) => vault.lookupHash(row.owner_id, text, moved.keyId);
  // A hash whose code is gone could be found by nobody, and goes too.
  const code = row.case_code_hash && identity?.caseCode ? hash(caseCodeText(identity.caseCode)) : null;
  await client.query({
    name: 'rewrap',
    text: `update referrals.person set key_id = $3, wrapped_key = $4, case_code_hash = $5
            where owner_id = $1 and id = $2`,
    values: [row.owner_id, row.id, moved.keyId, moved.wrapped, code],
  });
  const lookups = lookupTexts(identity, contact).map((one) => ({
    category: LOOKUP_CATEGORIES[one.kind],
    kind: one.kind,
    hash: hash(hashedText(one)).toString('hex'),
  }));
  await client.query('delete from referrals.person_lookup where owner_id = $1 and person_id = $2', [
    row.owner_id,
    row.id,
  ]);
  await client.query({
    name: 'rehash',
    text: `insert into referrals.person_lookup (owner_id, person_id, category, kind, key_id, hash)
           select $1, $2, category, kind, $3, decode(hash, 'hex')
             from jsonb_to_recordset($4) as l (category text, kind text, hash text)`,
    values: [row.owner_id, row.id, moved.keyId, JSON.stringify(lookups)],
  });
}

/** The values that a person is found by: they stand in ciphertexts alone, so that a hash can be made anew. */
async function lookedUpBy(
  client: pg.Client,
  vault: Vault,
  row: WrappedRow,
): Promise<{ identity?: Identity; contact?: PersonContact }> {
  const { rows } = await client.query<{ category: string; version: number; ciphertext: Buffer }>({
    name: 'looked-up-by',
    text: `select category, version, ciphertext from referrals.person_category
            where owner_id = $1 and person_id = $2 and category in ('IDENTITY', 'CONTACT') for key share`,
    values: [row.owner_id, row.id],
  });
  const key = vault.open(row.owner_id, row.id, row.key_id, row.wrapped_key);
  const values = new Map(
    rows.map((one) => [one.category, key.unseal(one.category, one.version, one.ciphertext)]),
  );
  return {
    identity: values.get('IDENTITY') as Identity | undefined,
    contact: values.get('CONTACT') as PersonContact | undefined,
  } as { identity?: Identity; contact?: PersonContact };
}
