import type pg from 'pg';
import type { Config } from '../shared/config.ts';
import { HeadSigner } from '../shared/ledger/head.ts';
import { type Verdict, verifyLedger } from '../shared/ledger/verify.ts';
import { withDatabase } from './with-database.ts';

/** Reads the whole disclosure ledger of this instance and says whether it is whole. */
export function verifiedLedger(config: Config): Promise<Verdict> {
  return withLedger(config, (client, signer) => verifyLedger(client, signer));
}

/** Lends a connection to this instance's ledger, and who signs its heads. */
export function withLedger<T>(
  config: Config,
  work: (client: pg.Client, signer: HeadSigner) => Promise<T>,
): Promise<T> {
  return withDatabase(config, async (client) => {
    await client.query('set search_path = referrals');
    return work(client, new HeadSigner(config.keys.ledger()));
  });
}

export function verdictSentence(verdict: Verdict): string {
  if (!verdict.whole) return `The ledger is NOT whole. At entry ${verdict.entry}: ${verdict.says}`;
  return `The ledger is whole: ${verdict.entries} entries, signed up to entry ${verdict.signedUpTo}.`;
}
