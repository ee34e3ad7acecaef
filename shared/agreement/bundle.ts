import { calculateJwkThumbprint } from 'jose';
import { canonical } from '../canonical.ts';
import type { AgreementSigner } from './agreement-signer.ts';
import { type AgreementContent, hashOfAgreement } from './content.ts';
import { hasSigned, headerOf, keyIdOf } from './detached-signature.ts';
import type { PublicKey } from './public-key.ts';

/** `ORGANISATION`: with its own key. `INSTANCE`: by the instance, in the name of a signatory whose organisation has none. */
export const SIGNATURE_MAKERS = ['ORGANISATION', 'INSTANCE'] as const;
export type SignatureMaker = (typeof SIGNATURE_MAKERS)[number];

export interface BundledSignature {
  readonly organisationId: string;
  readonly madeBy: SignatureMaker;
  /** ISO 8601: when the instance took it in. */
  readonly signedAt: string;
  /** Detached JWS over the hash, as text. */
  readonly jws: string;
}

export interface BundledKey {
  /** Null: the instance's own. */
  readonly organisationId: string | null;
  readonly jwk: PublicKey;
  /** ISO 8601; null: from ever, for ever. Signatures made between the two are good. */
  readonly validFrom: string | null;
  readonly validUntil: string | null;
}

/** One revision with all that is needed to verify it anywhere, without a database and without a network. */
export interface AgreementBundle {
  readonly form: 'accord-agreement-1';
  /** The parties, and whom the agreement lets pass data on to: how they are called. */
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
  readonly content: AgreementContent;
  readonly hash: string;
  readonly signatures: readonly BundledSignature[];
  readonly keys: readonly BundledKey[];
  /** Detached JWS of the instance over the canonical text of all of the above: it vouches for names, times and keys. */
  readonly seal: string;
}

/** The bundle, sealed, as the text that is handed out: canonical JSON (RFC 8785) and a line end. */
export async function bundleText(
  told: Omit<AgreementBundle, 'form' | 'seal'>,
  signer: AgreementSigner,
): Promise<string> {
  const instance = { organisationId: null, jwk: await signer.publicKey(), validFrom: null, validUntil: null };
  const others = told.keys.filter(({ jwk }) => jwk.kid !== instance.jwk.kid);
  const form = 'accord-agreement-1' as const;
  const open = { ...told, form, keys: [...others, instance] };
  return `${canonical({ ...open, seal: await signer.vouch(canonical(open)) })}\n`;
}

/** The key of the instance that sealed it; null where it names none that comes along. */
export function sealingKeyOf({ keys, seal }: AgreementBundle): PublicKey | null {
  const kid = keyIdOf(seal);
  return keys.find(({ organisationId, jwk }) => organisationId === null && jwk.kid === kid)?.jwk ?? null;
}

/** What does not hold, each as a sentence; none when the bundle is sound and every party has signed. */
export async function faultsOfBundle(bundle: AgreementBundle): Promise<string[]> {
  if (bundle.form !== 'accord-agreement-1')
    return ['This is no bundle of an agreement in a form known here.'];
  try {
    const hash = hashOfAgreement(bundle.content);
    const faults = [
      hash === bundle.hash ? [] : ['The content has another hash than the one named.'],
      await faultsOfSeal(bundle),
      await faultsOfKeys(bundle),
      await faultsOfSignatures(bundle),
    ];
    return faults.flat();
  } catch {
    return ['Something is missing, or is not what it should be: this is no bundle as an instance writes it.'];
  }
}

async function faultsOfSeal(bundle: AgreementBundle): Promise<string[]> {
  const { seal, ...open } = bundle;
  const key = sealingKeyOf(bundle);
  const holds = key !== null && (await hasSigned(key, seal, canonical(open)));
  return holds ? [] : ['The seal of the instance does not hold: something was changed, or it is of another.'];
}

async function faultsOfKeys({ keys }: AgreementBundle): Promise<string[]> {
  const faults = await Promise.all(
    keys.map(async ({ jwk }) =>
      (await calculateJwkThumbprint(jwk)) === jwk.kid ? [] : [`The key ${jwk.kid} has another thumbprint.`],
    ),
  );
  return faults.flat();
}

async function faultsOfSignatures(bundle: AgreementBundle): Promise<string[]> {
  const partyIds = [bundle.content.providerId, bundle.content.recipientId];
  const strangers = bundle.signatures
    .filter(({ organisationId }) => !partyIds.includes(organisationId))
    .map(({ organisationId }) => `${organisationId} has signed, and is no party.`);
  const faults = await Promise.all(
    partyIds.map(async (partyId) => {
      const made = bundle.signatures.filter(({ organisationId }) => organisationId === partyId);
      if (made.length !== 1) return [`${partyId} has ${made.length === 0 ? 'not signed' : 'signed twice'}.`];
      const fault = await faultOfSignature(bundle, made[0] as BundledSignature);
      return fault === null ? [] : [`The signature of ${partyId} does not hold: ${fault}`];
    }),
  );
  return [...strangers, ...faults.flat()];
}

async function faultOfSignature(
  bundle: AgreementBundle,
  signature: BundledSignature,
): Promise<string | null> {
  const { organisationId, madeBy, signedAt, jws } = signature;
  const ownerId = madeBy === 'INSTANCE' ? null : organisationId;
  const kid = keyIdOf(jws);
  const key = bundle.keys.find((one) => one.organisationId === ownerId && one.jwk.kid === kid);
  if (!key) return 'its key is none of whoever made it.';
  if (madeBy === 'INSTANCE' && !isOnBehalfOf(headerOf(jws)['onBehalfOf'], organisationId, signedAt))
    return 'it does not say in whose name, or when.';
  // Both tell whole milliseconds: what was signed in the one in which the key ended was signed before, or it was not kept.
  const inTime =
    (key.validFrom === null || key.validFrom <= signedAt) &&
    (key.validUntil === null || signedAt <= key.validUntil);
  if (!inTime) return 'its key was not valid at that moment.';
  return (await hasSigned(key.jwk, jws, bundle.hash)) ? null : 'it is not over this hash.';
}

function isOnBehalfOf(said: unknown, organisationId: string, signedAt: string): boolean {
  const { organisationId: of, signedAt: at } = (said ?? {}) as Record<string, unknown>;
  return of === organisationId && at === signedAt;
}
