import { cpus, totalmem } from 'node:os';
import type { Measured } from './load.ts';
import type { Size } from './rows.ts';

export interface Report {
  /** The rounds of each server, in the order in which they were run. */
  readonly rounds: Readonly<Record<string, readonly Measured[]>>;
  /** Length of one answer. */
  readonly bytes: number;
  readonly ledgerEntries: number;
}

/** The figures as they are committed: ratios of one run, and the raw numbers they come from. */
export function resultsOf({ rounds, bytes, ledgerEntries }: Report, size: Size): string {
  const speed = (name: string) => median((rounds[name] ?? []).map(({ perSecond }) => perSecond));
  const rows = Object.entries(rounds).map(([name, measured]) => {
    const [p50, p99] = [median(measured.map((one) => one.p50)), median(measured.map((one) => one.p99))];
    const each = measured.map(({ perSecond }) => Math.round(perSecond)).join(', ');
    return `| ${name} | ${Math.round(speed(name))} | ${each} | ${p50} | ${p99} |`;
  });
  return `# Results

Made by \`npm run bench\`, never by hand. Only the ratios mean anything: they come from one run, in which the servers took turns.

| Figure | Ratio |
|---|---|
| embedded against distributed | ${(speed('embedded') / speed('distributed')).toFixed(2)} |
| embedded against the hand-written server (the local limit) | ${(speed('embedded') / speed('limit')).toFixed(2)} |

The question (\`bench/question.ts\`): an inbox of 20 referrals with service, provider, access agreement and the released
categories, ${bytes} bytes; ${size.referrals} referrals, ${size.services} services and ${size.senders + size.receivers} organisations in the database;
${size.receivers} connections, each another organisation with its own token. Accord decides each of the 20 persons, opens four
ciphertexts of each, and writes 20 entries to the ledger, durably, before it answers. The hand-written server (\`bench/limit-server.ts\`)
answers the same bytes from one SQL statement: it checks nothing, opens nothing and records nothing.

| Server | Requests per second, median | Each round | p50 ms | p99 ms |
|---|---|---|---|---|
${rows.join('\n')}

Machine: ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}; servers, PostgreSQL
and the load share it. ${ledgerEntries} ledger entries were written while it was measured.
`;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
