import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { exportLedger } from '../../shared/ledger/export.ts';
import { HeadSigner } from '../../shared/ledger/head.ts';
import { checkProof, type LedgerProof, proveEntry, shownHeadOf } from '../../shared/ledger/proof.ts';
import { Secret } from '../../shared/secret.ts';
import { agedLedger, appendSeveral, entry, openTestLedger, signer, type TestLedger } from './test-ledger.ts';

const ENTRIES = 5;
const FIRST_BEHIND_THE_OLD = 3;

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
beforeEach(async () => {
  await ledger.empty();
  await ledger.withWriter((writer) => appendSeveral(writer, ENTRIES));
});
afterAll(() => ledger.stop());

/** As whoever receives the file reads it. */
const proofOf = async (seq: number): Promise<LedgerProof> =>
  JSON.parse(JSON.stringify(await proveEntry(ledger.owner, signer, seq)));

test.each([1, 2, 3, 4, 5])(
  'entry %i is proven by its file alone, which holds no word of another',
  async (seq) => {
    const proof = await proofOf(seq);
    expect(checkProof(proof)).toMatchObject({ holds: true, entry: { seq, requestId: `request-${seq - 1}` } });
    expect(checkProof(proof, proof.head.publicKey)).toMatchObject({ holds: true });
    expect(JSON.stringify(proof).match(/request-\d/g)).toEqual([`request-${seq - 1}`]);
  },
);

describe('a proof does not hold', () => {
  type Bend = (proof: LedgerProof) => unknown;
  const entryWith =
    (over: object): Bend =>
    (proof) => ({ ...proof, entry: { ...proof.entry, ...over } });
  const headWith =
    (over: (head: LedgerProof['head']) => object): Bend =>
    (proof) => ({ ...proof, head: { ...proof.head, ...over(proof.head) } });

  test.each<[string, Bend]>([
    ['whose entry names another viewer', entryWith({ viewer: 'somebody else' })],
    ['whose entry has another number', entryWith({ seq: 3 })],
    ['whose entry has another time', entryWith({ at: '2020-01-01T00:00:00.000Z' })],
    ['whose entry released less', entryWith({ released: [] })],
    ['whose entry refused nothing', entryWith({ refused: [] })],
    ['whose entry is said to be of the first format', entryWith({ format: 1 })],
    ['whose entry stands behind another', entryWith({ previousHash: '0'.repeat(64) })],
    ['whose entry says more than was hashed', entryWith({ name: 'somebody' })],
    [
      'whose refusal says more than was hashed',
      entryWith({ refused: [{ category: 'HEALTH', rule: 'consent', name: 'x' }] }),
    ],
    ['that leaves an entry out', (proof) => ({ ...proof, following: proof.following.slice(1) })],
    ['that exchanges two entries', (proof) => ({ ...proof, following: [...proof.following].reverse() })],
    ['with another number at its head', headWith(({ seq }) => ({ seq: seq + 1 }))],
    ['with another hash at its head', headWith(() => ({ hash: '0'.repeat(64) }))],
    ['with another time at its head', headWith(() => ({ at: '2020-01-01T00:00:00.000Z' }))],
    ['with a signature that is none', headWith(() => ({ signature: 'AAAA' }))],
    ['with a key that is none', headWith(() => ({ publicKey: 'AAAA' }))],
    ['that is no proof', () => ({})],
  ])('%s', async (_what, bend) => {
    expect(checkProof(bend(await proofOf(2)))).toMatchObject({ holds: false });
  });

  test('whose head somebody else has signed, when the key is known from elsewhere', async () => {
    const proof = await proofOf(2);
    const other = new HeadSigner(new Secret('another key'));
    const { seq, hash, at } = proof.head;
    const signature = other.sign(String(seq), Buffer.from(hash, 'hex'), new Date(at));
    const head = { seq: String(seq), hash: Buffer.from(hash, 'hex'), at: new Date(at), signature };
    const forged = { ...proof, head: shownHeadOf(head, other) };
    expect(checkProof(forged)).toMatchObject({ holds: true });
    expect(checkProof(forged, proof.head.publicKey)).toMatchObject({ holds: false });
  });
});

test('the last entry of the first format is proven when all behind it are of the second', async () => {
  await agedLedger(ledger, 2);
  expect(checkProof(await proofOf(2))).toMatchObject({ holds: true, entry: { seq: 2, format: 1 } });
  expect(checkProof(await proofOf(FIRST_BEHIND_THE_OLD))).toMatchObject({ holds: true });
  await expect(proofOf(1)).rejects.toThrow('first format');
});

test.each([
  ['that is not there', 9, 'no signed head', []],
  ['behind which no head is signed', 5, 'no signed head', ['delete from ledger_head']],
  [
    'that was deleted with all behind it',
    3,
    'There is no entry 3',
    ['delete from ledger_entry where seq >= 3'],
  ],
  ['that was deleted', 3, 'no entry 3', ['delete from ledger_entry where seq = 3']],
  ['that was changed', 3, 'not whole', [`update ledger_entry set viewer = 'x' where seq = 3`]],
  ['behind which one was changed', 3, 'not whole', [`update ledger_entry set viewer = 'x' where seq = 4`]],
])('nothing proves an entry %s', async (_what, seq, says, statements) => {
  await ledger.tamper(...statements);
  await expect(proveEntry(ledger.owner, signer, seq)).rejects.toThrow(says);
});

test.each([
  [{}, [1, 2, 3, 4, 5]],
  [{ from: 4 }, [4, 5]],
  [{ to: 2 }, [1, 2]],
  [{ from: 2, to: 3 }, [2, 3]],
  [{ from: 9 }, []],
])(
  'an export of %j holds those entries, their hashes in a chain, and the signed head',
  async (range, numbers) => {
    const lines = [];
    for await (const line of exportLedger(ledger.owner, signer, range)) lines.push(JSON.parse(line));
    const { head } = lines.pop();
    expect(lines.map(({ seq }) => seq)).toEqual(numbers);
    for (const [index, line] of lines.slice(1).entries()) expect(line.previousHash).toBe(lines[index].hash);
    expect(head).toMatchObject({
      seq: ENTRIES,
      publicKey: expect.any(String),
      signature: expect.any(String),
    });
    if (numbers.at(-1) === ENTRIES) expect(lines.at(-1).hash).toBe(head.hash);
  },
);

test('what is longer than one stride is exported and proven whole', async () => {
  await ledger.withWriter(async (writer) => {
    for (let round = 0; round < 3; round += 1)
      await writer.append(Array.from({ length: 900 }, (_, number) => entry(`long-${round}-${number}`)));
  });
  const numbers: number[] = [];
  for await (const line of exportLedger(ledger.owner, signer, { from: 3, to: 2_500 }))
    numbers.push((JSON.parse(line) as { seq: number }).seq);
  expect(numbers).toEqual([...Array.from({ length: 2_498 }, (_, index) => index + 3), undefined]);
  const proof = await proofOf(6);
  expect(checkProof(proof)).toMatchObject({ holds: true, entry: { seq: 6 } });
});
