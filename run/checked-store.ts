import type pg from 'pg';
import type { Config } from '../shared/config.ts';
import type { StoreCheck } from '../shared/store-check.ts';
import { vaultKeys } from '../shared/vault/file-keys.ts';
import { Vault } from '../shared/vault/vault.ts';
import { subgraphs } from './subgraphs.ts';
import { verdictSentence, verifiedLedger } from './verified-ledger.ts';
import { withDatabase } from './with-database.ts';

export interface StoreVerdict {
  /** How many checks hold. */
  readonly held: number;
  readonly broken: readonly { readonly says: string; readonly keys: readonly string[] }[];
}

/** Reads every row of this instance and says whether what must hold among them does. Changes nothing. */
export async function checkedStore(config: Config): Promise<StoreVerdict> {
  const said: { says: string; keys: string[] }[] = [];
  await withDatabase(config, async (client) => {
    await mustSeeEveryRow(client);
    for (const { store, checks } of subgraphs) {
      for (const check of checks)
        said.push({ says: `${store.name}: ${check.says}`, keys: await breaking(client, check) });
    }
    const sealed = 'referrals: What was sealed opens with its key, in its place.';
    said.push({ says: sealed, keys: await unopened(client, config) });
  });
  const verdict = await verifiedLedger(config);
  said.push({ says: verdictSentence(verdict), keys: verdict.whole ? [] : [`entry ${verdict.entry}`] });
  const broken = said.filter(({ keys }) => keys.length > 0);
  return { held: said.length - broken.length, broken };
}

/** Row-level security hides rows from anybody else, and what is hidden cannot be seen to break. */
async function mustSeeEveryRow(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    'select rolsuper or rolbypassrls as sees from pg_roles where rolname = current_user',
  );
  if (!rows[0]?.sees)
    throw new Error('DATABASE_URL must name a login that row-level security does not bind (BYPASSRLS).');
}

async function breaking(client: pg.Client, { breaks }: StoreCheck): Promise<string[]> {
  const { rows } = await client.query<{ key: string }>(breaks);
  return rows.map(({ key }) => key);
}

interface Sealed {
  readonly owner_id: string;
  readonly person_id: string;
  readonly key_id: string;
  readonly wrapped_key: Buffer;
  readonly category: string;
  readonly version: number;
  readonly ciphertext: Buffer;
}

/** Persons a page at a time: a store may hold more of them than memory does. */
async function unopened(client: pg.Client, { keys }: Config): Promise<string[]> {
  const vault = new Vault(vaultKeys(keys));
  const found: string[] = [];
  let [owner, person, category] = ['', '', ''];
  for (;;) {
    const { rows } = await client.query<Sealed>(
      `select k.owner_id, k.person_id, p.key_id, p.wrapped_key, k.category, k.version, k.ciphertext
         from referrals.person_category k join referrals.person p on p.owner_id = k.owner_id and p.id = k.person_id
        where p.wrapped_key is not null and (k.owner_id, k.person_id, k.category) > ($1, $2, $3)
        order by k.owner_id, k.person_id, k.category limit 1000`,
      [owner, person, category],
    );
    for (const row of rows) if (!opens(vault, row)) found.push(`${row.person_id} ${row.category}`);
    const last = rows.at(-1);
    if (!last) return found;
    [owner, person, category] = [last.owner_id, last.person_id, last.category];
  }
}

function opens(vault: Vault, row: Sealed): boolean {
  try {
    vault
      .open(row.owner_id, row.person_id, row.key_id, row.wrapped_key)
      .unseal(row.category, row.version, row.ciphertext);
    return true;
  } catch {
    return false;
  }
}
