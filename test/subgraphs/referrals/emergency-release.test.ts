import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { lease } from '../../../shared/lease.ts';
import {
  colleague,
  type EmergencyScene,
  type EmergencyStep,
  emergencyScene,
  emergencyStep,
  officer,
  requester,
  VITAL,
} from '../../support/emergency-scene.ts';
import { ALL_VALUES, marksIn } from '../../support/marked-person.ts';
import { OWNER, owner, ReferralStage } from '../../support/referral-stage.ts';
import type { Asker } from '../../support/subgraph.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
}, 120_000);
afterAll(() => stage?.stop());

const READ = (id: string) => `{ referral(id: "${id}") { state person { ${ALL_VALUES} } } }`;
/** The categories whose values the recipient of the scene reads now. */
async function read({ recipient, id }: EmergencyScene) {
  return marksIn(await stage.answer(recipient, READ(id)));
}
const step = (who: Asker, verb: string, input: object, selection?: string) =>
  emergencyStep(stage, who, verb, input, selection);
const approve = (who: Asker, id: string, expectedVersion = 1) =>
  step(who, 'approve', { id, expectedVersion });
const review = (id: string, expectedVersion: number, finding = 'JUSTIFIED', erase: string[] = []) =>
  step(officer, 'review', { id, expectedVersion, finding, erase });
const ask = (referralId: string, over: object = {}) =>
  step(requester, 'request', { referralId, reason: 'UNCONSCIOUS', categories: VITAL, ...over });
const codes = ({ userErrors }: EmergencyStep) => userErrors.map(({ code, rule }) => rule ?? code);
const VALUES = VITAL.filter((category) => category !== 'ROUTING');

describe('asking', () => {
  test('releases nothing; approving by another member of staff does, once it is sent', async () => {
    const scene = await emergencyScene(stage, { until: 'REQUESTED' });
    expect((await stage.move(owner, 'send', scene.id, 1)).userErrors[0]?.code).toBe('CONSENT_REQUIRED');
    expect((await approve(colleague, scene.emergency)).emergencyRelease).toMatchObject({
      state: 'APPROVED',
      version: 2,
    });
    expect(await read(scene)).toEqual([]);
    expect((await stage.move(owner, 'send', scene.id, 1)).userErrors).toEqual([]);
    // It stands in place of the stage too: who must save a life does not accept first.
    expect(await read(scene)).toEqual(VALUES);
  });

  test.each([
    ['a referral that is only urgent', { urgency: 'URGENT' }, 'emergency-only'],
    ['an asylum authority', { to: 'asylum' }, 'recipient-can-save'],
    ['a border guard', { to: 'guard' }, 'recipient-can-save'],
    ['a private firm', { to: 'firm' }, 'recipient-can-save'],
  ] as const)('is refused for %s', async (_what, options, rule) => {
    const { id } = await emergencyScene(stage, { ...options, until: 'NOTHING' });
    expect(codes(await ask(id))).toEqual([rule]);
  });

  test.each(['MIGRATION_STATUS', 'ORIGIN', 'PROTECTION', 'BELIEF', 'FAMILY', 'NARRATIVE', 'LOCATION_COARSE'])(
    'is refused for %s',
    async (category) => {
      const { id } = await emergencyScene(stage, { until: 'NOTHING' });
      expect(codes(await ask(id, { categories: ['ROUTING', category] }))).toEqual([
        'within-vital-categories',
      ]);
    },
  );

  test('needs the routing, a coded reason, and a referral of one’s own that is not over', async () => {
    const { id, recipient } = await emergencyScene(stage, { until: 'NOTHING' });
    expect(codes(await ask(id, { categories: ['HEALTH'] }))).toEqual(['VALIDATION_FAILED']);
    const worded = `mutation { requestEmergencyRelease(input: { referralId: "${id}", reason: CONVENIENCE, categories: [ROUTING] }) {
      userErrors { code } } }`;
    await expect(stage.answer(requester, worded)).rejects.toThrow('not valid');
    const input = { referralId: id, reason: 'UNCONSCIOUS', categories: VITAL };
    expect(codes(await step(recipient, 'request', input))).toEqual(['NOT_FOUND']);
    expect(codes(await ask('referral_none'))).toEqual(['NOT_FOUND']);
    await stage.move(owner, 'cancel', id, 1);
    expect(codes(await ask(id))).toEqual(['emergency-referral-not-over']);
  });

  test.each(['REFUSED', 'WITHDRAWN'])('is refused when a consent of the person is %s', async (state) => {
    const { id, personRef, recipientId } = await emergencyScene(stage, { until: 'NOTHING' });
    const consent = await stage.consent(personRef, [recipientId]);
    await stage.sql('update referrals.consent set state = $2 where id = $1', [consent, state]);
    expect(codes(await ask(id))).toEqual(['person-has-not-refused']);
  });
});

describe('approving', () => {
  test('is never done by who asked, whatever the client or role', async () => {
    const { emergency } = await emergencyScene(stage, { until: 'REQUESTED' });
    const inAnotherRole = { ...owner, role: 'coordinator', subject: 'requester' } as const;
    for (const who of [requester, inAnotherRole]) {
      expect(codes(await approve(who, emergency))).toEqual(['two-members-of-staff']);
    }
    const coordinator = { ...owner, role: 'coordinator' } as const;
    expect(codes(await approve(coordinator, emergency))).toEqual([]);
  });

  test('no row can say that one person did both, whatever the code does', async () => {
    const { emergency } = await emergencyScene(stage, { until: 'REQUESTED' });
    const forced = `update referrals.emergency_release set state = 'APPROVED', approved_at = now(), approved_by = requested_by where id = $1`;
    await expect(stage.sql(forced, [emergency])).rejects.toThrow('check');
  });

  test('is refused once the person has withdrawn, or the referral is over', async () => {
    const refused = await emergencyScene(stage, { until: 'REQUESTED' });
    const consent = await stage.consent(refused.personRef, [refused.recipientId]);
    await stage.ask(
      owner,
      `mutation { withdrawConsent(input: { id: "${consent}" }) { userErrors { code } } }`,
    );
    expect(codes(await approve(colleague, refused.emergency))).toEqual(['person-has-not-refused']);
    const over = await emergencyScene(stage, { until: 'REQUESTED' });
    await stage.move(owner, 'cancel', over.id, 1);
    expect(codes(await approve(colleague, over.emergency))).toEqual(['emergency-referral-not-over']);
  });

  test('names the version it saw, and is done once', async () => {
    const { emergency } = await emergencyScene(stage, { until: 'REQUESTED' });
    expect(codes(await approve(colleague, emergency, 7))).toEqual(['VERSION_CONFLICT']);
    expect(codes(await approve(colleague, emergency))).toEqual([]);
    const again = await approve(colleague, emergency, 2);
    expect(again.userErrors).toEqual([
      expect.objectContaining({ code: 'ILLEGAL_TRANSITION', possible: ['review'] }),
    ]);
  });

  test('the latest approved decides: what was asked for too narrowly is asked for anew', async () => {
    const scene = await emergencyScene(stage, { categories: ['ROUTING', 'IDENTITY'] });
    expect(await read(scene)).toEqual(['IDENTITY']);
    const wider = (await ask(scene.id)).emergencyRelease?.id ?? '';
    await approve(colleague, wider);
    expect(await read(scene)).toEqual(VALUES);
    await review(wider, 2);
    expect(await read(scene)).toEqual(['IDENTITY']);
  });
});

describe('the end', () => {
  test('comes after 72 hours by the clock, with no job', async () => {
    const scene = await emergencyScene(stage);
    const approved = (ago: string) =>
      stage.sql(
        `update referrals.emergency_release set approved_at = now() - interval '${ago}' where id = $1`,
        [scene.emergency],
      );
    await approved('71 hours 59 minutes');
    expect(await read(scene)).toEqual(VALUES);
    await approved('72 hours');
    expect(await read(scene)).toEqual([]);
    const { nodes } = await queue(officer);
    const waiting = nodes.find(({ id }) => id === scene.emergency);
    expect(waiting).toMatchObject({ state: 'APPROVED', inEffect: false });
  });

  test.each(['WITHDRAWN', 'REFUSED'])('comes when a consent becomes %s afterwards', async (state) => {
    const scene = await emergencyScene(stage);
    const consent = await stage.consent(scene.personRef, [scene.recipientId]);
    expect(await read(scene)).toEqual(VALUES);
    await stage.sql('update referrals.consent set state = $2 where id = $1', [consent, state]);
    expect(await read(scene)).toEqual([]);
  });

  test.each(['JUSTIFIED', 'NOT_JUSTIFIED'])(
    'comes with the officer’s finding %s, acknowledged only after the lease',
    async (finding) => {
      const scene = await emergencyScene(stage);
      const began = performance.now();
      const { emergencyRelease } = await review(scene.emergency, 2, finding);
      expect(performance.now() - began).toBeGreaterThanOrEqual(lease.ms);
      expect(emergencyRelease?.state).toBe('CLOSED');
      expect(await read(scene)).toEqual([]);
    },
  );

  test('what an answer holds may not be shown any more once it is closed', async () => {
    const scene = await emergencyScene(stage);
    const answer = await stage.answer(scene.recipient, READ(scene.id));
    expect(await stage.stillShown(scene.recipient, answer)).toBe(true);
    await review(scene.emergency, 2);
    expect(await stage.stillShown(scene.recipient, answer)).toBe(false);
  });

  test.each([
    [
      'closed',
      `update referrals.emergency_release set state = 'CLOSED', closed_at = now(), closed_by = 'officer', finding = 'JUSTIFIED' where id = $1`,
    ],
    [
      'over',
      `update referrals.emergency_release set approved_at = now() - interval '73 hours' where id = $1`,
    ],
  ])('between decision and reading a release that is %s gives no ciphertext', async (_what, change) => {
    const scene = await emergencyScene(stage);
    // The decision waits for the ledger; meanwhile the release ends.
    const held = await stage.beside(async (client) => {
      await client.query('begin; select pg_advisory_xact_lock(1279607879)');
      const reading = stage.answer(scene.recipient, READ(scene.id));
      await stage.untilItWaits(reading);
      await stage.sql(change, [scene.emergency]);
      await client.query('commit');
      return reading;
    });
    expect(marksIn(held)).toEqual([]);
  });
});

describe('the officer', () => {
  test('closes what nobody approved, and then nobody can approve it', async () => {
    const { emergency } = await emergencyScene(stage, { until: 'REQUESTED' });
    expect((await review(emergency, 1, 'NOT_JUSTIFIED')).emergencyRelease?.state).toBe('CLOSED');
    expect(codes(await approve(colleague, emergency, 2))).toEqual(['ILLEGAL_TRANSITION']);
    expect(codes(await review(emergency, 2))).toEqual(['ILLEGAL_TRANSITION']);
  });

  test('approving and closing at the same instant never both win', async () => {
    for (let round = 0; round < 8; round++) {
      const { emergency } = await emergencyScene(stage, { until: 'REQUESTED' });
      const both = await Promise.all([approve(colleague, emergency), review(emergency, 1)]);
      expect(both.flatMap(codes)).toEqual(['VERSION_CONFLICT']);
      const [row] = await stage.sql('select version from referrals.emergency_release where id = $1', [
        emergency,
      ]);
      expect(row).toEqual({ version: 2 });
    }
  });

  test('who asked or approved does not review, in whatever role', async () => {
    const { emergency } = await emergencyScene(stage);
    for (const subject of ['requester', 'colleague']) {
      const input = { id: emergency, expectedVersion: 2, finding: 'JUSTIFIED' };
      expect(codes(await step({ ...officer, subject }, 'review', input))).toEqual(['reviewer-took-no-part']);
    }
  });

  test('NOT_JUSTIFIED ends the referral that it alone carried, and orders what was read to be erased', async () => {
    const scene = await emergencyScene(stage);
    await read(scene);
    const { emergencyRelease } = await step(
      officer,
      'review',
      { id: scene.emergency, expectedVersion: 2, finding: 'NOT_JUSTIFIED' },
      'id state version finding erased closedBy',
    );
    expect(emergencyRelease).toMatchObject({ finding: 'NOT_JUSTIFIED', erased: VITAL });
    const [referral] = await stage.sql('select state from referrals.referral where id = $1', [scene.id]);
    expect(referral).toEqual({ state: 'CANCELLED' });
    expect(await orders(scene)).toEqual([{ cause: 'EMERGENCY_NOT_JUSTIFIED', categories: VITAL }]);
  });

  test('TOO_WIDE orders only what it names, and names only what was asked for', async () => {
    const scene = await emergencyScene(stage);
    await read(scene);
    expect(codes(await review(scene.emergency, 2, 'TOO_WIDE'))).toEqual(['finding-says-what-goes']);
    expect(codes(await review(scene.emergency, 2, 'TOO_WIDE', ['BELIEF']))).toEqual([
      'finding-says-what-goes',
    ]);
    expect(codes(await review(scene.emergency, 2, 'TOO_WIDE', ['CONTACT']))).toEqual([]);
    expect(await orders(scene)).toEqual([{ cause: 'EMERGENCY_NOT_JUSTIFIED', categories: ['CONTACT'] }]);
    const [referral] = await stage.sql('select state from referrals.referral where id = $1', [scene.id]);
    expect(referral).toEqual({ state: 'ACCEPTED' });
  });

  test('orders nothing that was never read, and nothing when it was justified', async () => {
    const unread = await emergencyScene(stage, { until: 'SENT' });
    await review(unread.emergency, 2, 'TOO_WIDE', ['HEALTH']);
    expect(await orders(unread)).toEqual([]);
    const justified = await emergencyScene(stage);
    await read(justified);
    await review(justified.emergency, 2);
    expect(await orders(justified)).toEqual([]);
  });

  test('a consent given later carries on where the release has ended', async () => {
    const scene = await emergencyScene(stage, { to: 'icrc' });
    await review(scene.emergency, 2);
    const purposes = ['HEALTH_CARE'];
    await stage.consent(scene.personRef, [scene.recipientId], { purposes });
    expect(await read(scene)).toEqual([]);
    const awake = { ...scene, recipient: { ...scene.recipient, purposes } };
    expect(await read(awake)).toContain('HEALTH');
  });
});

interface Queue {
  readonly nodes: readonly { readonly id: string; readonly state: string; readonly ageMinutes: number }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}
async function queue(who: Asker, rest = 'first: 100'): Promise<Queue> {
  const query = `{ emergencyReleases(${rest}) {
    nodes { id state inEffect ageMinutes endsAt recipient { id } referral person reason }
    pageInfo { hasNextPage endCursor } } }`;
  return (await stage.ask<{ emergencyReleases: Queue }>(who, query)).emergencyReleases;
}

async function orders({ personRef }: EmergencyScene) {
  return stage.sql('select cause, categories from referrals.erasure_order where person_id = $1', [personRef]);
}

describe('the queue', () => {
  test('has the open ones first, of these what waits longest, with their age', async () => {
    const [closed, older, newer] = [
      await emergencyScene(stage, { until: 'REQUESTED' }),
      await emergencyScene(stage, { until: 'REQUESTED' }),
      await emergencyScene(stage, { until: 'APPROVED' }),
    ];
    const aged = (id: string, ago: string) =>
      stage.sql(
        `update referrals.emergency_release set requested_at = date_trunc('milliseconds', now() - interval '${ago}') where id = $1`,
        [id],
      );
    await aged(closed.emergency, '30 days');
    await aged(older.emergency, '20 days');
    await aged(newer.emergency, '10 days');
    await review(closed.emergency, 1, 'NOT_JUSTIFIED');
    const { nodes } = await queue(officer);
    expect(nodes.slice(0, 2)).toMatchObject([
      { id: older.emergency, ageMinutes: 20 * 24 * 60 },
      { id: newer.emergency, ageMinutes: 10 * 24 * 60 },
    ]);
    const states = nodes.map(({ state }) => state === 'CLOSED');
    expect(states).toEqual([...states].sort());
    expect(nodes.find(({ id }) => id === closed.emergency)?.ageMinutes).toBe(30 * 24 * 60);
    const open = (await queue(officer, 'first: 100, closed: false')).nodes;
    expect(open).toEqual(nodes.filter(({ state }) => state !== 'CLOSED'));
    expect((await queue(officer, 'last: 100, closed: true')).nodes).toEqual(
      nodes.filter(({ state }) => state === 'CLOSED'),
    );
  });

  test('page by page it is the same list', async () => {
    const { nodes } = await queue(officer);
    const paged: string[] = [];
    let after = '';
    for (let more = true; more; ) {
      const page = await queue(officer, `first: 3${after}`);
      paged.push(...page.nodes.map(({ id }) => id));
      after = `, after: "${page.pageInfo.endCursor}"`;
      more = page.pageInfo.hasNextPage;
    }
    expect(paged).toEqual(nodes.map(({ id }) => id));
  });
});

describe('once', () => {
  test('the same request with the same key makes one release; another input is refused', async () => {
    const { id } = await emergencyScene(stage, { until: 'NOTHING' });
    const keyed = { ...requester, idempotencyKey: `ask-${id}` };
    const input = { referralId: id, reason: 'UNCONSCIOUS', categories: VITAL };
    const [one, other] = await Promise.all([step(keyed, 'request', input), step(keyed, 'request', input)]);
    expect(one.emergencyRelease?.id).toBe(other.emergencyRelease?.id);
    expect(codes(await step(keyed, 'request', { ...input, reason: 'MISSING_AT_SEA' }))).toEqual([
      'IDEMPOTENCY_KEY_REUSED',
    ]);
    const rows = await stage.sql('select from referrals.emergency_release where referral_id = $1', [id]);
    expect(rows).toHaveLength(1);
  });

  test('a late repeat about a person who was erased is not found, and makes nothing', async () => {
    const { id, personRef } = await emergencyScene(stage, { until: 'NOTHING' });
    const keyed = { ...requester, idempotencyKey: `late-${id}` };
    const input = { referralId: id, reason: 'UNCONSCIOUS', categories: VITAL };
    await step(keyed, 'request', input);
    await stage.ask(
      officer,
      `mutation { erasePerson(input: { ref: "${personRef}" }) { userErrors { code } } }`,
    );
    expect(codes(await step(keyed, 'request', input))).toEqual(['NOT_FOUND']);
  });
});

describe('the ledger', () => {
  const entries = (who: Asker, id: string) =>
    stage.ask<{ ledger: { nodes: { ground: string | null; released: string[]; refused: object[] }[] } }>(
      who,
      `{ ledger(referral: "${id}", first: 20) { nodes { viewer { id } purpose consent agreement ground released
          refused { category reason } } } }`,
    );

  test('has what was released and what was refused afterwards, on the ground of the release', async () => {
    const scene = await emergencyScene(stage);
    await read(scene);
    await review(scene.emergency, 2);
    await read(scene);
    const { nodes } = (await entries(owner, scene.id)).ledger;
    expect(nodes).toMatchObject([
      { ground: scene.emergency, released: [], refused: [{ category: null, reason: 'AGREEMENT' }] },
      {
        viewer: { id: scene.recipientId },
        purpose: 'VITAL_INTEREST_EMERGENCY',
        consent: null,
        agreement: null,
        ground: scene.emergency,
        released: VALUES.filter((category) => category !== 'TRIAGE'),
      },
    ]);
    const seen = (await entries(scene.recipient, scene.id)).ledger.nodes;
    expect(seen.map(({ ground }) => ground)).toEqual(seen.map(() => null));
  });

  test('the owner’s own readings have no such ground', async () => {
    const scene = await emergencyScene(stage);
    await stage.answer(owner, READ(scene.id));
    const { nodes } = (await entries(owner, scene.id)).ledger;
    expect(nodes.map(({ ground }) => ground)).toEqual([null]);
    expect(nodes[0]).toMatchObject({ viewer: { id: OWNER } });
  });
});
