import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Answer } from '../../../shared/execute.ts';
import { REFERRAL_LIFE, type ReferralVerb } from '../../../shared/policy/referral-life.ts';
import { REFERRAL_STATES, type ReferralState } from '../../../shared/policy/referral-states.ts';
import { possibleFor } from '../../../subgraphs/referrals/referral.states.ts';
import { moveQuery, OWNER, owner, ReferralStage, type Scene } from '../../support/referral-stage.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
});
afterAll(() => stage.stop());

const TOMORROW = new Date(Date.now() + 86_400_000).toISOString();
/** What each verb needs beside id and version. */
const NEEDS: Partial<Record<ReferralVerb, object>> = {
  decline: { reason: 'NO_CAPACITY' },
  hold: { reason: 'MISSING_DOCUMENTATION' },
  fail: { reason: 'COULD_NOT_CONTACT' },
  schedule: { scheduledFor: TOMORROW },
  complete: { outcome: 'SERVICE_PROVIDED' },
};
const SENDER_VERBS = ['send', 'cancel', 'close'] as const;
const RECIPIENT_VERBS = [
  'acknowledge',
  'accept',
  'decline',
  'waitlist',
  'schedule',
  'start',
  'hold',
  'complete',
  'fail',
] as const;

const stateOf = async (id: string) =>
  (
    await stage.sql<{ state: string; version: number; reason: string | null }>(
      'select state, version, reason from referrals.referral where id = $1',
      [id],
    )
  )[0];

/** Walks the verbs one after the other, each on the version the one before left. */
async function walk(scene: Scene, verbs: readonly ReferralVerb[]): Promise<void> {
  let version = (await stateOf(scene.id))?.version ?? 0;
  for (const verb of verbs) {
    const who = (SENDER_VERBS as readonly string[]).includes(verb) ? owner : scene.recipient;
    const { userErrors } = await stage.move(who, verb, scene.id, version, NEEDS[verb]);
    expect({ verb, userErrors }).toEqual({ verb, userErrors: [] });
    version += 1;
  }
}

describe('the life of a referral', () => {
  test.each<[string, ReferralVerb[], ReferralState]>([
    ['served', ['send', 'acknowledge', 'accept', 'complete', 'close'], 'CLOSED'],
    ['declined', ['send', 'decline'], 'DECLINED'],
    ['cancelled as a draft', ['cancel'], 'CANCELLED'],
    ['cancelled while being served', ['send', 'accept', 'start', 'cancel'], 'CANCELLED'],
    ['put on a list and then accepted', ['send', 'waitlist', 'accept'], 'ACCEPTED'],
    ['put on a list and then declined', ['send', 'acknowledge', 'waitlist', 'decline'], 'DECLINED'],
    ['scheduled, and scheduled anew', ['send', 'accept', 'schedule', 'schedule', 'start'], 'IN_PROGRESS'],
    ['held and taken up again', ['send', 'accept', 'start', 'hold', 'start', 'complete'], 'COMPLETED'],
    ['not delivered', ['send', 'accept', 'start', 'fail'], 'NOT_DELIVERED'],
  ])('a referral is %s', async (_name, verbs, state) => {
    const scene = await stage.scene({ state: 'DRAFT' });
    await walk(scene, verbs);
    expect(await stateOf(scene.id)).toMatchObject({ state, version: verbs.length + 1 });
    const steps = await stage.sql(
      'select verb, version from referrals.referral_event where referral_id = $1 order by version',
      [scene.id],
    );
    expect(steps).toEqual(verbs.map((verb, index) => ({ verb, version: index + 2 })));
  });

  test('a decline gives its reason to the sender, and ends the reading of whoever declined', async () => {
    const scene = await stage.scene();
    const input = { id: scene.id, expectedVersion: 2, reason: 'OUT_OF_AREA' };
    const answer = await stage.answer(scene.recipient, moveQuery('decline', 'state reason'), { input });
    expect(answer).toEqual({ data: { move: { referral: null, userErrors: [] } } });
    const read = await stage.ask(owner, `{ referral(id: "${scene.id}") { state reason } }`);
    expect(read).toEqual({ referral: { state: 'DECLINED', reason: 'OUT_OF_AREA' } });
  });

  test('a completed referral has its outcome and its time, a scheduled one its day', async () => {
    const scene = await stage.scene({ state: 'DRAFT' });
    await walk(scene, ['send']);
    await walk(scene, ['accept', 'schedule', 'complete']);
    const read = await stage.ask(
      owner,
      `{ referral(id: "${scene.id}") { outcome completedAt scheduledFor acknowledgeBy actBy sentAt } }`,
    );
    expect(read).toEqual({
      referral: {
        outcome: 'SERVICE_PROVIDED',
        completedAt: expect.any(String),
        scheduledFor: TOMORROW,
        acknowledgeBy: expect.any(String),
        actBy: expect.any(String),
        sentAt: expect.any(String),
      },
    });
  });

  test('the clocks run from sending, by urgency', async () => {
    const { personRef, serviceId } = await stage.scene({ state: 'DRAFT' });
    const id = await stage.draft(personRef, serviceId, { urgency: 'EMERGENCY' });
    await stage.move(owner, 'send', id, 1);
    const [clocks] = await stage.sql(
      `select acknowledge_by - sent_at = interval '4 hours' as acknowledge, act_by - sent_at = interval '24 hours' as act
         from referrals.referral where id = $1`,
      [id],
    );
    expect(clocks).toEqual({ acknowledge: true, act: true });
  });

  test('the reason of a hold goes with the hold', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    await walk(scene, ['hold']);
    expect((await stateOf(scene.id))?.reason).toBe('MISSING_DOCUMENTATION');
    await walk(scene, ['start']);
    expect((await stateOf(scene.id))?.reason).toBeNull();
  });

  test('nobody is expected on a day that has passed', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    const { userErrors } = await stage.move(scene.recipient, 'schedule', scene.id, 3, {
      scheduledFor: '2020-01-01T00:00:00Z',
    });
    expect(userErrors).toEqual([
      expect.objectContaining({ code: 'VALIDATION_FAILED', field: 'input.scheduledFor' }),
    ]);
    expect(await stateOf(scene.id)).toMatchObject({ state: 'ACCEPTED', version: 3 });
  });
});

describe('a wrong step', () => {
  test('from any state names the state and what this side may do, and changes nothing', async () => {
    const scene = await stage.scene();
    for (const state of REFERRAL_STATES) {
      await stage.sql(`update referrals.referral set state = $2, version = 7 where id = $1`, [
        scene.id,
        state,
      ]);
      for (const verb of SENDER_VERBS) {
        if (REFERRAL_LIFE[verb].from.includes(state)) continue;
        const { userErrors } = await stage.move(owner, verb, scene.id, 7, NEEDS[verb]);
        expect(userErrors).toEqual([
          expect.objectContaining({
            code: 'ILLEGAL_TRANSITION',
            message: expect.stringContaining(`The state is ${state}.`),
            possible: possibleFor(state, 'SENDER'),
          }),
        ]);
      }
      expect(await stateOf(scene.id)).toMatchObject({ state, version: 7 });
    }
  });

  test.each<ReferralState>(['SENT', 'RECEIVED', 'WAITLISTED', 'ACCEPTED', 'IN_PROGRESS', 'COMPLETED'])(
    'of a recipient that reads it as %s is told the same way',
    async (state) => {
      const scene = await stage.scene({ state });
      const version = (await stateOf(scene.id))?.version ?? 0;
      for (const verb of RECIPIENT_VERBS) {
        if (REFERRAL_LIFE[verb].from.includes(state)) continue;
        const { userErrors } = await stage.move(scene.recipient, verb, scene.id, version, NEEDS[verb]);
        expect(userErrors).toEqual([
          expect.objectContaining({
            code: 'ILLEGAL_TRANSITION',
            message: expect.stringContaining(state),
            possible: possibleFor(state, 'RECIPIENT'),
          }),
        ]);
      }
      expect(await stateOf(scene.id)).toMatchObject({ state, version });
    },
  );

  test('on a version that has passed is refused, even where the step itself is possible', async () => {
    const scene = await stage.scene();
    const { referral, userErrors } = await stage.move(scene.recipient, 'accept', scene.id, 1);
    expect(referral).toBeNull();
    expect(userErrors).toEqual([
      expect.objectContaining({ code: 'VERSION_CONFLICT', field: 'input.expectedVersion' }),
    ]);
    expect(await stateOf(scene.id)).toMatchObject({ state: 'SENT' });
  });

  test.each([
    ['two acceptances', ['accept', 'accept']],
    ['an acceptance and a decline', ['accept', 'decline']],
    ['two declines', ['decline', 'decline']],
  ] as const)('of %s at the same instant, one alone wins', async (_name, verbs) => {
    for (let round = 0; round < 5; round += 1) {
      const scene = await stage.scene();
      const answers = await Promise.all(
        verbs.map((verb) => stage.move(scene.recipient, verb, scene.id, 2, NEEDS[verb])),
      );
      expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
      expect((await stateOf(scene.id))?.version).toBe(3);
    }
  });

  test('two steps of one request are each answered as things stand after them', async () => {
    const scene = await stage.scene();
    const answer: Answer = await stage.answer(
      scene.recipient,
      `mutation { accepted: acceptReferral(input: { id: "${scene.id}", expectedVersion: 2 }) { referral { state } }
         failed: failReferral(input: { id: "${scene.id}", expectedVersion: 3, reason: OTHER }) { referral { state } } }`,
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual({
      accepted: { referral: { state: 'ACCEPTED' } },
      failed: { referral: null },
    });
  });
});

describe('sending', () => {
  const sent = (id: string) => stage.move(owner, 'send', id, 1);
  const refused = async (id: string, code: string, rule: string | null) => {
    const { referral, userErrors } = await sent(id);
    expect({ referral, userErrors }).toEqual({
      referral: null,
      userErrors: [expect.objectContaining({ code, rule })],
    });
    expect(await stateOf(id)).toMatchObject({ state: 'DRAFT', version: 1 });
  };

  test('ALLOW: with consent and agreement, to a living service', async () => {
    const { id, consentId } = await stage.scene({ state: 'DRAFT' });
    expect((await sent(id)).referral).toMatchObject({ state: 'SENT', version: 2 });
    const rows = await stage.sql('select consent_id from referrals.referral where id = $1', [id]);
    expect(rows).toEqual([{ consent_id: consentId }]);
  });

  test.each([
    ['was withdrawn', `state = 'WITHDRAWN'`],
    ['has run out', `valid_until = now() - interval '1 second'`],
    ['names somebody else', `recipient_ids = '{org_iom}'`],
  ])('DENY: a consent that %s sends nothing', async (_name, change) => {
    const { id, consentId } = await stage.scene({ state: 'DRAFT' });
    await stage.sql(`update referrals.consent set ${change} where id = $1`, [consentId]);
    await refused(id, 'CONSENT_REQUIRED', 'consent-in-force');
  });

  test.each([
    ['is suspended', `state = 'SUSPENDED'`],
    ['has run out', `valid_until = now() - interval '1 second'`],
    ['is a memorandum alone', `kind = 'MOU'`],
    ['runs the other way', 'provider_id = recipient_id, recipient_id = provider_id'],
  ])('DENY: an agreement that %s sends nothing', async (_name, change) => {
    const { id, agreementId } = await stage.scene({ state: 'DRAFT' });
    await stage.sql(`update partnerships.agreement set ${change} where id = $1`, [agreementId]);
    await refused(id, 'AGREEMENT_INACTIVE', 'agreement-active');
  });

  test.each([
    ['nobody has assured for 180 days', `assured_at = now() - interval '181 days'`, 'service-assured'],
    ['nobody ever assured', 'assured_at = null', 'service-assured'],
    ['reports to authorities', `firewall_status = 'NOT_FIREWALLED'`, 'service-firewalled'],
    ['is closed', `status = 'CLOSED'`, 'service-active'],
    ['asks for a legal status', `legal_status_condition = 'REQUIRED'`, 'service-asks-no-status'],
    ['went to another provider', `organisation_id = 'org_iom'`, 'service-of-recipient'],
  ])('DENY: nothing goes to a service that %s', async (_name, change, rule) => {
    const { id, serviceId } = await stage.scene({ state: 'DRAFT' });
    await stage.sql(`update services.service set ${change} where id = $1`, [serviceId]);
    await refused(id, 'RULE_BROKEN', rule);
  });

  test('ALLOW: to a service without a firewall, once the person knows of the risk', async () => {
    const { id, serviceId, personRef, recipientId } = await stage.scene({ state: 'DRAFT' });
    await stage.sql(`update services.service set firewall_status = 'UNKNOWN' where id = $1`, [serviceId]);
    await refused(id, 'RULE_BROKEN', 'service-firewalled');
    await stage.consent(personRef, [recipientId], { acknowledgesReportingRisk: true });
    expect((await sent(id)).referral).toMatchObject({ state: 'SENT' });
  });

  test('family links stay within the Movement', async () => {
    const outside = await stage.scene({ state: 'DRAFT', serviceType: 'RFL_TRACING' });
    await refused(outside.id, 'RULE_BROKEN', 'family-links-within-movement');
    const within = await stage.scene({ state: 'DRAFT', serviceType: 'RFL_TRACING', to: 'icrc' });
    expect((await sent(within.id)).referral).toMatchObject({ state: 'SENT' });
  });

  test.each(['guard', 'donor'] as const)('DENY: nothing goes to a %s', async (to) => {
    const { id } = await stage.scene({ state: 'DRAFT', to });
    await refused(id, 'RULE_BROKEN', 'recipient-outside-firewall');
  });

  test('a withdrawal at the instant of sending leaves nothing open behind it', async () => {
    for (let round = 0; round < 10; round += 1) {
      const scene = await stage.scene({ state: 'DRAFT' });
      await Promise.all([
        sent(scene.id),
        stage.ask(
          owner,
          `mutation { withdrawConsent(input: { id: "${scene.consentId}" }) { consent { id } } }`,
        ),
      ]);
      expect((await stateOf(scene.id))?.state).not.toBe('SENT');
    }
  });

  test('a withdrawal that stands before the referral leaves has stopped it', async () => {
    const scene = await stage.scene({ state: 'DRAFT' });
    // The withdrawal holds the consent while the sending is already under way, and then stands.
    const answer = await stage.beside(async (client) => {
      await client.query('begin');
      await client.query(`update referrals.consent set state = 'WITHDRAWN', revision = 2 where id = $1`, [
        scene.consentId,
      ]);
      const sending = sent(scene.id);
      await stage.untilItWaits(sending);
      await client.query('commit');
      return sending;
    });
    expect(answer.userErrors).toEqual([expect.objectContaining({ code: 'CONSENT_REQUIRED' })]);
    expect(await stateOf(scene.id)).toMatchObject({ state: 'DRAFT' });
  });
});

describe('drafting', () => {
  test('the recipient is whoever provides the service', async () => {
    const { id, recipientId } = await stage.scene({ state: 'DRAFT' });
    const rows = await stage.sql('select owner_id, to_id from referrals.referral where id = $1', [id]);
    expect(rows).toEqual([{ owner_id: OWNER, to_id: recipientId }]);
  });

  test('the same key and input make one referral, another input is refused', async () => {
    const { personRef, serviceId } = await stage.scene({ state: 'DRAFT' });
    const keyed = { ...owner, idempotencyKey: 'draft-once' };
    const draft = (urgency: string) =>
      stage.ask<{ draftReferral: { referral: { id: string } | null; userErrors: { code: string }[] } }>(
        keyed,
        `mutation D($input: DraftReferralInput!) { draftReferral(input: $input) { referral { id } userErrors { code } } }`,
        { input: { personRef, serviceId, urgency } },
      );
    const [first, second] = await Promise.all([draft('NORMAL'), draft('NORMAL')]);
    expect(second).toEqual(first);
    expect((await draft('URGENT')).draftReferral).toEqual({
      referral: null,
      userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }],
    });
  });

  test.each([
    ['a person nobody knows', { personRef: 'person_none' }, 'NOT_FOUND', 'input.personRef'],
    ['a service nobody knows', { serviceId: 'service_none' }, 'NOT_FOUND', 'input.serviceId'],
    ['a type the service does not offer', { serviceType: 'FOOD' }, 'VALIDATION_FAILED', 'input.serviceType'],
    ['a number of blanks', { senderCode: '  ' }, 'VALIDATION_FAILED', 'input.senderCode'],
  ])('%s makes no draft', async (_name, over, code, field) => {
    const { personRef, serviceId } = await stage.scene({ state: 'DRAFT' });
    const query = `mutation D($input: DraftReferralInput!) { draftReferral(input: $input) {
      referral { id } userErrors { code field } } }`;
    const content = await stage.ask(owner, query, { input: { personRef, serviceId, ...over } });
    expect(content).toEqual({ draftReferral: { referral: null, userErrors: [{ code, field }] } });
  });
});
