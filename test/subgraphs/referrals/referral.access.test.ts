import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Answer } from '../../../shared/execute.ts';
import { DATA_CATEGORIES, type DataCategory } from '../../../shared/policy/categories.ts';
import { PROHIBITED_PURPOSES } from '../../../shared/policy/purposes.ts';
import type { ReferralState } from '../../../shared/policy/referral-states.ts';
import { ALL_VALUES, marksIn } from '../../support/marked-person.ts';
import {
  iom,
  moveQuery,
  owner,
  ReferralStage,
  type Scene,
  type SceneOptions,
} from '../../support/referral-stage.ts';
import type { Asker } from '../../support/subgraph.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
});
afterAll(() => stage.stop());

const WHOLE = `id state person { ref ${ALL_VALUES} } disclosure { released withheld { category reason } }`;
const BEFORE: DataCategory[] = ['TRIAGE', 'LOCATION_COARSE'];
/** What the ceiling leaves a humanitarian organisation for legal aid. */
const LEGAL_AID: DataCategory[] = [
  'TRIAGE',
  'IDENTITY',
  'CONTACT',
  'LOCATION_COARSE',
  'ORIGIN',
  'MIGRATION_STATUS',
  'PROTECTION',
];

/** Every way to a referral and its person; each answers with whatever it is that it answers with. */
const PATHS: readonly [string, (who: Asker, scene: Scene) => Promise<Answer>][] = [
  ['the root field', (who, { id }) => stage.answer(who, `{ referral(id: "${id}") { ${WHOLE} } }`)],
  [
    'an entity',
    (who, { id }) =>
      stage.answer(
        who,
        `query E($keys: [_Any!]!) { _entities(representations: $keys) { ... on Referral { ${WHOLE} } } }`,
        { keys: [{ __typename: 'Referral', id, state: 'ACCEPTED', person: { ref: 'believed' } }] },
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
    (who, { id }) => stage.answer(who, `{ exportReferral(id: "${id}", format: BSER) { content } }`),
  ],
];

/** A referral accepted with a key, so that the acceptance can be repeated. */
async function accepted(options: SceneOptions = {}): Promise<Scene> {
  const scene = await stage.scene(options);
  const keyed = { ...scene.recipient, idempotencyKey: `accept-${scene.id}` };
  const { userErrors } = await stage.move(keyed, 'accept', scene.id, 2);
  expect(userErrors).toEqual([]);
  return scene;
}

type Whole = {
  state: string | null;
  person: object | null;
  disclosure: { released: DataCategory[]; withheld: { category: DataCategory; reason: string }[] };
};

async function read(who: Asker, id: string): Promise<Whole> {
  return (await stage.ask<{ referral: Whole }>(who, `{ referral(id: "${id}") { ${WHOLE} } }`)).referral;
}

/** The one reason for which everything that is withheld is withheld. */
const reasonsOf = ({ disclosure }: Whole) =>
  Object.fromEntries(disclosure.withheld.map(({ category, reason }) => [category, reason]));
const everyReason = (reason: string) =>
  Object.fromEntries(DATA_CATEGORIES.map((category) => [category, reason]));

describe.each(PATHS)('by %s', (_name, path) => {
  test('ALLOW: after acceptance the recipient reads agreement ∩ consent ∩ stage ∩ ceiling', async () => {
    const scene = await accepted();
    expect(marksIn(await path(scene.recipient, scene))).toEqual(LEGAL_AID);
  });

  test('DENY: a category that was not consented to, or not agreed, is not in the answer', async () => {
    const scene = await accepted({
      consented: DATA_CATEGORIES.filter((category) => category !== 'IDENTITY'),
      agreed: DATA_CATEGORIES.filter((category) => category !== 'CONTACT'),
    });
    const left = LEGAL_AID.filter((category) => category !== 'IDENTITY' && category !== 'CONTACT');
    expect(marksIn(await path(scene.recipient, scene))).toEqual(left);
  });

  test.each([
    ['the agreement is suspended', 'partnerships.agreement', 'agreementId', `state = 'SUSPENDED'`],
    ['the agreement has run out', 'partnerships.agreement', 'agreementId', 'valid_until = now()'],
    ['the consent has run out', 'referrals.consent', 'consentId', 'valid_until = now()'],
    ['the consent is revoked', 'referrals.consent', 'consentId', `state = 'REVOKED'`],
    ['the referral was declined', 'referrals.referral', 'id', `state = 'DECLINED'`],
    ['the referral was withdrawn', 'referrals.referral', 'id', `state = 'WITHDRAWN_BY_PERSON'`],
    ['the organisation is active no more', 'partnerships.organisation', 'recipientId', 'active = false'],
  ] as const)('DENY: nothing once %s', async (_when, table, key, change) => {
    const scene = await accepted();
    expect(marksIn(await path(scene.recipient, scene))).not.toEqual([]);
    await stage.sql(`update ${table} set ${change} where id = $1`, [scene[key]]);
    const answer = await path(scene.recipient, scene);
    expect(marksIn(answer)).toEqual([]);
    expect(JSON.stringify(answer)).not.toMatch(/ACCEPTED|prs_/);
  });

  test('DENY: nothing after the person has withdrawn the consent, and nothing says that there was something', async () => {
    const scene = await accepted();
    await stage.ask(
      owner,
      `mutation { withdrawConsent(input: { id: "${scene.consentId}" }) { consent { id } } }`,
    );
    const answer = await path(scene.recipient, scene);
    expect(marksIn(answer)).toEqual([]);
    expect(JSON.stringify(answer)).not.toContain(scene.id);
  });

  test.each(['guard', 'donor'] as const)(
    'DENY: a %s reads nothing, with referral, consent and agreement standing',
    async (to) => {
      const scene = await stage.scene({ to, state: 'ACCEPTED' });
      const answer = await path(scene.recipient, scene);
      expect(marksIn(answer)).toEqual([]);
      expect(JSON.stringify(answer)).not.toMatch(/ACCEPTED|prs_|released|FIREWALL/);
      expect(JSON.stringify(answer)).not.toContain(scene.id);
    },
  );

  test('DENY: somebody else reads nothing', async () => {
    const scene = await accepted();
    const answer = await path(iom, scene);
    expect(marksIn(answer)).toEqual([]);
    expect(JSON.stringify(answer)).not.toContain(scene.id);
  });
});

describe('by a step', () => {
  test('the answer of a mutation holds what may be read after it, and nothing more', async () => {
    const { id, recipient } = await stage.scene();
    const answers: DataCategory[][] = [];
    const steps = [
      ['acknowledge', {}],
      ['accept', {}],
      ['start', {}],
      ['fail', { reason: 'OTHER' }],
    ] as const;
    for (const [index, [verb, over]] of steps.entries()) {
      const input = { id, expectedVersion: index + 2, ...over };
      answers.push(marksIn(await stage.answer(recipient, moveQuery(verb, WHOLE), { input })));
    }
    expect(answers).toEqual([BEFORE, LEGAL_AID, LEGAL_AID, []]);
  });
});

describe('what a party hears', () => {
  test('before acceptance it reads enough to decide; the rest is withheld for the stage', async () => {
    const { id, recipient } = await stage.scene();
    const whole = await read(recipient, id);
    expect(marksIn(whole)).toEqual(BEFORE);
    expect(whole.disclosure.released).toEqual(['ROUTING', ...BEFORE]);
    const rest = DATA_CATEGORIES.filter((category) => !whole.disclosure.released.includes(category));
    expect(reasonsOf(whole)).toEqual(Object.fromEntries(rest.map((category) => [category, 'STAGE'])));
  });

  test.each<[string, SceneOptions, Partial<Record<DataCategory, string>>]>([
    ['what was not consented to: CONSENT', { consented: ['ROUTING', 'TRIAGE'] }, { IDENTITY: 'CONSENT' }],
    ['what was not agreed: AGREEMENT', { agreed: ['ROUTING', 'TRIAGE'] }, { IDENTITY: 'AGREEMENT' }],
    [
      'what is beyond the ceiling: CEILING',
      {},
      { HEALTH: 'CEILING', BELIEF: 'CEILING', NARRATIVE: 'CEILING' },
    ],
    ['what has been kept long enough: AGREEMENT', { retention: { CONTACT: 0 } }, { CONTACT: 'AGREEMENT' }],
    [
      'the ceiling of a hospital',
      { to: 'hospital', serviceType: 'PRIMARY_HEALTH' },
      { PROTECTION: 'CEILING', ORIGIN: 'CEILING' },
    ],
  ])('of %s', async (_name, options, reasons) => {
    const { id, recipient } = await stage.scene({ ...options, state: 'ACCEPTED' });
    const whole = await read(recipient, id);
    expect(reasonsOf(whole)).toMatchObject(reasons);
    expect(marksIn(whole)).toEqual(whole.disclosure.released.filter((category) => category !== 'ROUTING'));
  });

  test.each<[string, SceneOptions, string]>([
    [
      'a withheld organisation',
      { withhold: [{ organisationType: 'UN_AGENCY', reason: 'FEAR_OF_HARM' }] },
      'CONSENT',
    ],
    ['a private firm', { to: 'firm' }, 'CEILING'],
    ['an asylum authority that is not asked for protection', { to: 'asylum' }, 'CEILING'],
  ])(
    '%s hears the same word for everything, and neither routing nor person',
    async (_name, options, reason) => {
      const { id, recipient } = await stage.scene({ ...options, state: 'ACCEPTED' });
      const whole = await read(recipient, id);
      expect(whole).toMatchObject({ state: null, person: null });
      expect(reasonsOf(whole)).toEqual(everyReason(reason));
    },
  );

  test.each<[string, SceneOptions, DataCategory[]]>([
    ['a hospital reads health', { to: 'hospital', serviceType: 'PRIMARY_HEALTH' }, ['HEALTH']],
    [
      'an asylum authority reads the own claim',
      {
        to: 'asylum',
        serviceType: 'INTERNATIONAL_PROTECTION',
        purposes: ['INTERNATIONAL_PROTECTION_ACCESS'],
      },
      ['ORIGIN', 'MIGRATION_STATUS'],
    ],
    [
      'the Movement reads family links',
      { to: 'icrc', serviceType: 'RFL_TRACING' },
      ['FAMILY', 'LOCATION_PRECISE'],
    ],
  ])('ALLOW: %s', async (_name, options, categories) => {
    const { id, recipient } = await stage.scene({ ...options, state: 'ACCEPTED' });
    expect(marksIn(await read(recipient, id))).toEqual(expect.arrayContaining(categories));
  });

  test('a suspended agreement says AGREEMENT, an ended consent CONSENT, and again everything when it is resumed', async () => {
    const { id, recipient, agreementId, consentId } = await stage.scene({ state: 'ACCEPTED' });
    const agreement = (state: string) =>
      stage.sql('update partnerships.agreement set state = $2 where id = $1', [agreementId, state]);
    await agreement('SUSPENDED');
    expect(reasonsOf(await read(recipient, id))).toEqual(everyReason('AGREEMENT'));
    await agreement('ACTIVE');
    expect(marksIn(await read(recipient, id))).toEqual(LEGAL_AID);
    await stage.sql('update referrals.consent set valid_until = now() where id = $1', [consentId]);
    expect(reasonsOf(await read(recipient, id))).toEqual(everyReason('CONSENT'));
  });

  test('what has been kept long enough reaches neither side', async () => {
    const { id, recipient, personRef } = await stage.scene({ state: 'ACCEPTED' });
    await stage.sql(
      `update referrals.person_category set erase_after = now() where person_id = $1 and category = 'IDENTITY'`,
      [personRef],
    );
    for (const [who, reason] of [
      [owner, 'RETENTION'],
      [recipient, 'AGREEMENT'],
    ] as const) {
      const whole = await read(who, id);
      expect(marksIn(whole)).toContain('CONTACT');
      expect(marksIn(whole)).not.toContain('IDENTITY');
      expect(reasonsOf(whole)).toMatchObject({ IDENTITY: reason });
    }
  });

  test('what is disclosed does not depend on whether a value exists', async () => {
    const full = await stage.scene({ state: 'ACCEPTED' });
    const empty = await stage.scene({ state: 'ACCEPTED', person: { caseCode: 'no-value-at-all' } });
    for (const role of ['caseworker', 'coordinator'] as const) {
      const [one, other] = await Promise.all([
        read({ ...full.recipient, role }, full.id),
        read({ ...empty.recipient, role }, empty.id),
      ]);
      expect(other.disclosure).toEqual(one.disclosure);
    }
  });
});

describe('roles', () => {
  test.each([
    ['system', LEGAL_AID],
    ['coordinator', BEFORE],
    ['data_protection_officer', []],
  ] as const)('a %s of the recipient reads what the role covers', async (role, categories) => {
    const { id, recipient } = await stage.scene({ state: 'ACCEPTED' });
    const whole = await read({ ...recipient, role }, id);
    expect(whole.state).toBe('ACCEPTED');
    expect(marksIn(whole)).toEqual(categories);
  });

  test.each([
    ['caseworker', DATA_CATEGORIES.slice(1)],
    ['coordinator', BEFORE],
    ['data_protection_officer', []],
  ] as const)(
    'a %s of the owner reads what the role covers, and hears ROLE for the rest',
    async (role, all) => {
      const { id } = await stage.scene();
      const whole = await read({ ...owner, role }, id);
      expect(marksIn(whole)).toEqual(all);
      expect(new Set(Object.values(reasonsOf(whole)))).toEqual(
        new Set(role === 'caseworker' ? [] : ['ROLE']),
      );
    },
  );

  test.each(['signatory', 'analyst', 'administrator'] as const)(
    'DENY: a %s reads no referral',
    async (role) => {
      const { id, recipient } = await stage.scene({ state: 'ACCEPTED' });
      const refused = {
        data: { referral: null },
        errors: [expect.objectContaining({ extensions: { code: 'SCOPE_MISSING' } })],
      };
      for (const who of [owner, recipient]) {
        expect(await stage.answer({ ...who, role }, `{ referral(id: "${id}") { id } }`)).toEqual(refused);
      }
    },
  );

  test.each(['coordinator', 'data_protection_officer', 'signatory', 'analyst', 'administrator'] as const)(
    'DENY: a %s takes no step on either side',
    async (role) => {
      const { id, recipient } = await stage.scene();
      await expect(stage.move({ ...recipient, role }, 'accept', id, 2)).rejects.toThrow('SCOPE_MISSING');
      await expect(stage.move({ ...owner, role }, 'cancel', id, 2)).rejects.toThrow('SCOPE_MISSING');
    },
  );

  test('ALLOW: a system takes the step of a caseworker', async () => {
    const { id, recipient } = await stage.scene();
    const { referral } = await stage.move({ ...recipient, role: 'system' }, 'accept', id, 2);
    expect(referral?.state).toBe('ACCEPTED');
  });

  test('DENY: nobody without a token; entities are for the gateway alone', async () => {
    const { id, recipient } = await stage.scene();
    const ask = (who: Asker, query: string) =>
      expect(stage.ask(who, query)).rejects.toThrow('UNAUTHENTICATED');
    await ask(null, `{ referral(id: "${id}") { id } }`);
    await ask(null, `{ referrals(box: INBOX, first: 1) { nodes { id } } }`);
    const outside = { ...recipient, fromGateway: false };
    await ask(
      outside,
      `{ _entities(representations: [{ __typename: "Referral", id: "${id}" }]) { __typename } }`,
    );
    await ask(outside, '{ _service { sdl } }');
  });
});

describe('sides', () => {
  test.each([
    ['the recipient cancels', 'cancel', 'recipient', 2],
    ['the owner accepts', 'accept', 'owner', 2],
    ['the owner acknowledges', 'acknowledge', 'owner', 2],
  ] as const)('DENY: %s', async (_name, verb, side, version) => {
    const scene = await stage.scene();
    const who = side === 'owner' ? owner : scene.recipient;
    const { userErrors } = await stage.move(who, verb, scene.id, version);
    expect(userErrors).toEqual([expect.objectContaining({ code: 'ILLEGAL_TRANSITION' })]);
    expect(userErrors[0]?.possible).not.toContain(verb);
  });

  test('DENY: a recipient neither reads nor moves a draft', async () => {
    const { id, recipient } = await stage.scene({ state: 'DRAFT' });
    expect((await stage.move(recipient, 'accept', id, 1)).userErrors[0]?.code).toBe('NOT_FOUND');
    await expect(read(recipient, id)).rejects.toThrow('NOT_FOUND');
  });

  test.each([
    [
      'the agreement is suspended',
      'partnerships.agreement',
      'agreementId',
      `state = 'SUSPENDED'`,
      'AGREEMENT_INACTIVE',
    ],
    ['the consent has run out', 'referrals.consent', 'consentId', 'valid_until = now()', 'CONSENT_REQUIRED'],
  ] as const)('DENY: a recipient moves nothing while %s', async (_name, table, key, change, code) => {
    const scene = await stage.scene();
    await stage.sql(`update ${table} set ${change} where id = $1`, [scene[key]]);
    expect((await stage.move(scene.recipient, 'accept', scene.id, 2)).userErrors).toEqual([
      expect.objectContaining({ code }),
    ]);
  });
});

describe('purposes', () => {
  const ask = (scene: Scene, purposes: readonly string[], purpose: string | null) =>
    read({ ...scene.recipient, purposes, purpose }, scene.id);

  test('ALLOW: one registered purpose goes without saying, one of several is declared', async () => {
    const scene = await stage.scene();
    expect(marksIn(await ask(scene, ['LEGAL_AID'], null))).toEqual(BEFORE);
    expect(marksIn(await ask(scene, ['LEGAL_AID', 'HEALTH_CARE'], 'LEGAL_AID'))).toEqual(BEFORE);
  });

  test('DENY: with several registered and none declared, PURPOSE_REQUIRED, whatever is asked for', async () => {
    const scene = await stage.scene();
    for (const id of [scene.id, 'referral_none']) {
      const asked = ask({ ...scene, id }, ['LEGAL_AID', 'HEALTH_CARE'], null);
      await expect(asked).rejects.toThrow('PURPOSE_REQUIRED');
    }
  });

  test.each([...PROHIBITED_PURPOSES, 'Curiosity', ''])(
    'DENY: %p is prohibited, whatever is asked for',
    async (purpose) => {
      await expect(read({ ...iom, purpose }, 'referral_none')).rejects.toThrow('PURPOSE_PROHIBITED');
    },
  );

  test('DENY: a prohibited purpose opens nothing, and not even to the owner', async () => {
    const scene = await stage.scene();
    for (const who of [scene.recipient, owner]) {
      const asking = read({ ...who, purpose: 'ImmigrationBorderControlManagement' }, scene.id);
      await expect(asking).rejects.toThrow('PURPOSE_PROHIBITED');
    }
  });

  test('DENY: a purpose the client is not registered for withholds everything, from the owner too', async () => {
    const scene = await stage.scene();
    const heard = await ask(scene, ['LEGAL_AID'], 'HEALTH_CARE');
    expect(reasonsOf(heard)).toEqual(everyReason('PURPOSE'));
    expect(reasonsOf(await read({ ...owner, purpose: 'HEALTH_CARE' }, scene.id))).toEqual(
      everyReason('PURPOSE'),
    );
    await expect(
      stage.move({ ...scene.recipient, purpose: 'HEALTH_CARE' }, 'accept', scene.id, 2),
    ).rejects.toThrow('PURPOSE_PROHIBITED');
  });

  test('DENY: a registered purpose that neither agreement nor consent names', async () => {
    const scene = await stage.scene();
    expect(reasonsOf(await ask(scene, ['HEALTH_CARE'], null))).toEqual(everyReason('AGREEMENT'));
  });
});

describe('not found', () => {
  const ENDED: ReferralState[] = [
    'DRAFT',
    'DECLINED',
    'NOT_DELIVERED',
    'CANCELLED',
    'WITHDRAWN_BY_PERSON',
    'EXPIRED',
    'CLOSED',
  ];

  /** What every stranger hears, on each path that names one referral. */
  const heard = async (who: Asker, id: string) => [
    JSON.stringify(await stage.answer(who, `{ referral(id: "${id}") { ${WHOLE} } }`)),
    JSON.stringify(
      await stage.answer(
        who,
        `query E($keys: [_Any!]!) { _entities(representations: $keys) { ... on Referral { ${WHOLE} } } }`,
        {
          keys: [{ __typename: 'Referral', id }],
        },
      ),
    ),
    JSON.stringify(
      await stage.answer(who, moveQuery('accept', WHOLE), { input: { id, expectedVersion: 2 } }),
    ),
    JSON.stringify(
      await stage.answer(who, moveQuery('cancel', WHOLE), { input: { id, expectedVersion: 2 } }),
    ),
  ];

  test.each(ENDED)('is said byte for byte the same of a referral that is %s and of none', async (state) => {
    const { id, recipient } = await stage.scene({ state });
    const absent = await heard(recipient, 'referral_none');
    expect(absent[0]).toContain('NOT_FOUND');
    expect(await heard(recipient, id)).toEqual(absent);
  });

  test('is said byte for byte the same of somebody else’s, and of what was completed 14 days ago', async () => {
    const { id, recipient } = await stage.scene({ state: 'COMPLETED' });
    expect(marksIn(await read(recipient, id))).toEqual(LEGAL_AID);
    await stage.sql(`update referrals.referral set completed_at = now() - interval '14 days' where id = $1`, [
      id,
    ]);
    for (const who of [recipient, iom, { organisationId: 'org_invented' }]) {
      expect(await heard(who, id)).toEqual(await heard(who, 'referral_none'));
    }
  });

  test.each(['guard', 'donor'] as const)(
    'is all that a %s hears, with or without a purpose of its own',
    async (to) => {
      const { id, recipient } = await stage.scene({ to, state: 'ACCEPTED' });
      for (const purposes of [['LEGAL_AID'], []]) {
        const who = { ...recipient, purposes };
        const answers = await heard(who, id);
        expect(answers).toEqual(await heard(who, 'referral_none'));
        expect(answers[0]).toContain('NOT_FOUND');
      }
    },
  );

  test('is what remains of an erased person, for the recipient', async () => {
    const { id, recipient, personRef } = await stage.scene({ state: 'ACCEPTED' });
    await stage.sql('update referrals.person set wrapped_key = null where id = $1', [personRef]);
    expect(await heard(recipient, id)).toEqual(await heard(recipient, 'referral_none'));
  });

  test('is what an expired credential and an inactive organisation hear', async () => {
    const { id, recipient, recipientId } = await stage.scene({ state: 'ACCEPTED' });
    const late = { ...recipient, expiresAt: new Date(Date.now() - 1) };
    expect((await heard(late, id))[0]).toEqual((await heard(late, 'referral_none'))[0]);
    await stage.sql('update partnerships.organisation set active = false where id = $1', [recipientId]);
    expect(await heard(recipient, id)).toEqual(await heard(recipient, 'referral_none'));
  });

  test('is null as an entity, and never what the representation says', async () => {
    const { id } = await stage.scene();
    const query =
      'query E($keys: [_Any!]!) { _entities(representations: $keys) { ... on Referral { id state } } }';
    for (const key of [id, 'referral_none']) {
      const keys = [{ __typename: 'Referral', id: key, state: 'SENT' }];
      expect(await stage.answer(iom, query, { keys })).toEqual({ data: { _entities: [null] } });
    }
  });

  test('no other type can be asked for as an entity, whatever the representation says', async () => {
    const { recipient } = await stage.scene();
    for (const __typename of ['Person', 'Consent', 'LedgerEntry']) {
      const { data, errors } = await stage.answer(
        recipient,
        'query E($keys: [_Any!]!) { _entities(representations: $keys) { __typename } }',
        { keys: [{ __typename, ref: 'believed', id: 'believed' }] },
      );
      expect(JSON.stringify(data)).not.toContain('believed');
      expect(errors).toHaveLength(1);
    }
  });
});
