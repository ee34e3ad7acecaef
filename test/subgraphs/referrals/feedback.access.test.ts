import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../../shared/ids.ts';
import { owner, ReferralStage, type Scene } from '../../support/referral-stage.ts';
import type { Asker } from '../../support/subgraph.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
}, 60_000);
afterAll(() => stage?.stop());

const TOMORROW = new Date(Date.now() + 86_400_000).toISOString();
const RECEIVER_CODE = 'mark-of-receiver-code';
const SENDER_CODE = 'mark-of-sender-code';

/** Everything a referral can be asked for that has no fields of its own, as the schema says. */
async function plainFields(): Promise<string[]> {
  interface Described {
    readonly __type: {
      readonly fields: { name: string; type: { kind: string; ofType: { kind: string } } }[];
    };
  }
  const query = '{ __type(name: "Referral") { fields { name type { kind ofType { kind } } } } }';
  const { fields } = (await stage.ask<Described>(owner, query)).__type;
  const isPlain = (kind: string) => kind === 'SCALAR' || kind === 'ENUM';
  return fields
    .filter(({ type }) => isPlain(type.kind) || isPlain(type.ofType?.kind))
    .map(({ name }) => name);
}

async function read(who: Asker, { id }: Scene): Promise<Record<string, unknown>> {
  const query = `{ referral(id: "${id}") { ${(await plainFields()).join(' ')} } }`;
  return (await stage.ask<{ referral: Record<string, unknown> }>(who, query)).referral;
}

/** What the recipient does, what it says with it, and what of it the sender may see change. */
const ANSWERS = [
  ['acknowledge', {}, []],
  ['waitlist', {}, []],
  ['accept', { receiverCode: RECEIVER_CODE }, []],
  ['schedule', { scheduledFor: TOMORROW }, ['scheduledFor']],
  ['start', {}, []],
  ['hold', { reason: 'NO_CAPACITY' }, ['reason']],
  ['complete', { outcome: 'PARTLY_PROVIDED' }, ['reason', 'outcome', 'completedAt']],
] as const;

describe('what comes back to the sender', () => {
  test('is state, reason, outcome and when; of whatever else a referral has, nothing moves', async () => {
    const scene = await stage.scene();
    let [version, before] = [2, await read(owner, scene)];
    for (const [verb, details, seen] of ANSWERS) {
      await stage.move(scene.recipient, verb, scene.id, version, details);
      const after = await read(owner, scene);
      const moved = Object.keys(after).filter((name) => after[name] !== before[name]);
      expect([verb, moved.sort()]).toEqual([verb, [...seen, 'state', 'version'].sort()]);
      [version, before] = [version + 1, after];
    }
    expect(JSON.stringify(before)).not.toContain(RECEIVER_CODE);
  });

  test.each(['decline', 'fail'])('is the reason when the recipient says %s', async (verb) => {
    const scene = await stage.scene({ state: verb === 'fail' ? 'ACCEPTED' : 'SENT' });
    const before = await read(owner, scene);
    await stage.move(scene.recipient, verb, scene.id, verb === 'fail' ? 3 : 2, { reason: 'OTHER' });
    const after = await read(owner, scene);
    const moved = Object.keys(after).filter((name) => after[name] !== before[name]);
    expect(moved.sort()).toEqual(['reason', 'state', 'version']);
  });
});

describe('a number for the case', () => {
  const coded = async () => {
    const scene = await stage.scene({ state: 'DRAFT' });
    const id = await stage.draft(scene.personRef, scene.serviceId, { senderCode: SENDER_CODE });
    await stage.move(owner, 'send', id, 1);
    await stage.move(scene.recipient, 'accept', id, 2, { receiverCode: RECEIVER_CODE });
    return { ...scene, id };
  };

  test('is read by the side that keeps it, and by no other', async () => {
    const scene = await coded();
    expect(await read(owner, scene)).toMatchObject({ senderCode: SENDER_CODE, receiverCode: null });
    expect(await read(scene.recipient, scene)).toMatchObject({
      senderCode: null,
      receiverCode: RECEIVER_CODE,
    });
  });

  test('is in no answer to the other side: entities, lists, mutations and exports', async () => {
    const scene = await coded();
    const fields = 'senderCode receiverCode';
    const operations = [
      `{ _entities(representations: [{ __typename: "Referral", id: "${scene.id}" }]) { ... on Referral { id ${fields} } } }`,
      `{ sent: referrals(box: SENT, first: 100) { nodes { id ${fields} } }
         inbox: referrals(box: INBOX, first: 100) { nodes { id ${fields} } } }`,
      `{ exportReferral(id: "${scene.id}", format: FHIR_R4) { content } }`,
    ];
    for (const [who, own, other] of [
      [owner, SENDER_CODE, RECEIVER_CODE],
      [scene.recipient, RECEIVER_CODE, SENDER_CODE],
    ] as const) {
      for (const operation of operations) {
        const text = JSON.stringify(await stage.answer(who, operation));
        expect(text).toContain(own);
        expect(text).not.toContain(other);
      }
    }
    const move = `mutation ($input: MoveReferralInput!) {
      startReferral(input: $input) { referral { ${fields} } userErrors { code } } }`;
    const input = { id: scene.id, expectedVersion: 3 };
    const started = { ...scene.recipient, idempotencyKey: newId('key') };
    for (const _time of ['first', 'replayed'])
      expect(await stage.ask(started, move, { input })).toEqual({
        startReferral: { referral: { senderCode: null, receiverCode: RECEIVER_CODE }, userErrors: [] },
      });
  });
});
