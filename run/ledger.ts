import { readConfig } from '../shared/config.ts';
import { verdictSentence, verifiedLedger } from './verified-ledger.ts';

/** `npm run ledger -- verify` reads the whole disclosure ledger and says whether it is whole. */
if (process.argv[2] === 'verify') {
  const verdict = await verifiedLedger(readConfig());
  console.log(verdictSentence(verdict));
  process.exitCode = verdict.whole ? 0 : 1;
} else {
  console.error('Usage: npm run ledger -- verify');
  process.exitCode = 2;
}
