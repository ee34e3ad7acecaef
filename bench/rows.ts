import pg from 'pg';
import type { Config } from '../shared/config.ts';
import { configuredKeys } from '../shared/vault/key-source.ts';
import { Vault } from '../shared/vault/vault.ts';
import { type BenchOrganisation, insertDirectory, type Size } from './directory-rows.ts';
import { insertReferrals, PLAIN_TABLES } from './referral-rows.ts';

const CHUNK = 2_000;

/**
 * Fills a prepared database, as its owner: organisations, services, access and data-sharing agreements, and referrals
 * whose persons are sealed by the vault that the servers will open them with. Answers with the organisations, each of
 * which has the same number of referrals in its inbox, scattered over the tables as if they had come over time.
 */
export async function fillRows(
  url: string,
  config: Config,
  size: Size,
  progress: (done: number, total: number) => void = () => undefined,
): Promise<readonly BenchOrganisation[]> {
  const vault = new Vault(configuredKeys(config.keys.vault()));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(PLAIN_TABLES);
    const directory = await insertDirectory(client, size);
    for (let from = 0; from < size.referrals; from += CHUNK) {
      const to = Math.min(from + CHUNK, size.referrals);
      await insertReferrals(client, vault, directory, size, [from, to]);
      progress(to, size.referrals);
    }
    // Settled before anything is timed: no autovacuum and no checkpoint of these rows falls into a round.
    await client.query('vacuum (analyze)');
    await client.query('checkpoint');
    return directory.organisations;
  } finally {
    await client.end();
  }
}
