import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ReferralState } from '../../../shared/policy/referral-states.ts';
import { closeReferrals } from '../../../subgraphs/referrals/jobs/close-referrals.ts';
import { expireReferrals } from '../../../subgraphs/referrals/jobs/expire-referrals.ts';
import { owner, ReferralStage, type Scene } from '../../support/referral-stage.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
}, 60_000);
afterAll(() => stage?.stop());

const HOUR = 3_600_000;

async function row(id: string) {
  const [found] = await stage.sql<{ state: string; version: number; sent_at: Date; act_by: Date }>(
    'select state, version, sent_at, act_by from referrals.referral where id = $1',
    [id],
  );
  if (!found) throw new Error('The referral is gone.');
  return found;
}

/** The moment at which silence ends it, and so many milliseconds later. */
async function end(scene: Scene, later = 0): Promise<Date> {
  const { sent_at, act_by } = await row(scene.id);
  return new Date(2 * act_by.getTime() - sent_at.getTime() + later);
}

function events(id: string) {
  return stage.sql(
    `select verb, state, organisation_id, client from referrals.referral_event
      where referral_id = $1 and verb not in ('send', 'acknowledge', 'waitlist', 'accept')`,
    [id],
  );
}

describe('a referral that nobody answers', () => {
  test.each<ReferralState>(['SENT', 'RECEIVED', 'WAITLISTED'])(
    'expires from %s at twice its act-by, and not a moment earlier',
    async (state) => {
      const scene = await stage.scene({ state });
      await stage.clock(expireReferrals, await end(scene, -1));
      expect(await row(scene.id)).toMatchObject({ state });
      await stage.clock(expireReferrals, await end(scene));
      expect(await row(scene.id)).toMatchObject({ state: 'EXPIRED' });
      expect(await events(scene.id)).toEqual([
        { verb: 'expire', state: 'EXPIRED', organisation_id: 'org_jnrcs', client: 'accord:clock' },
      ]);
    },
  );

  test('expires once, however often and by however many the job is done', async () => {
    const scene = await stage.scene();
    const now = await end(scene);
    await Promise.all([1, 2, 3].map(() => stage.clock(expireReferrals, now)));
    await stage.clock(expireReferrals, now);
    expect(await events(scene.id)).toHaveLength(1);
  });

  test('is read by its recipient no more', async () => {
    const scene = await stage.scene();
    const read = () => stage.answer(scene.recipient, '{ referral(id: "x") { id } }'.replace('x', scene.id));
    expect((await read()).errors).toBeUndefined();
    await stage.clock(expireReferrals, await end(scene));
    expect((await read()).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  });

  test('keeps its own pace by its urgency', async () => {
    const scene = await stage.scene({ state: 'DRAFT' });
    await stage.sql(`update referrals.referral set urgency = 'EMERGENCY' where id = $1`, [scene.id]);
    await stage.move(owner, 'send', scene.id, 1);
    const { sent_at } = await row(scene.id);
    await stage.clock(expireReferrals, new Date(sent_at.getTime() + 48 * HOUR - 1));
    expect(await row(scene.id)).toMatchObject({ state: 'SENT' });
    await stage.clock(expireReferrals, new Date(sent_at.getTime() + 48 * HOUR));
    expect(await row(scene.id)).toMatchObject({ state: 'EXPIRED' });
  });
});

test.each<ReferralState>([
  'DRAFT',
  'ACCEPTED',
  'IN_PROGRESS',
  'ON_HOLD',
  'COMPLETED',
  'DECLINED',
  'CANCELLED',
])('a referral in %s never expires', async (state) => {
  const scene = await stage.scene({ state });
  await stage.clock(expireReferrals, new Date(Date.now() + 365 * 24 * HOUR));
  expect(await row(scene.id)).toMatchObject({ state });
});

test('one that cannot be expired holds up no other', async () => {
  const [stuck, other] = [await stage.scene(), await stage.scene()];
  const now = await end(other);
  // An event that is there already: the step for this version cannot be written down.
  await stage.sql(
    `insert into referrals.referral_event (owner_id, referral_id, version, verb, state, at, organisation_id, client)
     values ('org_jnrcs', $1, 3, 'expire', 'EXPIRED', now(), 'org_jnrcs', 'test')`,
    [stuck.id],
  );
  await expect(stage.clock(expireReferrals, now)).rejects.toThrow();
  expect(await row(other.id)).toMatchObject({ state: 'EXPIRED' });
  expect(await row(stuck.id)).toMatchObject({ state: 'SENT', version: 2 });
});

describe('a completed referral', () => {
  const DAYS_14 = 14 * 24 * HOUR;
  const completedAt = async (id: string) => {
    const [found] = await stage.sql<{ completed_at: Date }>(
      'select completed_at from referrals.referral where id = $1',
      [id],
    );
    return (found as { completed_at: Date }).completed_at.getTime();
  };

  test('is closed by the clock 14 days later, not a moment earlier, and once', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    await stage.move(scene.recipient, 'complete', scene.id, 3, { outcome: 'SERVICE_PROVIDED' });
    const end = (await completedAt(scene.id)) + DAYS_14;
    await stage.clock(closeReferrals, new Date(end - 1));
    expect(await row(scene.id)).toMatchObject({ state: 'COMPLETED' });
    await Promise.all([1, 2].map(() => stage.clock(closeReferrals, new Date(end))));
    await stage.clock(closeReferrals, new Date(end + DAYS_14));
    expect(await row(scene.id)).toMatchObject({ state: 'CLOSED', version: 5 });
    const closing = (await events(scene.id)).filter(({ verb }) => verb === 'close');
    expect(closing).toEqual([
      { verb: 'close', state: 'CLOSED', organisation_id: 'org_jnrcs', client: 'accord:clock' },
    ]);
    const [kept] = await stage.sql('select outcome from referrals.referral where id = $1', [scene.id]);
    expect(kept).toEqual({ outcome: 'SERVICE_PROVIDED' });
  });

  test('that its sender closed itself is left alone', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    await stage.move(scene.recipient, 'complete', scene.id, 3, { outcome: 'SERVICE_PROVIDED' });
    await stage.move(owner, 'close', scene.id, 4);
    await stage.clock(closeReferrals, new Date(Date.now() + 2 * DAYS_14));
    expect(await row(scene.id)).toMatchObject({ state: 'CLOSED', version: 5 });
  });
});
