import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { expireReferrals } from '../../../subgraphs/referrals/jobs/expire-referrals.ts';
import { raiseNotices } from '../../../subgraphs/referrals/jobs/raise-notices.ts';
import { OWNER, owner, ReferralStage, type Scene } from '../../support/referral-stage.ts';
import type { Asker } from '../../support/subgraph.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
}, 60_000);
afterAll(() => stage?.stop());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Told {
  readonly id: string;
  readonly kind: string;
  readonly subjectId: string;
  readonly personRef: string | null;
  readonly at: string;
  readonly acknowledgedAt: string | null;
  readonly referral: { readonly id: string; readonly state: string } | null;
}
interface List {
  readonly nodes: readonly Told[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

const FIELDS = 'id kind subjectId personRef at acknowledgedAt referral { id state }';

async function list(who: Asker, args = 'first: 100'): Promise<List> {
  const query = `{ notices(${args}) { nodes { ${FIELDS} } pageInfo { hasNextPage endCursor } } }`;
  return (await stage.ask<{ notices: List }>(who, query)).notices;
}

/** What the owner is told of these subjects, as kinds. */
async function told(...subjects: readonly string[]): Promise<string[]> {
  const { nodes } = await list(owner);
  return nodes.filter(({ subjectId }) => subjects.includes(subjectId)).map(({ kind }) => kind);
}

async function sentAt(id: string): Promise<number> {
  const [row] = await stage.sql<{ sent_at: Date }>('select sent_at from referrals.referral where id = $1', [
    id,
  ]);
  return row?.sent_at.getTime() ?? 0;
}

const sinceSending = async ({ id }: Scene, ms: number) => new Date((await sentAt(id)) + ms);

describe('the sender is told', () => {
  test('once, when nobody acknowledged in time', async () => {
    const scene = await stage.scene();
    await stage.clock(raiseNotices, await sinceSending(scene, 72 * HOUR - 1));
    expect(await told(scene.id)).toEqual([]);
    const now = await sinceSending(scene, 72 * HOUR);
    await Promise.all([1, 2].map(() => stage.clock(raiseNotices, now)));
    await stage.clock(raiseNotices, now);
    expect(await told(scene.id)).toEqual(['REFERRAL_UNACKNOWLEDGED']);
  });

  test('not of one that was acknowledged, but when nobody acted in time', async () => {
    const scene = await stage.scene({ state: 'RECEIVED' });
    await stage.clock(raiseNotices, await sinceSending(scene, 14 * DAY - 1));
    expect(await told(scene.id)).toEqual([]);
    await stage.clock(raiseNotices, await sinceSending(scene, 14 * DAY));
    expect(await told(scene.id)).toEqual(['REFERRAL_OVERDUE']);
  });

  test('not of one that was answered', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    await stage.clock(raiseNotices, await sinceSending(scene, 60 * DAY));
    expect(await told(scene.id)).toEqual([]);
  });

  test('when it expired, with the referral as it stands and its own reference for the person', async () => {
    const scene = await stage.scene();
    await stage.clock(expireReferrals, await sinceSending(scene, 28 * DAY));
    const { nodes } = await list(owner);
    expect(nodes.find(({ subjectId }) => subjectId === scene.id)).toMatchObject({
      kind: 'REFERRAL_EXPIRED',
      personRef: scene.personRef,
      referral: { id: scene.id, state: 'EXPIRED' },
      acknowledgedAt: null,
    });
  });
});

describe('the owner is told', () => {
  test('that a consent will end in 30 days, and again when the new end comes near', async () => {
    const scene = await stage.scene();
    const end = new Date(Date.now() + 200 * DAY);
    await stage.sql('update referrals.consent set valid_until = $2 where id = $1', [scene.consentId, end]);
    await stage.clock(raiseNotices, new Date(end.getTime() - 30 * DAY - 1));
    expect(await told(scene.consentId)).toEqual([]);
    for (const days of [30, 29, 1]) await stage.clock(raiseNotices, new Date(end.getTime() - days * DAY));
    expect(await told(scene.consentId)).toEqual(['CONSENT_ENDING']);
    const renewed = new Date(end.getTime() + 100 * DAY);
    await stage.sql('update referrals.consent set valid_until = $2 where id = $1', [
      scene.consentId,
      renewed,
    ]);
    await stage.clock(raiseNotices, new Date(renewed.getTime() - DAY));
    expect(await told(scene.consentId)).toEqual(['CONSENT_ENDING', 'CONSENT_ENDING']);
  });

  test('that a recipient has not acknowledged an order to erase', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    const withdraw = 'mutation ($id: ID!) { withdrawConsent(input: { id: $id }) { userErrors { code } } }';
    await stage.ask(owner, withdraw, { id: scene.consentId });
    const [order] = await stage.sql<{ id: string; due_at: Date }>(
      'select id, due_at from referrals.erasure_order where person_id = $1',
      [scene.personRef],
    );
    if (!order) throw new Error('No order was made.');
    await stage.clock(raiseNotices, new Date(order.due_at.getTime() - 1));
    expect(await told(order.id)).toEqual([]);
    await stage.clock(raiseNotices, order.due_at);
    expect(await told(order.id)).toEqual(['ERASURE_OVERDUE']);
    const { nodes } = await list(owner, 'first: 1, kinds: [ERASURE_OVERDUE]');
    expect(nodes[0]).toMatchObject({ subjectId: order.id, personRef: scene.personRef, referral: null });
  });
});

const ACKNOWLEDGE = `mutation ($ids: [ID!]!) { acknowledgeNotices(input: { ids: $ids }) {
  notices { id acknowledgedAt } userErrors { code message field } } }`;
interface Acknowledged {
  readonly acknowledgeNotices: {
    readonly notices: readonly { readonly id: string; readonly acknowledgedAt: string }[] | null;
    readonly userErrors: readonly { readonly code: string; readonly field: string | null }[];
  };
}
const acknowledge = async (ids: readonly string[]) =>
  (await stage.ask<Acknowledged>(owner, ACKNOWLEDGE, { ids })).acknowledgeNotices;

describe('acknowledging', () => {
  const expired = async () => {
    const scene = await stage.scene();
    await stage.clock(expireReferrals, await sinceSending(scene, 28 * DAY));
    const { nodes } = await list(owner, 'first: 100, kinds: [REFERRAL_EXPIRED]');
    return nodes.find(({ subjectId }) => subjectId === scene.id)?.id ?? '';
  };

  test('takes a notice out of those that wait; the first time stays', async () => {
    const id = await expired();
    const first = await acknowledge([id]);
    expect(first).toMatchObject({ notices: [{ id, acknowledgedAt: expect.any(String) }], userErrors: [] });
    expect(await acknowledge([id])).toEqual(first);
    const ids = async (args: string) => (await list(owner, args)).nodes.map((one) => one.id);
    expect(await ids('first: 100, acknowledged: false')).not.toContain(id);
    expect(await ids('first: 100, acknowledged: true')).toContain(id);
    const [row] = await stage.sql('select acknowledged_by from referrals.notice where id = $1', [id]);
    expect(row).toEqual({ acknowledged_by: `${OWNER}-caseworker` });
  });

  test('is of all or of none', async () => {
    const id = await expired();
    const { notices, userErrors } = await acknowledge([id, 'notice_none']);
    expect(notices).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'NOT_FOUND', field: 'input.ids.1' }]);
    const [row] = await stage.sql('select acknowledged_at from referrals.notice where id = $1', [id]);
    expect(row).toEqual({ acknowledged_at: null });
  });

  test.each([[[]], [Array.from({ length: 101 }, (_none, index) => `notice_${index}`)]])(
    'asks for 1 to 100',
    async (ids) => {
      expect((await acknowledge(ids)).userErrors).toMatchObject([
        { code: 'VALIDATION_FAILED', field: 'input.ids' },
      ]);
    },
  );
});

test('a list is read page by page, newest first, forth and back', async () => {
  const all = (await list(owner)).nodes.map(({ id }) => id);
  expect(all.length).toBeGreaterThan(4);
  const forth: string[] = [];
  for (let cursor: string | null = null; ; ) {
    const { nodes, pageInfo }: List = await list(owner, `first: 2${cursor ? `, after: "${cursor}"` : ''}`);
    forth.push(...nodes.map(({ id }) => id));
    cursor = pageInfo.endCursor;
    if (!pageInfo.hasNextPage) break;
  }
  expect(forth).toEqual(all);
  expect((await list(owner, 'last: 2')).nodes.map(({ id }) => id)).toEqual(all.slice(-2));
  const times = (await list(owner)).nodes.map(({ at }) => at);
  expect([...times].sort().reverse()).toEqual(times);
});
