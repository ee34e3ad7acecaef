import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { iom, owner, ReferralStage, type Refusal, type Scene } from '../../support/referral-stage.ts';
import type { Asker } from '../../support/subgraph.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
}, 60_000);
afterAll(() => stage?.stop());

const ada = { ...owner, subject: 'ada' };
const ben = { ...owner, subject: 'ben' };

const MARK = `mutation ($input: MoveReferralInput!) { markReferralInError(input: $input) {
  referral { state version } awaitsSecondPerson userErrors { code message field rule possible } } }`;
interface Marked {
  readonly referral: { readonly state: string; readonly version: number } | null;
  readonly awaitsSecondPerson: boolean | null;
  readonly userErrors: readonly Refusal[];
}

async function mark(who: Asker, { id }: Scene, expectedVersion = 2): Promise<Marked> {
  const input = { id, expectedVersion };
  return (await stage.ask<{ markReferralInError: Marked }>(who, MARK, { input })).markReferralInError;
}

function events({ id }: Scene) {
  return stage.sql(
    `select verb, client from referrals.referral_event where referral_id = $1 and verb = 'markInError'`,
    [id],
  );
}

describe('a referral entered in error', () => {
  test('is marked by one person and ended by another', async () => {
    const scene = await stage.scene();
    expect(await mark(ada, scene)).toEqual({
      referral: { state: 'SENT', version: 2 },
      awaitsSecondPerson: true,
      userErrors: [],
    });
    expect(await events(scene)).toEqual([]);
    expect(await mark(ben, scene)).toEqual({
      referral: { state: 'ENTERED_IN_ERROR', version: 3 },
      awaitsSecondPerson: false,
      userErrors: [],
    });
    expect(await events(scene)).toHaveLength(1);
  });

  test('is not ended by the person who marked it first, by whatever client', async () => {
    const scene = await stage.scene();
    await mark(ada, scene);
    for (const who of [ada, { ...ada, purpose: 'LEGAL_AID' }]) {
      const { referral, userErrors } = await mark(who, scene);
      expect(referral).toBeNull();
      expect(userErrors).toMatchObject([{ code: 'RULE_BROKEN', rule: 'second-person-agrees' }]);
    }
    expect(await events(scene)).toEqual([]);
  });

  test('is not marked by a machine, first or second', async () => {
    const scene = await stage.scene();
    const machine = { ...owner, role: 'system', subject: 'machine' } as const;
    const refused = [{ code: 'RULE_BROKEN', rule: 'person-marks-error' }];
    expect((await mark(machine, scene)).userErrors).toMatchObject(refused);
    await mark(ada, scene);
    expect((await mark(machine, scene)).userErrors).toMatchObject(refused);
  });

  test('is read by its recipient until the second person agrees, and never after', async () => {
    const scene = await stage.scene();
    const read = async () =>
      (await stage.answer(scene.recipient, `{ referral(id: "${scene.id}") { state } }`)).data;
    await mark(ada, scene);
    expect(await read()).toEqual({ referral: { state: 'SENT' } });
    await mark(ben, scene);
    expect(await read()).toEqual({ referral: null });
  });

  test('is cancelled at once by one person, and marked afterwards', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    await stage.move(ada, 'cancel', scene.id, 3);
    await mark(ada, scene, 4);
    expect((await mark(ben, scene, 4)).referral).toEqual({ state: 'ENTERED_IN_ERROR', version: 5 });
  });

  test('keeps the first mark when its recipient moves it, and the second names the version it saw', async () => {
    const scene = await stage.scene();
    await mark(ada, scene);
    await stage.move(scene.recipient, 'acknowledge', scene.id, 2);
    expect((await mark(ben, scene)).userErrors).toMatchObject([{ code: 'VERSION_CONFLICT' }]);
    expect((await mark(ben, scene, 3)).referral?.state).toBe('ENTERED_IN_ERROR');
  });

  test('tells its organisation once that a second person is waited for', async () => {
    const scene = await stage.scene();
    await mark(ada, scene);
    const notices = await stage.sql('select kind from referrals.notice where subject_id = $1', [scene.id]);
    expect(notices).toEqual([{ kind: 'REFERRAL_ERROR_MARKED' }]);
  });

  test('has one first mark, when two persons are first at the same instant', async () => {
    const scene = await stage.scene();
    const both = await Promise.all([mark(ada, scene), mark(ben, scene)]);
    const states = both.map(({ referral, userErrors }) => referral?.state ?? userErrors[0]?.code);
    // One waits and the other is told to look again, or came later and agreed.
    expect([
      ['SENT', 'VERSION_CONFLICT'],
      ['ENTERED_IN_ERROR', 'SENT'],
      ['ENTERED_IN_ERROR', 'ENTERED_IN_ERROR'],
    ]).toContainEqual([...states].sort());
  });

  test('answers a repeated request as the first time', async () => {
    const scene = await stage.scene();
    const again = { ...ada, idempotencyKey: `mark-${scene.id}` };
    expect(await mark(again, scene)).toEqual(await mark(again, scene));
    expect(await events(scene)).toEqual([]);
  });
});

test('a referral entered in error stays so: nothing is possible from it', async () => {
  const scene = await stage.scene();
  await mark(ada, scene);
  await mark(ben, scene);
  expect((await mark(ada, scene, 3)).userErrors).toMatchObject([
    { code: 'ILLEGAL_TRANSITION', possible: [] },
  ]);
});

test('nobody but the sender marks, and a stranger learns nothing of it', async () => {
  const scene = await stage.scene();
  expect((await mark(scene.recipient, scene)).userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION' }]);
  expect((await mark(iom, scene)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  const coordinator = await stage.answer({ ...owner, role: 'coordinator' }, MARK, {
    input: { id: scene.id, expectedVersion: 2 },
  });
  expect(coordinator.errors?.[0]?.extensions?.['code']).toBe('SCOPE_MISSING');
});
