import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { digestOf, hashOf, linked } from './chain.ts';
import { entryOf, type LedgerRow } from './entry.ts';
import { type Head, type HeadSigner, isGenuine } from './head.ts';
import { appendedOf, hashText, momentText, type ShownEntry, shownEntry, shownOf } from './shown-entry.ts';
import { entriesBetween, type LedgerReader, nextHead } from './stored.ts';

const shownHead = z.strictObject({
  seq: z.int().positive(),
  hash: hashText,
  at: momentText,
  signature: z.base64url(),
  /** Ed25519, SPKI in DER, base64url. */
  publicKey: z.base64url(),
});
export type ShownHead = z.infer<typeof shownHead>;

const ledgerProof = z.strictObject({
  entry: shownEntry,
  /** Digests of the entries behind it, up to the signed head. */
  following: z.array(hashText),
  head: shownHead,
});
/** That one entry stands in the chain under a signed head, without a word of any other entry. */
export type LedgerProof = z.infer<typeof ledgerProof>;

export type ProofVerdict =
  | { readonly holds: true; readonly entry: ShownEntry; readonly head: ShownHead }
  | { readonly holds: false; readonly says: string };

/** Throws an error that says why there is no proof: no such entry, not signed yet, behind it one of format 1, or a broken chain. */
export async function proveEntry(
  client: LedgerReader,
  signer: HeadSigner,
  seq: number,
): Promise<LedgerProof> {
  const head = await nextHead(client, seq);
  if (!head)
    throw new Error(`There is no signed head at entry ${seq} or behind it; one follows within seconds.`);
  const rows: LedgerRow[] = [];
  for await (const row of entriesBetween(client, seq, Number(head.seq))) rows.push(row);
  const [row, ...behind] = rows;
  if (row?.seq !== String(seq)) throw new Error(`There is no entry ${seq}.`);
  if (behind.some(({ format }) => format === 1))
    throw new Error(`Entry ${seq} cannot be proven alone: an entry behind it is of the first format.`);
  const proof = {
    entry: shownOf(row),
    following: behind.map((one) => digestOf(one.seq, entryOf(one)).toString('hex')),
    head: shownHeadOf(head, signer),
  };
  const verdict = checkProof(proof);
  if (!verdict.holds) throw new Error(`The ledger is not whole here, see verify. ${verdict.says}`);
  return proof;
}

/** Needs nothing but the file, and, to know whose ledger it is, the public key in base64url from somewhere else. */
export function checkProof(file: unknown, publicKey?: string): ProofVerdict {
  const parsed = ledgerProof.safeParse(file);
  if (!parsed.success)
    return { holds: false, says: 'This is not a proof of an entry, or something was added to it.' };
  const { entry, following, head } = parsed.data;
  if (publicKey !== undefined && publicKey !== head.publicKey)
    return { holds: false, says: 'It is signed with another key.' };
  let hash = hashOf(Buffer.from(entry.previousHash, 'hex'), entry.seq, appendedOf(entry), entry.format);
  for (const digest of following) hash = linked(hash, Buffer.from(digest, 'hex'));
  if (entry.seq + following.length !== head.seq || hash.toString('hex') !== head.hash)
    return { holds: false, says: 'The entry does not lead to the signed head.' };
  if (!isSigned(head)) return { holds: false, says: 'The signed head is not genuine.' };
  return { holds: true, entry, head };
}

/** A head as a file shows it, with the key that it is checked with. */
export function shownHeadOf({ seq, hash, at, signature }: Head, signer: HeadSigner): ShownHead {
  return {
    seq: Number(seq),
    hash: hash.toString('hex'),
    at: at.toISOString(),
    signature: signature.toString('base64url'),
    publicKey: signer.publicKey.export({ format: 'der', type: 'spki' }).toString('base64url'),
  };
}

function isSigned({ seq, hash, at, signature, publicKey }: ShownHead): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' });
    const head = {
      seq: String(seq),
      hash: Buffer.from(hash, 'hex'),
      at: new Date(at),
      signature: Buffer.from(signature, 'base64url'),
    };
    return key.asymmetricKeyType === 'ed25519' && isGenuine(head, key);
  } catch {
    return false;
  }
}
