import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type AgreementBundle, faultsOfBundle, sealingKeyOf } from '../shared/agreement/bundle.ts';

const USAGE = 'Usage: npm run agreement -- check FILE [--key=THUMBPRINT]';

/**
 * `npm run agreement -- check FILE` verifies a bundle, as `Agreement.written.bundle` gives it: its hash, its seal, and the
 * signature of each party. It asks no database and no network. `--key` says whose seal it must be.
 */
try {
  const { command, path, key } = asked();
  if (command !== 'check' || path === undefined) throw new Error(USAGE);
  await check(bundleIn(await readFile(path, 'utf8')), key);
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
  const { content, hash, parties, signatures } = bundle;
  console.log(
    `The agreement holds: ${content.agreementId ?? ''}, revision ${content.revision}, hash ${hash}.`,
  );
  for (const { organisationId, madeBy, signedAt } of signatures) {
    const name = parties.find(({ id }) => id === organisationId)?.name ?? organisationId;
    const how =
      madeBy === 'ORGANISATION' ? 'with its own key' : 'by the instance, in the name of its signatory';
    console.log(`Signed by ${name}, ${signedAt}, ${how}.`);
  }
  if (expected === undefined)
    console.log(
      `Sealed with the key ${sealedWith}: compare it with \`instanceSigningKey\` of the instance, or give it with --key=.`,
    );
}

/** Errors: a text that is no bundle, in one sentence. */
function bundleIn(text: string): AgreementBundle {
  try {
    const bundle = JSON.parse(text) as AgreementBundle;
    const lists = [bundle.parties, bundle.signatures, bundle.keys];
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
    return { command: positionals[0], path: positionals[1], key: values.key };
  } catch {
    throw new Error(USAGE);
  }
}
