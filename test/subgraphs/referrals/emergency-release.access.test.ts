import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Answer } from '../../../shared/execute.ts';
import { newId } from '../../../shared/ids.ts';
import { DATA_CATEGORIES, type DataCategory } from '../../../shared/policy/categories.ts';
import { ROLES } from '../../../shared/policy/roles.ts';
import {
  colleague,
  type EmergencyOptions,
  type EmergencyScene,
  emergencyQuery,
  emergencyScene,
  emergencyStep,
  officer,
  requester,
  VITAL,
} from '../../support/emergency-scene.ts';
import { ALL_VALUES, marksIn } from '../../support/marked-person.ts';
import { iom, moveQuery, OWNER, owner, ReferralStage } from '../../support/referral-stage.ts';
import type { Asker } from '../../support/subgraph.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
}, 120_000);
afterAll(() => stage?.stop());

const WHOLE = `id state person { ref ${ALL_VALUES} } disclosure { released withheld { category reason } }`;
const VALUES = VITAL.filter((category) => category !== 'ROUTING');
/** An export has a place for some categories only. */
const placed: Readonly<Record<string, readonly DataCategory[]>> = {
  'an export': VALUES.filter((category) => category !== 'LOCATION_PRECISE'),
};

/** Every way to a referral and its person. */
const PATHS: readonly [string, (who: Asker, scene: EmergencyScene) => Promise<Answer>][] = [
  ['the root field', (who, { id }) => stage.answer(who, `{ referral(id: "${id}") { ${WHOLE} } }`)],
  [
    'an entity',
    (who, { id }) =>
      stage.answer(
        who,
        `query E($keys: [_Any!]!) { _entities(representations: $keys) { ... on Referral { ${WHOLE} } } }`,
        { keys: [{ __typename: 'Referral', id }] },
      ),
  ],
  [
    'a list',
    (who) =>
      stage.answer(
        who,
        `{ referrals(box: INBOX, first: 9) { edges { node { ${WHOLE} } } nodes { ${WHOLE} } } }`,
      ),
  ],
  [
    'the repeat of an acceptance',
    (who, { id }) =>
      stage.answer(who && { ...who, idempotencyKey: `accept-${id}` }, moveQuery('accept', WHOLE), {
        input: { id, expectedVersion: 2 },
      }),
  ],
  [
    'an export',
    (who, { id }) => stage.answer(who, `{ exportReferral(id: "${id}", format: FHIR_R4) { content } }`),
  ],
];

/** Sent in vital interest and accepted with a key, so that the acceptance can be repeated. */
async function accepted(options: EmergencyOptions = {}): Promise<EmergencyScene> {
  const scene = await emergencyScene(stage, { ...options, until: 'SENT' });
  const keyed = { ...scene.recipient, idempotencyKey: `accept-${scene.id}` };
  const { userErrors } = await stage.move(keyed, 'accept', scene.id, 2);
  expect(userErrors).toEqual([]);
  return scene;
}

describe.each(PATHS)('by %s', (name, path) => {
  test('ALLOW: the recipient reads what was asked for and approved, without agreement on it and without consent', async () => {
    const scene = await accepted();
    const read = marksIn(await path(scene.recipient, scene));
    const expected = placed[name] ?? VALUES;
    expect(expected.filter((category) => !read.includes(category))).toEqual([]);
    expect(read.filter((category) => !VITAL.includes(category))).toEqual([]);
  });

  test('DENY: a category that was not asked for', async () => {
    const scene = await accepted({ categories: ['ROUTING', 'IDENTITY'] });
    expect(marksIn(await path(scene.recipient, scene))).toEqual(['IDENTITY']);
  });

  test('DENY: another purpose, though the client may declare it', async () => {
    const scene = await accepted();
    const purposes = ['VITAL_INTEREST_EMERGENCY', 'HEALTH_CARE'];
    const who = { ...scene.recipient, purposes, purpose: 'HEALTH_CARE' };
    expect(marksIn(await path(who, scene))).toEqual([]);
    expect(marksIn(await path({ ...who, purpose: 'VITAL_INTEREST_EMERGENCY' }, scene))).not.toEqual([]);
  });

  test('DENY: a coordinator of the recipient reads what the role covers', async () => {
    const scene = await accepted();
    const read = marksIn(await path({ ...scene.recipient, role: 'coordinator' }, scene));
    expect(read.filter((category) => category !== 'TRIAGE')).toEqual([]);
  });

  test.each([
    [
      '72 hours are over',
      `update referrals.emergency_release set approved_at = now() - interval '72 hours' where id = $1`,
    ],
    [
      'the officer has closed it',
      `update referrals.emergency_release set state = 'CLOSED', closed_at = now(), closed_by = 'officer', finding = 'JUSTIFIED' where id = $1`,
    ],
    [
      'it is no emergency',
      `update referrals.referral set urgency = 'URGENT' where emergency_release_id = $1`,
    ],
    [
      'the referral was declined',
      `update referrals.referral set state = 'DECLINED' where emergency_release_id = $1`,
    ],
    [
      'the organisation is withheld from',
      `insert into referrals.withholding (owner_id, person_id, organisation_id, reason, consent_id)
         select owner_id, person_id, recipient_id, 'FEAR_OF_HARM', 'none' from referrals.emergency_release where id = $1`,
    ],
    [
      'the recipient has become enforcement',
      `update partnerships.organisation set type = 'BORDER_GUARD' where id in (select recipient_id from referrals.emergency_release where id = $1)`,
    ],
    [
      'the recipient can save nobody',
      `update partnerships.organisation set type = 'SCHOOL' where id in (select recipient_id from referrals.emergency_release where id = $1)`,
    ],
    [
      'its retention has run out',
      `update referrals.person_category set erase_after = now() where person_id in (select person_id from referrals.emergency_release where id = $1)`,
    ],
  ])('DENY: nothing once %s', async (_when, change) => {
    const scene = await accepted();
    expect(marksIn(await path(scene.recipient, scene))).not.toEqual([]);
    await stage.sql(change, [scene.emergency]);
    expect(marksIn(await path(scene.recipient, scene))).toEqual([]);
  });

  test('DENY: nothing after the person has withdrawn a consent, even one for another', async () => {
    const scene = await accepted();
    const consent = await stage.consent(scene.personRef, [iom.organisationId]);
    expect(marksIn(await path(scene.recipient, scene))).not.toEqual([]);
    await stage.ask(
      owner,
      `mutation { withdrawConsent(input: { id: "${consent}" }) { userErrors { code } } }`,
    );
    expect(marksIn(await path(scene.recipient, scene))).toEqual([]);
  });

  test('DENY: somebody else reads nothing, nor before it is approved does anybody', async () => {
    const scene = await accepted();
    const stranger = { ...iom, purposes: ['VITAL_INTEREST_EMERGENCY'] };
    const answer = await path(stranger, scene);
    expect(marksIn(answer)).toEqual([]);
    expect(JSON.stringify(answer)).not.toContain(scene.id);
    await stage.sql(
      `update referrals.emergency_release set state = 'REQUESTED', approved_at = null, approved_by = null where id = $1`,
      [scene.emergency],
    );
    expect(marksIn(await path(scene.recipient, scene))).toEqual([]);
  });
});

describe('what a party hears', () => {
  test('afterwards it is what it would hear without any release; the owner hears nothing else than before', async () => {
    const scene = await accepted();
    const heard = async (who: Asker) =>
      (
        await stage.ask<{ referral: { disclosure: { withheld: { reason: string }[] } } }>(
          who,
          `{ referral(id: "${scene.id}") { ${WHOLE} } }`,
        )
      ).referral.disclosure.withheld.map(({ reason }) => reason);
    expect(new Set(await heard(scene.recipient))).toEqual(new Set(['AGREEMENT']));
    await emergencyStep(stage, officer, 'review', {
      id: scene.emergency,
      expectedVersion: 2,
      finding: 'JUSTIFIED',
    });
    expect(await heard(scene.recipient)).toEqual(DATA_CATEGORIES.map(() => 'AGREEMENT'));
    expect(await heard(owner)).toEqual([]);
  });
});

/** The code of an error or of a refusal; OK when there is neither. */
async function outcome(who: Asker, query: string, variables: object = {}): Promise<string> {
  const { data, errors } = await stage.answer(who, query, variables);
  if (errors) return String(errors[0]?.extensions?.['code']);
  const [verb] = Object.values(data as Record<string, { userErrors?: { code: string }[] }>);
  return verb?.userErrors?.[0]?.code ?? 'OK';
}

const QUEUE = '{ emergencyReleases(first: 100) { nodes { id person } pageInfo { endCursor } } }';

describe('who asks, approves, reviews and sees', () => {
  const MAY: Readonly<Record<string, readonly string[]>> = {
    request: ['caseworker'],
    approve: ['caseworker', 'coordinator'],
    review: ['data_protection_officer'],
    see: ['caseworker', 'coordinator', 'data_protection_officer'],
  };
  const INPUT: Readonly<Record<string, (scene: EmergencyScene) => object>> = {
    request: ({ id }) => ({ referralId: id, reason: 'UNCONSCIOUS', categories: VITAL }),
    approve: ({ emergency: id }) => ({ id, expectedVersion: 1 }),
    review: ({ emergency: id }) => ({ id, expectedVersion: 1, finding: 'JUSTIFIED' }),
  };
  const said = (who: Asker, verb: string, scene: EmergencyScene) =>
    verb === 'see'
      ? outcome(who, QUEUE)
      : outcome(who, emergencyQuery(verb), { input: INPUT[verb]?.(scene) });

  describe.each(Object.keys(MAY))('%s', (verb) => {
    test.each(ROLES)('as %s of the owner', async (role) => {
      const scene = await emergencyScene(stage, { until: 'REQUESTED' });
      const told = await said({ ...owner, role, subject: `another-${role}` }, verb, scene);
      expect(told).toBe(MAY[verb]?.includes(role) ? 'OK' : 'SCOPE_MISSING');
    });

    test('nobody without a token, and nobody with a prohibited purpose', async () => {
      const scene = await emergencyScene(stage, { until: 'REQUESTED' });
      expect(await said(null, verb, scene)).toBe('UNAUTHENTICATED');
      const role = MAY[verb]?.[0] as 'caseworker';
      expect(await said({ ...owner, role, purpose: 'LawEnforcement' }, verb, scene)).toBe(
        'PURPOSE_PROHIBITED',
      );
    });

    test('not an organisation that is active no more, nor one that has become enforcement', async () => {
      const scene = await emergencyScene(stage, { until: 'REQUESTED' });
      const role = MAY[verb]?.[0] as 'caseworker';
      for (const [change, back] of [
        ['active = false', 'active = true'],
        [`type = 'LAW_ENFORCEMENT'`, `type = 'NATIONAL_SOCIETY'`],
      ]) {
        await stage.sql(`update partnerships.organisation set ${change} where id = $1`, [OWNER]);
        try {
          const told = await said({ ...owner, role, subject: 'another' }, verb, scene);
          expect(told).toBe(verb === 'see' ? 'OK' : 'RULE_BROKEN');
          if (verb === 'see') {
            const { data } = await stage.answer({ ...owner, role }, QUEUE);
            expect(data).toMatchObject({ emergencyReleases: { nodes: [] } });
          }
        } finally {
          await stage.sql(`update partnerships.organisation set ${back} where id = $1`, [OWNER]);
        }
      }
    });
  });

  test('to the recipient and to a stranger it is not found, just as one that never was', async () => {
    const scene = await emergencyScene(stage, { until: 'APPROVED' });
    for (const organisationId of [scene.recipientId, iom.organisationId]) {
      for (const [verb, role] of [
        ['approve', 'caseworker'],
        ['review', 'data_protection_officer'],
      ] as const) {
        const who = { organisationId, role, requestId: 'same' };
        const step = (id: string) =>
          stage.answer(who, emergencyQuery(verb), { input: INPUT[verb]?.({ ...scene, emergency: id }) });
        expect(await step(scene.emergency)).toEqual(await step(newId('emergency')));
        expect(await said(who, verb, scene)).toBe('NOT_FOUND');
      }
      const { data } = await stage.answer({ organisationId, role: 'data_protection_officer' }, QUEUE);
      expect(data).toMatchObject({ emergencyReleases: { nodes: [] } });
    }
  });

  test('the queue names categories and never a value, and its cursor is for its reader alone', async () => {
    await emergencyScene(stage);
    const whole = await stage.answer(
      officer,
      `{ emergencyReleases(first: 100) { nodes { id person referral reason categories state requestedBy approvedBy } pageInfo { endCursor } } }`,
    );
    expect(marksIn(whole)).toEqual([]);
    const after = (whole.data as { emergencyReleases: { pageInfo: { endCursor: string } } }).emergencyReleases
      .pageInfo.endCursor;
    const next = `{ emergencyReleases(first: 1, after: "${after}") { nodes { id } } }`;
    expect(await outcome(officer, next)).toBe('OK');
    expect(await outcome({ ...iom, role: 'data_protection_officer' }, next)).toBe('VALIDATION_FAILED');
    expect(await outcome(officer, '{ emergencyReleases { nodes { id } } }')).toBe('PAGE_SIZE_REQUIRED');
  });
});

test('sending: neither an approved release nor anything else brings a person to enforcement', async () => {
  const scene = await emergencyScene(stage, { until: 'APPROVED' });
  await stage.sql(`update partnerships.organisation set type = 'DETAINING_AUTHORITY' where id = $1`, [
    scene.recipientId,
  ]);
  const { userErrors } = await stage.move(requester, 'send', scene.id, 1);
  expect(userErrors).toMatchObject([{ code: 'RULE_BROKEN', rule: 'recipient-outside-firewall' }]);
});

test('sending: without an active agreement nothing leaves, however great the need', async () => {
  const scene = await emergencyScene(stage, { until: 'APPROVED' });
  await stage.sql(`update partnerships.agreement set state = 'SUSPENDED' where id = $1`, [scene.agreementId]);
  expect((await stage.move(colleague, 'send', scene.id, 1)).userErrors[0]?.code).toBe('AGREEMENT_INACTIVE');
});
