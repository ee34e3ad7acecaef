import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { digestOf, GENESIS, hashOf, linked, NEWEST_FORMAT } from '../../shared/ledger/chain.ts';
import { entryOf, type LedgerRow, type NewLedgerEntry } from '../../shared/ledger/entry.ts';
import { HeadSigner, isGenuine } from '../../shared/ledger/head.ts';
import { checkProof, shownHeadOf } from '../../shared/ledger/proof.ts';
import { appendedOf, hashText, momentText, shownEntry, shownOf } from '../../shared/ledger/shown-entry.ts';
import { Secret } from '../../shared/secret.ts';

/** What the first version of each format has written: ledgers are kept for decades, and so is how they are read. */
const FULL: NewLedgerEntry = {
  at: new Date('2026-06-01T12:00:00.123Z'),
  viewer: 'org_viewer',
  client: 'client',
  role: 'caseworker',
  purpose: 'LEGAL_AID',
  owner: 'org_owner',
  referral: 'referral_1',
  pseudonym: 'prs_1',
  agreement: 'agr_1#2',
  consent: 'con_1#3',
  ground: null,
  released: ['IDENTITY', 'CONTACT'],
  refused: [{ category: 'HEALTH', rule: 'consent' }],
  requestId: 'request_1',
  operationHash: 'operation',
};
const BARE: NewLedgerEntry = {
  ...FULL,
  ...{ purpose: null, referral: null, pseudonym: null, agreement: null, consent: null },
  released: [],
  refused: [{ category: '*', rule: 'relation' }],
};
const KEPT = {
  genesis: 'c725da965624f6a4780e3121854db95e81547094c5c687ff691c22be2c160dd1',
  one: '3303c00e5beee6e4b4f084b5f4fa905f47e91792bc671a78a559a2a4e08adc6b',
  two: '6d756f092ac9fff8c35638ca02ed02f8306bff720ca994f5bd6497b037fb7d39',
  digestOfTwo: '38ef50b68a892380507861612bda35de3c20de3ad91040c1ca36b827ead8c996',
  publicKey: 'MCowBQYDK2VwAyEA61Lr7GV-5LHiKECIyWdcZYos0d3uC93PORCiliZ2Sbo',
  signature: 'qXjbvCHQ5hq-o-zrv39RygC9Jb6_MHIRf317xVnSW3JHMbJgfWuSbRnZb9Y91tV-dIRGUnQvrpRN1Ua6XzjqAg',
};
const signer = new HeadSigner(new Secret('tests-tests-tests-tests-tests-tests-tests-te'));
const signedAt = new Date('2026-06-01T12:00:05.000Z');
const bytes = (text: string) => Buffer.from(text, 'hex');
const head = {
  seq: '2',
  hash: bytes(KEPT.two),
  at: signedAt,
  signature: Buffer.from(KEPT.signature, 'base64url'),
};
const row: LedgerRow = {
  ...BARE,
  seq: '2',
  request_id: BARE.requestId,
  operation_hash: BARE.operationHash,
  format: 2,
  previous_hash: bytes(KEPT.one),
  hash: bytes(KEPT.two),
};
const { requestId: _id, operationHash: _hash, ...stored } = row as LedgerRow & NewLedgerEntry;

describe('the chain', () => {
  test('is hashed today as it was when each format was new', () => {
    expect(GENESIS.toString('hex')).toBe(KEPT.genesis);
    expect(hashOf(GENESIS, 1, FULL, 1).toString('hex')).toBe(KEPT.one);
    expect(hashOf(bytes(KEPT.one), '2', BARE, 2).toString('hex')).toBe(KEPT.two);
    expect(hashOf(bytes(KEPT.one), 2, BARE).toString('hex')).toBe(KEPT.two);
    expect(NEWEST_FORMAT).toBe(2);
  });

  test('in the second format binds the digest of an entry, which is all that a proof shows of it', () => {
    expect(digestOf(2, BARE).toString('hex')).toBe(KEPT.digestOfTwo);
    expect(linked(bytes(KEPT.one), bytes(KEPT.digestOfTwo)).toString('hex')).toBe(KEPT.two);
  });

  test.each([0, 3, 1.5])('has no format %s', (format) => {
    expect(() => hashOf(GENESIS, 1, FULL, format)).toThrow(`The ledger has no format ${format}.`);
  });

  test.each(Object.keys(FULL) as (keyof NewLedgerEntry)[])('is another when %s is another', (field) => {
    for (const format of [1, 2]) {
      const changed = { ...FULL, [field]: field === 'at' ? signedAt : field === 'refused' ? [] : ['x'] };
      expect(hashOf(GENESIS, 1, changed, format)).not.toEqual(hashOf(GENESIS, 1, FULL, format));
      expect(hashOf(GENESIS, 2, FULL, format)).not.toEqual(hashOf(GENESIS, 1, FULL, format));
    }
  });
});

describe('a signed head', () => {
  test('is signed today as it was, by a key that the secret alone makes', () => {
    expect(signer.sign('2', head.hash, signedAt).toString('base64url')).toBe(KEPT.signature);
    expect(shownHeadOf(head, signer)).toEqual({
      seq: 2,
      hash: KEPT.two,
      at: signedAt.toISOString(),
      signature: KEPT.signature,
      publicKey: KEPT.publicKey,
    });
    expect(signer.isGenuine(head)).toBe(true);
  });

  test.each([
    ['place', { seq: '3' }],
    ['hash', { hash: bytes(KEPT.one) }],
    ['time', { at: new Date(+signedAt + 1) }],
  ])('is not genuine with another %s', (_what, change) => {
    expect(isGenuine({ ...head, ...change }, signer.publicKey)).toBe(false);
  });
});

describe('an entry in a file', () => {
  const shown = shownOf(stored as unknown as LedgerRow);

  test('is the entry, its number, its format and the hash before it, and nothing beside', () => {
    expect(shown).toEqual({
      ...BARE,
      at: BARE.at.toISOString(),
      seq: 2,
      format: 2,
      previousHash: KEPT.one,
    });
    expect(appendedOf(shown)).toMatchObject(BARE);
    expect(entryOf(stored as unknown as LedgerRow)).toMatchObject(BARE);
  });

  test.each([
    ['a value', { name: 'somebody' }],
    ['a refusal with a value', { refused: [{ category: '*', rule: 'relation', name: 'somebody' }] }],
    ['a category that is none', { released: ['NAME'] }],
    ['a refused category that is none', { refused: [{ category: 'NAME', rule: 'relation' }] }],
    ['no number', { seq: 0 }],
    ['half a number', { seq: 1.5 }],
    ['a format that is none', { format: 3 }],
    ['a hash that is none', { previousHash: 'x' }],
  ])('is refused with %s', (_what, change) => {
    expect(shownEntry.safeParse({ ...shown, ...change }).success).toBe(false);
    expect(shownEntry.safeParse(shown).success).toBe(true);
  });

  test('has a hash of 64 small hexadecimal digits, and no others', () => {
    expect(hashText.safeParse(KEPT.one).success).toBe(true);
    for (const text of [
      KEPT.one.toUpperCase(),
      KEPT.one.slice(1),
      `${KEPT.one}0`,
      `x${KEPT.one}`,
      ` ${KEPT.one}`,
    ])
      expect(hashText.safeParse(text).success).toBe(false);
  });

  test('has one way to write a moment', () => {
    expect(momentText.safeParse('2026-06-01T12:00:00.123Z').success).toBe(true);
    for (const text of ['2026-06-01T12:00:00Z', '2026-06-01', '2026-06-01T14:00:00.123+02:00', 'today', ''])
      expect(momentText.safeParse(text).success).toBe(false);
  });
});

describe('a proof that was written down then', () => {
  const entry = { ...shownOf(stored as unknown as LedgerRow) };
  const ofTwo = { entry, following: [], head: shownHeadOf(head, signer) };
  const one = { ...entry, ...FULL, at: FULL.at.toISOString(), seq: 1, format: 1, previousHash: KEPT.genesis };
  const ofOne = { entry: one, following: [KEPT.digestOfTwo], head: ofTwo.head };

  test.each([
    ['of the entry under the head', ofTwo, 2],
    ['of an entry of the first format behind which another stands', ofOne, 1],
  ])('%s holds', (_what, proof, seq) => {
    expect(checkProof(proof)).toMatchObject({ holds: true, entry: { seq }, head: { seq: 2 } });
    expect(checkProof(proof, KEPT.publicKey)).toMatchObject({ holds: true });
  });

  test('says why it does not hold', () => {
    expect(checkProof(ofTwo, 'another')).toEqual({ holds: false, says: 'It is signed with another key.' });
    expect(checkProof({ ...ofTwo, note: 'x' })).toEqual({
      holds: false,
      says: 'This is not a proof of an entry, or something was added to it.',
    });
    const elsewhere = { holds: false, says: 'The entry does not lead to the signed head.' };
    expect(checkProof({ ...ofOne, following: [] })).toEqual(elsewhere);
    expect(checkProof({ ...ofOne, following: [KEPT.one] })).toEqual(elsewhere);
    expect(checkProof({ ...ofTwo, head: { ...ofTwo.head, seq: 3 } })).toEqual(elsewhere);
    const forged = { holds: false, says: 'The signed head is not genuine.' };
    expect(checkProof({ ...ofTwo, head: { ...ofTwo.head, at: '2026-06-01T12:00:06.000Z' } })).toEqual(forged);
    expect(checkProof({ ...ofTwo, head: { ...ofTwo.head, signature: 'AAAA' } })).toEqual(forged);
    expect(checkProof({ ...ofTwo, head: { ...ofTwo.head, publicKey: 'AAAA' } })).toEqual(forged);
  });

  test('does not hold by a key of another kind, be its signature good', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed448');
    const other = publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
    const text = JSON.stringify(['2', KEPT.two, signedAt.toISOString()]);
    const signature = sign(null, Buffer.from(text), privateKey).toString('base64url');
    expect(checkProof({ ...ofTwo, head: { ...ofTwo.head, publicKey: other, signature } })).toMatchObject({
      holds: false,
    });
  });
});
