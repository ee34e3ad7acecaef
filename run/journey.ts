import { readConfig } from '../shared/config.ts';
import { journey } from './journey/journey.ts';
import { sideBySide } from './journey/sight.ts';
import { verdictSentence, verifiedLedger } from './verified-ledger.ts';

/** `npm run journey`: the main job on a running instance, and what each organisation saw of it. */
const config = readConfig();
const base = process.env['ACCORD_URL'] ?? `http://127.0.0.1:${config.port}`;
try {
  const told = await journey(base, (sentence) => console.log(`· ${sentence}`));
  console.log(sideBySide('Before acceptance', told.before));
  console.log(sideBySide('After acceptance', told.after));
  console.log(sideBySide('After the withdrawal', told.withdrawn));
  console.log("\nThe person's ledger, oldest first");
  for (const { number, viewer, released, refused } of [...told.ledger].reverse()) {
    const withheld = refused.map(({ category, reason }) => `${category ?? 'the record'} (${reason})`);
    console.log(
      `  ${String(number).padStart(5)}  ${viewer.name}: ${released.join(', ') || 'nothing'}${withheld.length > 0 ? `; refused ${withheld.join(', ')}` : ''}`,
    );
  }
  const verdict = await verifiedLedger(config);
  console.log(`\n${verdictSentence(verdict)}`);
  process.exitCode = verdict.whole ? 0 : 1;
} catch (error) {
  const refused = (error as { cause?: { code?: string } }).cause?.code === 'ECONNREFUSED';
  console.error(
    refused ? `No Accord answers at ${base}. Start one with npm start.` : (error as Error).message,
  );
  process.exitCode = 1;
}
