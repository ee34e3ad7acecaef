import { readConfig } from '../shared/config.ts';
import { HeadSigner } from '../shared/ledger/head.ts';
import { type Verdict, verifyLedger } from '../shared/ledger/verify.ts';
import { useDatabase } from './use-database.ts';

/** `npm run ledger -- verify` reads the whole disclosure ledger and says whether it is whole. */
if (process.argv[2] === 'verify') {
  const verdict = await verifiedLedger();
  console.log(sentenceOf(verdict));
  process.exitCode = verdict.whole ? 0 : 1;
} else {
  console.error('Usage: npm run ledger -- verify');
  process.exitCode = 2;
}

function verifiedLedger(): Promise<Verdict> {
  const config = readConfig();
  return useDatabase(config, async (client) => {
    await client.query('set search_path = referrals');
    return verifyLedger(client, new HeadSigner(config.keys.ledger()));
  });
}

function sentenceOf(verdict: Verdict): string {
  if (!verdict.whole) return `The ledger is NOT whole. At entry ${verdict.entry}: ${verdict.says}`;
  return `The ledger is whole: ${verdict.entries} entries, signed up to entry ${verdict.signedUpTo}.`;
}
