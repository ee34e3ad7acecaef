import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { expireReferrals } from '../../../subgraphs/referrals/jobs/expire-referrals.ts';
import { owner, ReferralStage, type Scene } from '../../support/referral-stage.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
}, 60_000);
afterAll(() => stage?.stop());

const HOUR = 3_600_000;

/** A draft whose agreement, as its rows have it, sets these clocks. */
async function draftUnder(clocks: readonly object[]): Promise<Scene> {
  const scene = await stage.scene({ state: 'DRAFT' });
  await setClocks(scene.agreementId, clocks);
  return scene;
}

function setClocks(agreementId: string, clocks: readonly object[]) {
  return stage.sql(
    `update partnerships.agreement set clauses = clauses || jsonb_build_object('clocks', $2::jsonb) where id = $1`,
    [agreementId, JSON.stringify(clocks)],
  );
}

/** Hours from sending until it must be acknowledged and acted on, as both sides read them. */
async function hours({ id, recipient }: Scene): Promise<number[]> {
  interface Told {
    readonly referral: { readonly sentAt: string; readonly acknowledgeBy: string; readonly actBy: string };
  }
  const query = `{ referral(id: "${id}") { sentAt acknowledgeBy actBy } }`;
  const [seen, same] = [
    (await stage.ask<Told>(owner, query)).referral,
    (await stage.ask<Told>(recipient, query)).referral,
  ];
  expect(same).toEqual(seen);
  const since = (moment: string) => (Date.parse(moment) - Date.parse(seen.sentAt)) / HOUR;
  return [since(seen.acknowledgeBy), since(seen.actBy)];
}

const normal = (acknowledgeHours: number, actHours: number) => ({
  urgency: 'NORMAL',
  acknowledgeHours,
  actHours,
});

describe('a referral that is sent', () => {
  test('keeps the time of the agreement it goes under', async () => {
    const scene = await draftUnder([
      normal(2, 10),
      { urgency: 'EMERGENCY', acknowledgeHours: 1, actHours: 1 },
    ]);
    await stage.move(owner, 'send', scene.id, 1);
    expect(await hours(scene)).toEqual([2, 10]);
  });

  test('keeps the law’s time where the agreement sets none for its urgency', async () => {
    const scene = await draftUnder([{ urgency: 'EMERGENCY', acknowledgeHours: 1, actHours: 1 }]);
    await stage.move(owner, 'send', scene.id, 1);
    expect(await hours(scene)).toEqual([72, 336]);
  });

  test('keeps the shortest of several agreements in force, and heeds none that is not', async () => {
    const scene = await draftUnder([normal(20, 40)]);
    await setClocks(await stage.agreement(scene.recipientId), [normal(30, 35)]);
    const suspended = await stage.agreement(scene.recipientId);
    await setClocks(suspended, [normal(1, 1)]);
    await stage.sql(`update partnerships.agreement set state = 'SUSPENDED' where id = $1`, [suspended]);
    await stage.move(owner, 'send', scene.id, 1);
    expect(await hours(scene)).toEqual([20, 35]);
  });

  test('keeps the time it was sent under when the agreement is changed', async () => {
    const scene = await draftUnder([normal(2, 10)]);
    await stage.move(owner, 'send', scene.id, 1);
    await setClocks(scene.agreementId, [normal(1, 1)]);
    expect(await hours(scene)).toEqual([2, 10]);
  });

  test('expires at twice the time that was agreed', async () => {
    const scene = await draftUnder([normal(2, 10)]);
    await stage.move(owner, 'send', scene.id, 1);
    const [row] = await stage.sql<{ sent_at: Date }>('select sent_at from referrals.referral where id = $1', [
      scene.id,
    ]);
    const sentAt = row?.sent_at.getTime() ?? 0;
    const state = async () =>
      (await stage.sql('select state from referrals.referral where id = $1', [scene.id]))[0]?.state;
    await stage.clock(expireReferrals, new Date(sentAt + 20 * HOUR - 1));
    expect(await state()).toBe('SENT');
    await stage.clock(expireReferrals, new Date(sentAt + 20 * HOUR));
    expect(await state()).toBe('EXPIRED');
  });
});
