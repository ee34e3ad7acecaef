import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { REFERRAL_STATES, type ReferralState } from '../../../shared/policy/referral-states.ts';
import { ReferralStage } from '../../support/referral-stage.ts';
import type { Asking } from '../../support/subgraph.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
});
afterAll(() => stage.stop());

/** One referral of the mixture: its state, how long it has been completed, and what stands behind it. */
interface Sample {
  readonly state: ReferralState;
  readonly completedDaysAgo: number;
  readonly consent: 'GIVEN' | 'WITHDRAWN' | 'EXPIRED' | 'OTHER_PURPOSE' | 'NO_ROUTING';
  readonly withheld: boolean;
}

const sample: fc.Arbitrary<Sample> = fc.record({
  state: fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...REFERRAL_STATES) },
    { weight: 2, arbitrary: fc.constantFrom<ReferralState>('SENT', 'ACCEPTED', 'COMPLETED') },
  ),
  completedDaysAgo: fc.integer({ min: 0, max: 28 }),
  consent: fc.oneof(
    { weight: 5, arbitrary: fc.constant('GIVEN' as const) },
    {
      weight: 2,
      arbitrary: fc.constantFrom('WITHDRAWN', 'EXPIRED', 'OTHER_PURPOSE', 'NO_ROUTING' as const),
    },
  ),
  withheld: fc.integer({ min: 1, max: 8 }).map((dice) => dice === 8),
});

const CONSENT_CHANGES: Readonly<Record<Sample['consent'], string | null>> = {
  GIVEN: null,
  WITHDRAWN: `state = 'WITHDRAWN'`,
  EXPIRED: 'valid_until = now()',
  OTHER_PURPOSE: `purposes = '{HEALTH_CARE}'`,
  NO_ROUTING: `categories = array_remove(categories, 'ROUTING')`,
};

/** Lays the mixture down between the owner and one new recipient; the referrals' ids. */
async function laid(
  samples: readonly Sample[],
  agreement: string | null,
): Promise<{ who: Asking; ids: string[] }> {
  const recipientId = await stage.organisation('UN_AGENCY');
  const serviceId = await stage.service(recipientId);
  if (agreement) {
    const id = await stage.agreement(recipientId);
    await stage.sql('update partnerships.agreement set state = $2 where id = $1', [id, agreement]);
  }
  const ids: string[] = [];
  for (const { state, completedDaysAgo, consent, withheld } of samples) {
    const personRef = await stage.person({});
    const withhold = withheld ? [{ organisationId: recipientId, reason: 'OTHER' }] : [];
    const consentId = await stage.consent(personRef, [recipientId], { withhold });
    const id = await stage.draft(personRef, serviceId);
    await stage.force(id, state);
    await stage.sql(
      `update referrals.referral set completed_at = completed_at - make_interval(days => $2) where id = $1`,
      [id, completedDaysAgo],
    );
    const change = CONSENT_CHANGES[consent];
    if (change) await stage.sql(`update referrals.consent set ${change} where id = $1`, [consentId]);
    ids.push(id);
  }
  return { who: { organisationId: recipientId }, ids };
}

async function releasedOneByOne(who: Asking, ids: readonly string[]): Promise<string[]> {
  const released: string[] = [];
  for (const id of ids) {
    const { data } = await stage.answer(who, `{ referral(id: "${id}") { state } }`);
    if ((data?.['referral'] as { state: string | null } | null)?.state) released.push(id);
  }
  return released;
}

interface Page {
  nodes: { id: string }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

async function page(who: Asking, args: string): Promise<Page> {
  const query = `{ referrals(box: INBOX, ${args}) {
    nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
  return (await stage.ask<{ referrals: Page }>(who, query)).referrals;
}

/** The whole inbox, read page by page; no page but the last may be short. */
async function inbox(who: Asking, size: number, forward: boolean): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  for (;;) {
    const [count, behind] = forward ? ['first', 'after'] : ['last', 'before'];
    const one: Page = await page(who, `${count}: ${size}${cursor ? `, ${behind}: "${cursor}"` : ''}`);
    const found = one.nodes.map(({ id }) => id);
    ids.push(...(forward ? found : found.reverse()));
    const more = forward ? one.pageInfo.hasNextPage : one.pageInfo.hasPreviousPage;
    if (!more) return ids;
    expect(found).toHaveLength(size);
    cursor = forward ? one.pageInfo.endCursor : one.pageInfo.startCursor;
  }
}

describe('the inbox', () => {
  test('is exactly the referrals whose routing is released one by one, whatever the size of its pages', async () => {
    const agreement = fc.constantFrom('ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'SUSPENDED', null);
    const samples = fc.array(sample, { minLength: 1, maxLength: 12 });
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(samples, agreement, fc.integer({ min: 1, max: 5 }), async (mixture, state, size) => {
        const { who, ids } = await laid(mixture, state);
        const expected = (await releasedOneByOne(who, ids)).sort();
        shown += expected.length;
        const forward = await inbox(who, size, true);
        expect([...forward].sort()).toEqual(expected);
        expect(await inbox(who, size, false)).toEqual([...forward].reverse());
      }),
      { numRuns: 20, seed: 20_301 },
    );
    expect(shown).toBeGreaterThan(20);
  });

  test('tells nothing of what it leaves out: neither by its cursors nor by saying that there is more', async () => {
    const hidden: Sample = { state: 'COMPLETED', completedDaysAgo: 20, consent: 'GIVEN', withheld: false };
    const { who } = await laid([hidden, hidden, hidden], 'ACTIVE');
    const empty = await page({ organisationId: await stage.organisation('UN_AGENCY') }, 'first: 1');
    expect(await page(who, 'first: 1')).toEqual(empty);
    expect(await page(who, 'last: 1')).toEqual(empty);
  });

  test.each(['guard', 'donor'] as const)('of a %s is the empty one, whatever was sent to it', async (to) => {
    const { recipient } = await stage.scene({ to, state: 'ACCEPTED' });
    const empty = await page({ organisationId: await stage.organisation('BORDER_GUARD') }, 'first: 1');
    expect(await page(recipient, 'first: 1')).toEqual(empty);
  });
});
