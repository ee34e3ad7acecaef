import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, type GraphQLInputObjectType, isInputObjectType } from 'graphql';
import { HOW_GIVEN } from '../../support/how-given.ts';
import { iom, OWNER, owner, ReferralStage, type Refusal } from '../../support/referral-stage.ts';
import type { Asker } from '../../support/subgraph.ts';

let stage: ReferralStage;
let personRef: string;
beforeAll(async () => {
  stage = await ReferralStage.open();
  personRef = await stage.person();
});
afterAll(() => stage.stop());

interface Answered {
  readonly consent: { readonly id: string; readonly [field: string]: unknown } | null;
  readonly userErrors: readonly Refusal[];
}

const WHOLE = `consent { id state revision recipientIds purposes categories statistics givenBy manner language validFrom
  validUntil } userErrors { code message field rule possible }`;

const SCHEMA = buildSchema(
  readFileSync(join(import.meta.dirname, '../../../subgraphs/referrals/schema.graphql'), 'utf8'),
  { assumeValidSDL: true },
);
const SAID = SCHEMA.getType('RecordConsentInput') as GraphQLInputObjectType;

async function record(over: object = {}, who: Asker = owner): Promise<Answered> {
  const input = {
    personRef,
    recipientIds: ['org_iom'],
    purposes: ['LEGAL_AID'],
    categories: ['ROUTING', 'TRIAGE'],
    ...HOW_GIVEN,
    ...over,
  };
  const query = `mutation Record($input: RecordConsentInput!) { answer: recordConsent(input: $input) { ${WHOLE} } }`;
  return (await stage.ask<{ answer: Answered }>(who, query, { input })).answer;
}

async function end(verb: 'withdraw' | 'revoke', input: object, who: Asker = owner): Promise<Answered> {
  const query = `mutation End($input: EndConsentInput!) { answer: ${verb}Consent(input: $input) { ${WHOLE} } }`;
  return (await stage.ask<{ answer: Answered }>(who, query, { input })).answer;
}

const stateOfReferral = async (id: string) =>
  (await stage.sql<{ state: string }>('select state from referrals.referral where id = $1', [id]))[0]?.state;

describe('recording', () => {
  test('a consent says what was consented to, and nothing is preselected', async () => {
    const { consent, userErrors } = await record();
    expect(userErrors).toEqual([]);
    expect(consent).toMatchObject({
      state: 'GIVEN',
      revision: 1,
      recipientIds: ['org_iom'],
      purposes: ['LEGAL_AID'],
      categories: ['ROUTING', 'TRIAGE'],
      statistics: false,
    });
  });

  test.each(Object.keys(HOW_GIVEN))('nobody fills in %s: whoever records it says it', (fact) => {
    expect(String(SAID.getFields()[fact]?.type)).toMatch(/!$/);
    expect(SAID.getFields()[fact]?.defaultValue).toBeUndefined();
  });

  test('no consent is preselected by being left out', () => {
    const ticked = Object.values(SCHEMA.getTypeMap())
      .filter(isInputObjectType)
      .filter(({ name }) => name.includes('Consent') && name !== 'ImportConsentInput')
      .flatMap((type) => Object.values(type.getFields()))
      .filter(({ defaultValue }) => defaultValue !== undefined);
    expect(ticked.length).toBeGreaterThan(0);
    for (const { defaultValue } of ticked) expect([false, []]).toContainEqual(defaultValue);
  });

  test('it ends after twelve months, or earlier', async () => {
    const { consent } = await record();
    const [row] = await stage.sql(
      `select valid_until - valid_from <= interval '366 days' as ends from referrals.consent where id = $1`,
      [consent?.id],
    );
    expect(row).toEqual({ ends: true });
    const soon = new Date(Date.now() + 60_000).toISOString();
    expect((await record({ validUntil: soon })).consent?.['validUntil']).toBe(soon);
  });

  const inMonths = (months: number) => {
    const day = new Date();
    day.setMonth(day.getMonth() + months);
    return day.toISOString();
  };
  test.each([
    ['names no recipient', { recipientIds: [] }, 'consent-names-what'],
    ['names no purpose', { purposes: [] }, 'consent-names-what'],
    ['names no category', { categories: [] }, 'consent-names-what'],
    ['lasts longer than twelve months', { validUntil: inMonths(13) }, 'at-most-12-months'],
    ['ended before it began', { validUntil: inMonths(-1) }, 'at-most-12-months'],
    [
      'is given for a child that does not assent',
      { givenBy: 'GUARDIAN', childAssent: false },
      'child-assents',
    ],
  ])('one that %s is refused', async (_name, over, rule) => {
    const { consent, userErrors } = await record(over);
    expect(consent).toBeNull();
    expect(userErrors).toEqual([expect.objectContaining({ code: 'RULE_BROKEN', rule })]);
  });

  test.each([
    ['a person nobody knows', { personRef: 'person_none' }, 'NOT_FOUND', 'input.personRef'],
    [
      'a recipient nobody registered',
      { recipientIds: ['org_iom', 'org_none'] },
      'VALIDATION_FAILED',
      'input.recipientIds',
    ],
    [
      'a withholding from nobody',
      { withhold: [{ reason: 'OTHER' }] },
      'VALIDATION_FAILED',
      'input.withhold.0',
    ],
    [
      'a withholding from two',
      { withhold: [{ organisationId: 'org_iom', organisationType: 'UN_AGENCY', reason: 'OTHER' }] },
      'VALIDATION_FAILED',
      'input.withhold.0',
    ],
    [
      'a withholding from an organisation nobody registered, which would withhold from no one',
      { withhold: [{ organisationId: 'org_misspelt', reason: 'FEAR_OF_HARM' }] },
      'VALIDATION_FAILED',
      'input.withhold.0',
    ],
    ['a language that is none', { language: 'not a tag' }, 'VALIDATION_FAILED', 'input.language'],
    ['a notice without a version', { noticeVersion: ' ' }, 'VALIDATION_FAILED', 'input.noticeVersion'],
    [
      'an interpreter by name',
      { interpreter: true, interpreterCode: 'Maryam Haddad' },
      'VALIDATION_FAILED',
      'input.interpreterCode',
    ],
    [
      'an interpreter who was not there',
      { interpreterCode: 'INT-7' },
      'VALIDATION_FAILED',
      'input.interpreterCode',
    ],
  ])('%s is refused', async (_name, over, code, field) => {
    const { consent, userErrors } = await record(over);
    expect(consent).toBeNull();
    expect(userErrors).toEqual([expect.objectContaining({ code, field })]);
  });

  test('the same key and input make one consent, another input is refused', async () => {
    const keyed = { ...owner, idempotencyKey: 'record-once' };
    const [first, second] = await Promise.all([record({}, keyed), record({}, keyed)]);
    expect(second).toEqual(first);
    const other = await record({ categories: ['ROUTING', 'HEALTH'] }, keyed);
    expect(other).toEqual({
      consent: null,
      userErrors: [expect.objectContaining({ code: 'IDEMPOTENCY_KEY_REUSED' })],
    });
  });
});

describe('ending', () => {
  test.each([
    ['withdraw', 'WITHDRAWN', 'WITHDRAWN_BY_PERSON'],
    ['revoke', 'REVOKED', 'CANCELLED'],
  ] as const)(
    'to %s is in force at once, and ends the open referrals it carried',
    async (verb, state, referral) => {
      const scene = await stage.scene({ state: 'ACCEPTED' });
      const { consent, userErrors } = await end(verb, { id: scene.consentId });
      expect(userErrors).toEqual([]);
      expect(consent).toMatchObject({ state, revision: 2 });
      expect(await stateOfReferral(scene.id)).toBe(referral);
      const events = await stage.sql(
        'select state, revision from referrals.consent_event where consent_id = $1 order by revision',
        [scene.consentId],
      );
      expect(events).toEqual([
        { state: 'GIVEN', revision: 1 },
        { state, revision: 2 },
      ]);
    },
  );

  test('leaves alone what it did not carry: a draft, what is completed, and another consent’s referral', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    const draft = await stage.draft(scene.personRef, scene.serviceId);
    const other = await stage.scene();
    const completed = await stage.scene({ state: 'ACCEPTED' });
    await stage.move(completed.recipient, 'complete', completed.id, 3, { outcome: 'SERVICE_PROVIDED' });
    await end('withdraw', { id: scene.consentId });
    await end('withdraw', { id: completed.consentId });
    expect(await stateOfReferral(scene.id)).toBe('WITHDRAWN_BY_PERSON');
    expect(await stateOfReferral(draft)).toBe('DRAFT');
    expect(await stateOfReferral(other.id)).toBe('SENT');
    expect(await stateOfReferral(completed.id)).toBe('COMPLETED');
    // A completed referral stands, and yet says nothing more: its consent is gone.
    const { referral } = await stage.ask<{ referral: object }>(
      completed.recipient,
      `{ referral(id: "${completed.id}") { state person { ref } } }`,
    );
    expect(referral).toEqual({ state: null, person: null });
  });

  test('a withdrawal needs no revision, and is never refused for an old one that was left out', async () => {
    const { consent } = await record();
    expect((await end('withdraw', { id: consent?.id })).userErrors).toEqual([]);
  });

  test('an ended consent is not ended again: the state and what is possible are named', async () => {
    const { consent } = await record();
    await end('withdraw', { id: consent?.id });
    for (const verb of ['withdraw', 'revoke'] as const) {
      expect((await end(verb, { id: consent?.id })).userErrors).toEqual([
        expect.objectContaining({
          code: 'ILLEGAL_TRANSITION',
          message: expect.stringContaining('WITHDRAWN'),
          possible: [],
        }),
      ]);
    }
  });

  test('on a revision that has passed is refused', async () => {
    const { consent } = await record();
    expect((await end('revoke', { id: consent?.id, expectedRevision: 7 })).userErrors).toEqual([
      expect.objectContaining({ code: 'VERSION_CONFLICT', field: 'input.expectedRevision' }),
    ]);
  });

  test('of two withdrawals at the same instant one alone is written', async () => {
    const { consent } = await record();
    const answers = await Promise.all([
      end('withdraw', { id: consent?.id }),
      end('withdraw', { id: consent?.id }),
    ]);
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
  });

  test('a withdrawal and an acceptance at the same instant leave nothing open', async () => {
    for (let round = 0; round < 5; round += 1) {
      const scene = await stage.scene();
      await Promise.all([
        stage.move(scene.recipient, 'accept', scene.id, 2),
        end('withdraw', { id: scene.consentId }),
      ]);
      expect(await stateOfReferral(scene.id)).toBe('WITHDRAWN_BY_PERSON');
    }
  });
});

describe('who writes a consent', () => {
  test('DENY: somebody else, the recipient included, finds neither the person nor the consent', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    for (const who of [iom, scene.recipient]) {
      for (const [known, absent] of [
        [await record({ personRef: scene.personRef }, who), await record({ personRef: 'person_none' }, who)],
        [
          await end('withdraw', { id: scene.consentId }, who),
          await end('withdraw', { id: 'consent_none' }, who),
        ],
      ]) {
        expect(known?.userErrors[0]?.code).toBe('NOT_FOUND');
        expect(JSON.stringify(known)).toBe(JSON.stringify(absent));
      }
    }
    expect(await stateOfReferral(scene.id)).toBe('ACCEPTED');
  });

  test.each(['coordinator', 'signatory', 'analyst', 'administrator'] as const)('DENY: a %s', async (role) => {
    await expect(record({}, { ...owner, role })).rejects.toThrow('SCOPE_MISSING');
    await expect(end('withdraw', { id: 'consent_none' }, { ...owner, role })).rejects.toThrow(
      'SCOPE_MISSING',
    );
  });

  test.each(['caseworker', 'system', 'data_protection_officer'] as const)('ALLOW: a %s', async (role) => {
    const { consent, userErrors } = await record({}, { ...owner, role });
    expect(userErrors).toEqual([]);
    expect((await end('withdraw', { id: consent?.id }, { ...owner, role })).userErrors).toEqual([]);
  });

  test('DENY: a client without a purpose, or with one it is not registered for', async () => {
    await expect(record({}, { ...owner, purposes: [] })).rejects.toThrow('PURPOSE_REQUIRED');
    await expect(record({}, { ...owner, purpose: 'HEALTH_CARE' })).rejects.toThrow('PURPOSE_PROHIBITED');
  });

  test('DENY: an organisation that is active no more, also when it repeats what it did before', async () => {
    const organisationId = await stage.organisation('UN_AGENCY');
    const who = { organisationId, idempotencyKey: 'before' };
    const made = await stage.ask<{ registerPerson: { person: { ref: string } } }>(
      { organisationId },
      'mutation { registerPerson(input: {}) { person { ref } } }',
    );
    const personRef = made.registerPerson.person.ref;
    const { consent } = await record({ personRef }, who);
    const ended = { ...who, idempotencyKey: 'end' };
    await end('revoke', { id: consent?.id }, ended);
    await stage.sql('update partnerships.organisation set active = false where id = $1', [organisationId]);
    const inactive = {
      consent: null,
      userErrors: [expect.objectContaining({ rule: 'organisation-active' })],
    };
    expect(await record({ personRef }, who)).toEqual(inactive);
    expect(await end('revoke', { id: consent?.id }, ended)).toEqual(inactive);
  });

  test('a withholding outlives the consent it was said with', async () => {
    const withhold = [{ organisationId: 'org_iom', reason: 'FEAR_OF_HARM' }];
    const { consent } = await record({ withhold });
    await end('withdraw', { id: consent?.id });
    const rows = await stage.sql(
      'select organisation_id, reason from referrals.withholding where owner_id = $1 and consent_id = $2',
      [OWNER, consent?.id],
    );
    expect(rows).toEqual([{ organisation_id: 'org_iom', reason: 'FEAR_OF_HARM' }]);
  });

  test('what is withheld from a parent is withheld from its units', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    const parentId = await stage.organisation('UN_AGENCY');
    await stage.sql('update partnerships.organisation set parent_id = $2 where id = $1', [
      scene.recipientId,
      parentId,
    ]);
    await stage.consent(scene.personRef, ['org_iom'], {
      withhold: [{ organisationId: parentId, reason: 'WISHES_TO_INFORM_SELF' }],
    });
    // What was open with it has ended, so that it finds nothing any more.
    const read = stage.ask(scene.recipient, `{ referral(id: "${scene.id}") { state person { ref } } }`);
    await expect(read).rejects.toThrow('NOT_FOUND');
  });
});
