import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ASKED, begunConsent, GIVEN, sayConsent } from '../../support/consents.ts';
import { HOW_ASKED } from '../../support/how-given.ts';
import { OWNER, owner, ReferralStage } from '../../support/referral-stage.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
});
afterAll(() => stage.stop());

const inMonths = (months: number) => new Date(Date.now() + months * 30 * 86_400_000).toISOString();
const refusals = ({ userErrors }: { userErrors: readonly unknown[] }) => userErrors;

describe('a consent that is asked for', () => {
  test('releases nothing, whatever it names, until the person gives it; then at once', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    await sayConsent(stage, 'withdraw', { id: scene.consentId });
    const asked = { ...ASKED, recipientIds: [scene.recipientId] };
    const { consent } = await sayConsent(stage, 'request', {
      personRef: scene.personRef,
      ...asked,
      ...HOW_ASKED,
    });
    expect(consent).toMatchObject({
      state: 'REQUESTED',
      revision: 1,
      givenBy: null,
      manner: null,
      givenAt: null,
    });
    const draft = await stage.draft(scene.personRef, scene.serviceId);
    expect((await stage.move(owner, 'send', draft, 1)).userErrors).toMatchObject([
      { code: 'CONSENT_REQUIRED' },
    ]);
    const given = await sayConsent(stage, 'give', {
      id: consent?.id,
      expectedRevision: 1,
      ...GIVEN,
      recipientIds: [scene.recipientId],
    });
    expect(given.consent).toMatchObject({ state: 'GIVEN', revision: 2, givenBy: 'SELF', manner: 'WRITTEN' });
    expect((await stage.move(owner, 'send', draft, 1)).userErrors).toEqual([]);
  });

  test('may be given in part, in another language and with the ticks that the person makes', async () => {
    const id = await begunConsent(stage, 'request', { categories: ['ROUTING', 'TRIAGE', 'HEALTH'] });
    const { consent } = await sayConsent(stage, 'give', {
      id,
      expectedRevision: 1,
      ...GIVEN,
      categories: ['ROUTING'],
      language: 'ku',
      interpreter: true,
      interpreterCode: 'INT-7',
      statistics: true,
      acknowledgesReportingRisk: true,
      withhold: [{ organisationType: 'SCHOOL', reason: 'FEAR_OF_HARM' }],
    });
    expect(consent).toMatchObject({
      categories: ['ROUTING'],
      language: 'ku',
      interpreter: true,
      interpreterCode: 'INT-7',
      noticeVersion: '2',
      statistics: true,
      acknowledgesReportingRisk: true,
      withheld: [{ organisationId: null, organisationType: 'SCHOOL', reason: 'FEAR_OF_HARM' }],
    });
  });

  test('nothing is ticked while it is asked for', async () => {
    const id = await begunConsent(stage, 'request');
    const [row] = await stage.sql(
      'select statistics, acknowledges_reporting_risk as risk from referrals.consent where id = $1',
      [id],
    );
    expect(row).toEqual({ statistics: false, risk: false });
  });

  test.each([
    ['a recipient', { recipientIds: ['org_iom', OWNER] }],
    ['a purpose', { purposes: ['LEGAL_AID', 'HEALTH_CARE'] }],
    ['a category', { categories: ['ROUTING', 'BELIEF'] }],
  ])('DENY: %s that was not asked for is not given', async (_more, over) => {
    const id = await begunConsent(stage, 'request');
    expect(
      refusals(await sayConsent(stage, 'give', { id, expectedRevision: 1, ...GIVEN, ...over })),
    ).toMatchObject([{ code: 'RULE_BROKEN', rule: 'given-was-asked' }]);
  });

  test.each([
    ['no recipient', { recipientIds: [] }, 'consent-names-what'],
    ['no purpose', { purposes: [] }, 'consent-names-what'],
    ['no category', { categories: [] }, 'consent-names-what'],
    ['more than twelve months', { validUntil: inMonths(14) }, 'at-most-12-months'],
  ])('DENY: %s, to ask for or to give', async (_name, over, rule) => {
    const personRef = await stage.person();
    const request = { personRef, ...ASKED, ...HOW_ASKED, ...over };
    expect(refusals(await sayConsent(stage, 'request', request))).toMatchObject([{ rule }]);
    const id = await begunConsent(stage, 'request');
    const given = await sayConsent(stage, 'give', { id, expectedRevision: 1, ...GIVEN, ...over });
    expect(refusals(given)).toMatchObject([{ rule }]);
  });

  test('may be put off, and refused, which is for good', async () => {
    const id = await begunConsent(stage, 'request');
    const deferred = await sayConsent(stage, 'defer', { id, expectedRevision: 1 });
    expect(deferred.consent).toMatchObject({ state: 'DEFERRED', revision: 2 });
    const refused = await sayConsent(stage, 'refuse', { id });
    expect(refused.consent).toMatchObject({ state: 'REFUSED', revision: 3 });
    const given = await sayConsent(stage, 'give', { id, expectedRevision: 3, ...GIVEN });
    expect(refusals(given)).toMatchObject([{ code: 'ILLEGAL_TRANSITION', possible: [] }]);
  });
});

test('a refusal stands among the consents of the person, for whoever asks whether they refused', async () => {
  const id = await begunConsent(stage, 'request');
  await sayConsent(stage, 'refuse', { id });
  const [row] = await stage.sql(
    `select count(*)::int as refusals from referrals.consent c
      where state in ('REFUSED', 'WITHDRAWN') and (owner_id, person_id) =
        (select owner_id, person_id from referrals.consent where id = $1)`,
    [id],
  );
  expect(row).toEqual({ refusals: 1 });
});

describe('an imported consent', () => {
  test('is UNKNOWN, says what is said of it, and releases nothing until it is given anew', async () => {
    const scene = await stage.scene({ state: 'DRAFT' });
    await sayConsent(stage, 'withdraw', { id: scene.consentId });
    const asked = { ...ASKED, recipientIds: [scene.recipientId] };
    const { consent } = await sayConsent(stage, 'import', {
      personRef: scene.personRef,
      ...asked,
      manner: 'WRITTEN',
    });
    expect(consent).toMatchObject({
      state: 'UNKNOWN',
      manner: 'WRITTEN',
      givenBy: null,
      givenAt: null,
      language: 'und',
      noticeVersion: 'unknown',
      statistics: false,
    });
    expect((await stage.move(owner, 'send', scene.id, 1)).userErrors).toMatchObject([
      { code: 'CONSENT_REQUIRED' },
    ]);
    const told = { ...GIVEN, ...asked, language: 'ar', noticeVersion: '2' };
    await sayConsent(stage, 'give', { id: consent?.id, expectedRevision: 1, ...told });
    expect((await stage.move(owner, 'send', scene.id, 1)).userErrors).toEqual([]);
  });

  test('may be found invalid, or be ended', async () => {
    for (const [verb, state] of [
      ['invalidate', 'INVALIDATED'],
      ['refuse', 'REFUSED'],
      ['withdraw', 'WITHDRAWN'],
      ['revoke', 'REVOKED'],
    ]) {
      const id = await begunConsent(stage, 'import');
      expect((await sayConsent(stage, verb as string, { id })).consent).toMatchObject({ state });
    }
  });
});

test('to find one invalid is in force at once: its referrals end and orders to erase go out', async () => {
  const scene = await stage.scene({ state: 'ACCEPTED' });
  const { consent } = await sayConsent(stage, 'invalidate', { id: scene.consentId });
  expect(consent).toMatchObject({ state: 'INVALIDATED', revision: 2 });
  expect(await stage.sql('select state from referrals.referral where id = $1', [scene.id])).toEqual([
    { state: 'CANCELLED' },
  ]);
  expect(
    await stage.sql('select cause, recipient_id from referrals.erasure_order where person_id = $1', [
      scene.personRef,
    ]),
  ).toEqual([{ cause: 'CONSENT_INVALIDATED', recipient_id: scene.recipientId }]);
  const read = stage.ask(scene.recipient, `{ referral(id: "${scene.id}") { state } }`);
  await expect(read).rejects.toThrow('NOT_FOUND');
});

describe('every verb', () => {
  test('says no to a wrong step with the state and what is possible', async () => {
    const given = await begunConsent(stage, 'record');
    for (const [verb, over] of [
      ['give', GIVEN],
      ['defer', {}],
      ['refuse', {}],
    ] as const) {
      expect(
        refusals(await sayConsent(stage, verb, { id: given, expectedRevision: 1, ...over })),
      ).toMatchObject([
        {
          code: 'ILLEGAL_TRANSITION',
          message: expect.stringContaining('GIVEN'),
          possible: ['renew', 'narrow', 'withdraw', 'revoke', 'invalidate'],
        },
      ]);
    }
    const requested = await begunConsent(stage, 'request');
    const wrong = await sayConsent(stage, 'renew', { id: requested, expectedRevision: 1 });
    expect(refusals(wrong)).toMatchObject([
      { code: 'ILLEGAL_TRANSITION', possible: ['give', 'defer', 'refuse', 'withdraw', 'revoke'] },
    ]);
    const invalid = await sayConsent(stage, 'invalidate', { id: requested });
    expect(refusals(invalid)).toMatchObject([{ code: 'ILLEGAL_TRANSITION' }]);
  });

  test.each([
    ['give', GIVEN],
    ['defer', {}],
    ['refuse', {}],
  ] as const)(
    'to %s a revision that has passed is refused, and of two at once one is written',
    async (verb, over) => {
      const id = await begunConsent(stage, 'request');
      const old = await sayConsent(stage, verb, { id, expectedRevision: 7, ...over });
      expect(refusals(old)).toMatchObject([{ code: 'VERSION_CONFLICT', field: 'input.expectedRevision' }]);
      const input = { id, expectedRevision: 1, ...over };
      const answers = await Promise.all([sayConsent(stage, verb, input), sayConsent(stage, verb, input)]);
      expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    },
  );

  test.each(['request', 'import'] as const)('to %s with one key makes one consent', async (verb) => {
    const personRef = await stage.person();
    const told = verb === 'request' ? HOW_ASKED : {};
    const keyed = { ...owner, idempotencyKey: `begin-${verb}` };
    const input = { personRef, ...ASKED, ...told };
    const answers = [
      await sayConsent(stage, verb, input, keyed),
      await sayConsent(stage, verb, input, keyed),
    ];
    expect(answers[1]).toEqual(answers[0]);
    const other = await sayConsent(stage, verb, { ...input, categories: ['ROUTING'] }, keyed);
    expect(refusals(other)).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });

  test('a repeat of a step with its key answers with what stands now, and takes no second step', async () => {
    const id = await begunConsent(stage, 'request');
    const keyed = { ...owner, idempotencyKey: 'give-once' };
    const input = { id, expectedRevision: 1, ...GIVEN };
    await sayConsent(stage, 'give', input, keyed);
    await sayConsent(stage, 'withdraw', { id });
    expect((await sayConsent(stage, 'give', input, keyed)).consent).toMatchObject({
      state: 'WITHDRAWN',
      revision: 3,
    });
  });
});
