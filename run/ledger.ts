import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readConfig } from '../shared/config.ts';
import { exportLedger } from '../shared/ledger/export.ts';
import { checkProof, proveEntry } from '../shared/ledger/proof.ts';
import { verdictSentence, verifiedLedger, withLedger } from './verified-ledger.ts';

const USAGE = `Usage: npm run ledger -- verify
       npm run ledger -- export [--from N] [--to N] [FILE]
       npm run ledger -- prove N [FILE]
       npm run ledger -- check FILE [--key=PUBLIC_KEY]`;

/**
 * `npm run ledger -- verify` reads the whole disclosure ledger and says whether it is whole; `export` writes it down as
 * JSON lines with its signed head; `prove` writes a proof that one entry stands in it, which `check` verifies anywhere,
 * without the ledger. Files are made anew, for their owner alone; without one the answer goes to the screen.
 */
const COMMANDS: Readonly<Record<string, () => Promise<void>>> = {
  async verify() {
    const verdict = await verifiedLedger(readConfig());
    console.log(verdictSentence(verdict));
    process.exitCode = verdict.whole ? 0 : 1;
  },
  async export() {
    const range = { from: number(values.from), to: number(values.to) };
    await withLedger(readConfig(), (client, signer) => write(exportLedger(client, signer, range), first));
  },
  async prove() {
    const seq = number(first) ?? fail(USAGE);
    const proof = await withLedger(readConfig(), (client, signer) => proveEntry(client, signer, seq));
    await write([JSON.stringify(proof, null, 2)], second);
  },
  async check() {
    const verdict = checkProof(JSON.parse(await readFile(first ?? fail(USAGE), 'utf8')), values.key);
    if (!verdict.holds) fail(`The proof does NOT hold. ${verdict.says}`);
    const { entry, head } = verdict;
    console.log(
      `The proof holds: entry ${entry.seq} stands in the ledger under the head of entry ${head.seq}, signed ${head.at} with the key ${head.publicKey}.`,
    );
    if (values.key === undefined)
      console.log(
        "Compare this key with the one that the ledger's keeper has made known, or give it with --key=.",
      );
  },
};

const { positionals, values } = parsed();
const [command = '', first, second] = positionals;
try {
  await (COMMANDS[command] ?? (() => fail(USAGE)))();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = (error as Error).message === USAGE ? 2 : 1;
}

function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { from: { type: 'string' }, to: { type: 'string' }, key: { type: 'string' } },
    });
  } catch {
    console.error(USAGE);
    process.exit(2);
  }
}

function number(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : fail(USAGE);
}

function fail(says: string): never {
  throw new Error(says);
}

async function write(
  lines: Iterable<string> | AsyncIterable<string>,
  path: string | undefined,
): Promise<void> {
  const out = path === undefined ? process.stdout : (await open(path, 'wx', 0o600)).createWriteStream();
  for await (const line of lines) if (!out.write(`${line}\n`)) await once(out, 'drain');
  if (path !== undefined) {
    out.end();
    await once(out, 'finish');
  }
}
