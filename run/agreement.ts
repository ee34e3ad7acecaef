import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { shownAgreement } from '../gateway/agreements/shown-agreement.ts';
import { ReportPdf } from '../gateway/reports/report-pdf.ts';
import { type AgreementBundle, faultsOfBundle, sealingKeyOf } from '../shared/agreement/bundle.ts';
import { AGREEMENT_LANGUAGES } from '../shared/agreement/words/words.ts';

const USAGE = `Usage: npm run agreement -- check FILE [--key=THUMBPRINT]
       npm run agreement -- print FILE [FOLDER]`;

/**
 * `npm run agreement -- check FILE` verifies a bundle, as `Agreement.written.bundle` gives it: its hash, its seal, and the
 * signature of each party. It asks no database and no network. `--key` says whose seal it must be. `print` writes it as PDF in
 * English and French.
 */
try {
  const { command, path, folder, key } = asked();
  if (path === undefined) throw new Error(USAGE);
  const bundle = bundleIn(await readFile(path, 'utf8'));
  if (command === 'check') await check(bundle, key);
  else if (command === 'print') await print(bundle, folder);
  else throw new Error(USAGE);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = (error as Error).message === USAGE ? 2 : 1;
}

async function check(bundle: AgreementBundle, expected: string | undefined): Promise<void> {
  const faults = await faultsOfBundle(bundle);
  const sealedWith = sealingKeyOf(bundle)?.kid;
  if (expected !== undefined && sealedWith !== expected)
    faults.push(`It is sealed with the key ${sealedWith}, not with ${expected}.`);
  if (faults.length > 0) throw new Error(`The agreement does NOT hold.\n${faults.join('\n')}`);
  const { content, hash, organisations, signatures } = bundle;
  console.log(
    `The agreement holds: ${content.agreementId ?? ''}, revision ${content.revision}, hash ${hash}.`,
  );
  for (const { organisationId, madeBy, signedAt } of signatures) {
    const name = organisations.find(({ id }) => id === organisationId)?.name ?? organisationId;
    const how =
      madeBy === 'ORGANISATION' ? 'with its own key' : 'by the instance, in the name of its signatory';
    console.log(`Signed by ${name}, ${signedAt}, ${how}.`);
  }
  if (expected === undefined)
    console.log(
      `Sealed with the key ${sealedWith}: compare it with \`instanceSigningKey\` of the instance, or give it with --key=.`,
    );
}

async function print(bundle: AgreementBundle, folder: string): Promise<void> {
  const faults = await faultsOfBundle(bundle);
  for (const fault of faults) console.error(fault);
  await mkdir(folder, { recursive: true });
  const pdf = new ReportPdf('agreement');
  const { content, signatures } = bundle;
  const at = new Date(signatures.at(-1)?.signedAt ?? content.validFrom);
  for (const language of AGREEMENT_LANGUAGES) {
    const shown = shownAgreement({ bundle, state: null, opens: [], sandbox: false }, language);
    const path = join(
      resolve(folder),
      `agreement-${content.agreementId ?? ''}-${content.revision}-${language}.pdf`,
    );
    await writeFile(path, pdf.write(shown, at));
    console.log(path);
  }
}

/** Errors: a text that is no bundle, in one sentence. */
function bundleIn(text: string): AgreementBundle {
  try {
    const bundle = JSON.parse(text) as AgreementBundle;
    const lists = [bundle.organisations, bundle.signatures, bundle.keys];
    if (typeof bundle.content === 'object' && lists.every(Array.isArray)) return bundle;
  } catch {
    // Said below.
  }
  throw new Error('This file is no bundle of an agreement.');
}

function asked() {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { key: { type: 'string' } },
    });
    return { command: positionals[0], path: positionals[1], folder: positionals[2] ?? '.', key: values.key };
  } catch {
    throw new Error(USAGE);
  }
}
