import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { signDetached } from '../../../shared/agreement/detached-signature.ts';
import type { Asking } from '../../support/subgraph.ts';
import { as, type PartnershipsWorld } from './partnerships-world.ts';

/** A key pair such as an organisation keeps it, outside Accord. */
export interface TestKey {
  readonly kid: string;
  /** What is registered. */
  readonly jwk: string;
  /** Detached JWS over a text; `over` changes the header. */
  sign(text: string, over?: object): Promise<string>;
}

export async function newKey(curve: 'Ed25519' | 'P-256' = 'Ed25519'): Promise<TestKey> {
  const { privateKey } =
    curve === 'Ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = createPublicKey(privateKey).export({ format: 'jwk' }) as JWK;
  const kid = await calculateJwkThumbprint(key);
  const alg = curve === 'Ed25519' ? 'EdDSA' : 'ES256';
  return {
    kid,
    jwk: JSON.stringify(key),
    sign: (text, over = {}) => signDetached(privateKey, { alg, kid, ...over }, text),
  };
}

export interface KeyOutcome {
  readonly signingKey: { readonly kid: string; readonly validUntil: string | null } | null;
  readonly userErrors: readonly {
    readonly code: string;
    readonly field: string | null;
    readonly rule: string | null;
  }[];
}

const OUTCOME = '{ signingKey { kid validUntil } userErrors { code field rule } }';
export const REGISTER = `mutation ($input: RegisterSigningKeyInput!) { outcome: registerSigningKey(input: $input) ${OUTCOME} }`;
export const RETIRE = `mutation ($input: RetireSigningKeyInput!) { outcome: retireSigningKey(input: $input) ${OUTCOME} }`;

export async function register(
  world: PartnershipsWorld,
  who: Asking,
  key: TestKey,
  proof?: string,
): Promise<KeyOutcome> {
  const input = { jwk: key.jwk, proof: proof ?? (await key.sign(who.organisationId)) };
  return (await world.ask<{ outcome: KeyOutcome }>(as(who, 'administrator'), REGISTER, { input })).outcome;
}

export async function retire(world: PartnershipsWorld, who: Asking, kid: string): Promise<KeyOutcome> {
  const input = { kid };
  return (await world.ask<{ outcome: KeyOutcome }>(as(who, 'administrator'), RETIRE, { input })).outcome;
}

/** The bundle of a revision, as a party reads it. */
export async function bundleOf(world: PartnershipsWorld, who: Asking, id: string): Promise<string> {
  const query = 'query ($id: ID!) { agreement(id: $id) { written { bundle } } }';
  const { agreement } = await world.ask<{ agreement: { written: { bundle: string } } }>(who, query, { id });
  return agreement.written.bundle;
}
