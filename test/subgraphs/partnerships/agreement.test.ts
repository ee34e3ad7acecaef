import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type Agreement,
  clauses,
  inDays,
  made,
  mou,
  type Outcome,
  PROPOSE,
  propose,
  proposeMou,
  read,
  take,
  walk,
} from './agreement-steps.ts';
import { iom, jnrcs, openPartnerships, type PartnershipsWorld, unhcr } from './partnerships-world.ts';

let world: PartnershipsWorld;
beforeAll(async () => {
  world = await openPartnerships();
});
afterAll(() => world.stop());

describe('proposing', () => {
  test('an agreement begins as a draft with everything that was said, and the firewall clause in its fixed words', async () => {
    const { agreement, userErrors } = await propose(world, { jurisdictions: ['jo', 'LB'] });
    expect(userErrors).toEqual([]);
    const { purposes, categories, validFrom, validUntil, ...said } = clauses();
    expect(agreement).toMatchObject({
      kind: 'DATA_SHARING',
      state: 'DRAFT',
      provider: { id: 'org_jnrcs' },
      recipient: { id: 'org_unhcr' },
      revision: 1,
      version: 1,
      signatures: [],
      resumptionAgreedIds: [],
      statesConformity: true,
      purposes,
      categories,
      clauses: { ...said, jurisdictions: ['JO', 'LB'], onward: 'FORBIDDEN', breachNoticeHours: 72 },
    });
    expect(agreement?.clauses.firewallClause).toMatch(/^Personal data .* no consent, .* lifts this\.$/);
  });

  test('either party may propose, whichever way the data runs', async () => {
    expect((await propose(world, {}, unhcr)).userErrors).toEqual([]);
  });

  test('an MoU shares nothing about persons, and needs no clause on it', async () => {
    const { agreement, userErrors } = await proposeMou(world);
    expect(userErrors).toEqual([]);
    expect(agreement).toMatchObject({ kind: 'MOU', categories: [], clauses: { firewallClause: null } });
  });

  test.each([
    ['input.purposes.1', { purposes: ['LEGAL_AID', 'LawEnforcement'] }],
    ['input.purposes', { purposes: ['LEGAL_AID', 'LEGAL_AID'] }],
    ['input.categories', { categories: ['ROUTING', 'ROUTING'] }],
    ['input.jurisdictions.1', { jurisdictions: ['JO', 'Jordan'] }],
    ['input.recipientId', { recipientId: 'org_jnrcs' }],
    ['input.recipientId', { recipientId: 'org_absent' }],
    ['input.recipientId', { recipientId: 'org_gone' }],
    ['input.providerId', { providerId: 'org_gone', recipientId: 'org_jnrcs' }],
    ['input.validUntil', { validFrom: inDays(2), validUntil: inDays(1) }],
    ['input.retention', { retention: [{ category: 'ROUTING', days: 1 }] }],
    ['input.retention', { retention: [1, 2].map((days) => ({ category: 'ROUTING', days })) }],
    ['input.retention.0.days', { categories: ['ROUTING'], retention: [{ category: 'ROUTING', days: 0 }] }],
    ['input.retention.0.days', { categories: ['ROUTING'], retention: [{ category: 'ROUTING', days: 3651 }] }],
    ['input.dataSubjects', { dataSubjects: null }],
    ['input.legalBasis', { legalBasis: ' ' }],
    ['input.securityMeasures', { securityMeasures: null }],
    ['input.rightsContact', { rightsContact: null }],
    ['input.atTheEnd', { atTheEnd: null }],
    ['input.legalBasis', { legalBasis: 'x'.repeat(2001) }],
    ['input.text', { text: 'x'.repeat(20_001) }],
    ['input.text', { text: 'a\0b' }],
    ['input.legalBasis', { legalBasis: 'half a character: \ud83d' }],
    ['input.onwardRecipientIds', { onwardRecipientIds: ['a\0b'] }],
    ['input.onwardRecipientIds.1', { onwardRecipientIds: ['org_iom', 'org_absent'] }],
    ['input.onwardRecipientIds.0', { onwardRecipientIds: ['org_gone'] }],
    [
      'input.onwardRecipientIds',
      { onwardRecipientIds: Array.from({ length: 50_000 }, (_, at) => `org_${at}`) },
    ],
    ['input.purposes.0', { purposes: Array.from({ length: 50_000 }, (_, at) => `P${at}`) }],
    ['input.jurisdictions', { jurisdictions: ['jo', 'JO'] }],
    ['input.storageLocations.0', { storageLocations: ['Geneva'] }],
    ['input.storageLocations', { storageLocations: ['JO', 'jo'] }],
    ['input.text', { text: 'x'.repeat(1_000_000) }],
    ['input.governingRules', { governingRules: 'x'.repeat(1_000_000) }],
    ['input.governingRules', { governingRules: 'a\0b' }],
    ['input.reviewOn', { reviewOn: '2026-02-30' }],
    ['input.reviewOn', { reviewOn: 'soon' }],
    ['input.reviewOn', { reviewOn: inDays(-3).slice(0, 10) }],
    ['input.reviewOn', { reviewOn: inDays(367).slice(0, 10) }],
    ['input.impactAssessedOn', { impactAssessedOn: '1 May' }],
    ['input.signatories.0.organisationId', { signatories: [{ organisationId: 'org_iom', office: 'Head' }] }],
    ['input.signatories.0.office', { signatories: [{ organisationId: 'org_jnrcs', office: ' ' }] }],
    [
      'input.signatories.0.office',
      { signatories: [{ organisationId: 'org_jnrcs', office: 'x'.repeat(201) }] },
    ],
    [
      'input.signatories',
      { signatories: [1, 2].map((n) => ({ organisationId: 'org_jnrcs', office: `Head ${n}` })) },
    ],
  ])('what cannot be right is refused at %s (%#)', async (field, over) => {
    const { agreement, userErrors } = await propose(world, over);
    expect(agreement).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', field }]);
  });

  test.each([
    ['input.categories', { categories: ['ROUTING'] }],
    ['input.recipientId', { recipientId: 'org_jnrcs' }],
    ['input.recipientId', { recipientId: 'org_gone' }],
    ['input.validUntil', { validUntil: inDays(-2) }],
    ['input.validUntil', { validFrom: '2026-01-01T00:00:00Z', validUntil: '2026-01-01T00:00:00Z' }],
    ['input.text', { text: '\ud83d' }],
  ])('an MoU that cannot be right is refused at %s (%#)', async (field, over) => {
    expect((await proposeMou(world, over)).userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', field }]);
  });

  test.each([
    ['terms-outside-firewall', { recipientId: 'org_guard' }],
    ['terms-outside-firewall', { recipientId: 'org_donor' }],
    ['states-what-for', { purposes: [] }],
    ['states-what-for', { categories: [], retention: [] }],
    ['states-what-for', { jurisdictions: [] }],
    ['states-what-for', { recipientRoles: [] }],
    ['purposes-allowed', { recipientId: 'org_unodc', purposes: ['LEGAL_AID'] }],
    [
      'onward-within-mandate',
      {
        recipientId: 'org_unodc',
        purposes: ['TRAFFICKING_VICTIM_PROTECTION'],
        onward: 'WRITTEN_AUTHORISATION_OF_ALL',
      },
    ],
    ['asylum-authority-own-claim', { recipientId: 'org_asylum' }],
    [
      'onward-outside-firewall',
      { onward: 'SAME_PURPOSE_NAMED_RECIPIENTS', onwardRecipientIds: ['org_iom', 'org_guard'] },
    ],
    ['onward-recipients-named', { onward: 'SAME_PURPOSE_NAMED_RECIPIENTS' }],
    [
      'severe-assessed',
      {
        categories: ['PROTECTION'],
        retention: [{ category: 'PROTECTION', days: 30 }],
        impactAssessment: ' ',
      },
    ],
    ['breach-notice', { breachNoticeHours: 73 }],
    ['breach-notice', { breachNoticeHours: 0 }],
    ['at-most-24-months', { validFrom: inDays(0), validUntil: inDays(732) }],
  ])('what the law does not let be agreed is refused by %s (%#)', async (rule, over) => {
    const { agreement, userErrors } = await propose(world, over);
    expect(agreement).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'RULE_BROKEN', rule }]);
  });

  test('24 months, a breach told within the hour, and a severe category that was assessed may be agreed', async () => {
    const { userErrors } = await propose(world, {
      categories: ['PROTECTION'],
      retention: [{ category: 'PROTECTION', days: 3650 }],
      impactAssessment: 'Assessed.',
      breachNoticeHours: 1,
      validFrom: '2026-01-31T00:00:00Z',
      validUntil: '2028-01-31T00:00:00Z',
    });
    expect(userErrors).toEqual([]);
  });

  test('clocks of its own for referrals are kept as they were said; where none is said, none is there', async () => {
    const clocks = [clock('EMERGENCY', 1, 12), clock('NORMAL', 72, 2160)];
    expect((await propose(world, { clocks })).agreement?.clauses).toMatchObject({ clocks });
    expect((await propose(world)).agreement?.clauses).toMatchObject({ clocks: null });
  });

  test.each([
    [[clock('NORMAL', 1, 24), clock('EMERGENCY', 4, 73)], 'input.clocks.1.actHours', 'within 72 hours'],
    [[clock('URGENT', 4, 337)], 'input.clocks.0.actHours', 'within 336 hours'],
    [[clock('NORMAL', 4, 2161)], 'input.clocks.0.actHours', 'within 2160 hours'],
    [[clock('NORMAL', 25, 24)], 'input.clocks.0.acknowledgeHours', 'no later than it is acted on'],
    [[clock('NORMAL', 0, 24)], 'input.clocks.0.acknowledgeHours', 'after 1 hour or more'],
  ])('a clock out of bounds is refused with its place and the bound (%#)', async (clocks, field, says) => {
    const { agreement, userErrors } = await propose(world, { clocks });
    expect(agreement).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', field, rule: 'clocks-within-bounds' }]);
    expect(userErrors[0]?.message).toContain(says);
  });

  test('an urgency has one clock, and an MoU none', async () => {
    const twice = await propose(world, { clocks: [clock('NORMAL', 1, 24), clock('NORMAL', 2, 24)] });
    expect(twice.userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', field: 'input.clocks' }]);
    const mou = await proposeMou(world, { clocks: [clock('NORMAL', 1, 24)] });
    expect(mou.userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', field: 'input.clocks' }]);
  });

  test.each([
    ['org_hospital', 'PROTECTION', 'HEALTH_PROVIDER'],
    ['org_asylum', 'HEALTH', 'PUBLIC_AUTHORITY_ASYLUM'],
    ['org_firm', 'IDENTITY', 'PRIVATE_SECTOR'],
  ])(
    'a category beyond the ceiling of %s cannot be written down, and is named: %s',
    async (recipientId, category, type) => {
      const kept = { category, days: 30 };
      const { agreement, userErrors } = await propose(world, {
        recipientId,
        categories: [category],
        retention: [kept],
        impactAssessment: 'Assessed.',
      });
      expect(agreement).toBeNull();
      expect(userErrors).toEqual([
        {
          code: 'VALIDATION_FAILED',
          field: 'input.categories.0',
          rule: 'within-ceiling',
          message: `${category} is beyond what an organisation of type ${type} may ever receive.`,
          possible: [],
        },
      ]);
    },
  );

  test('of several categories the one beyond the ceiling is named', async () => {
    const categories = ['ROUTING', 'HEALTH', 'BELIEF'];
    const { userErrors } = await propose(world, {
      recipientId: 'org_hospital',
      categories,
      retention: categories.map((category) => ({ category, days: 30 })),
      impactAssessment: 'Assessed.',
    });
    expect(userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', field: 'input.categories.2' }]);
  });

  test.each([
    ['LEGAL_ADVICE', 'LEGAL_AID'],
    ['health care', 'HEALTH_CARE'],
    ['STATISTIC', 'STATISTICS'],
  ])('an unknown purpose is refused with the nearest allowed one: %s, %s', async (purpose, nearest) => {
    const { userErrors } = await propose(world, { purposes: [purpose] });
    expect(userErrors[0]?.message).toBe(`“${purpose}” is no purpose; the nearest allowed one is ${nearest}.`);
  });

  test('a purpose as long as a book is refused by its first words', async () => {
    const { userErrors } = await propose(world, { purposes: ['STATISTICS '.repeat(90_000)] });
    expect(userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', field: 'input.purposes.0' }]);
    expect(userErrors[0]?.message.length).toBeLessThan(200);
  });

  test('what was refused leaves nothing behind', async () => {
    const count = async () => (await world.sql('select count(*) from partnerships.agreement'))[0];
    const before = await count();
    await propose(world, { recipientId: 'org_guard' });
    await propose(world, { recipientId: 'org_firm' });
    expect(await count()).toEqual(before);
  });

  test('the same key and input make one agreement; another input is refused', async () => {
    const keyed = { ...jnrcs, idempotencyKey: 'key-1' };
    const input = mou();
    const ask = async (over: object = {}) =>
      (await world.ask<{ outcome: Outcome }>(keyed, PROPOSE, { input: { ...input, ...over } })).outcome;
    const [first, second] = await Promise.all([ask(), ask()]);
    expect(second.agreement?.id).toBe(first.agreement?.id);
    expect((await ask({ text: 'Other' })).userErrors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });
});

describe('revising', () => {
  test('an edit makes a new revision with another hash, and voids the signatures', async () => {
    const half = await walk(world, await propose(world), [
      ['submit', jnrcs],
      ['approve', jnrcs],
      ['sign', { ...jnrcs, role: 'signatory' }],
    ]);
    const revised = made(await take(world, 'revise', half, unhcr, { atTheEnd: 'Returned.' }));
    expect(revised).toMatchObject({
      state: 'NEGOTIATION',
      revision: 2,
      version: half.version + 1,
      signatures: [],
      clauses: { atTheEnd: 'Returned.' },
    });
    expect(revised.revisionHash).not.toBe(half.revisionHash);
  });

  test('the same words again are another revision, which nobody has signed', async () => {
    const input = clauses();
    const first = made(await propose(world, input));
    const second = made(await take(world, 'revise', first, jnrcs, input));
    expect(second.revisionHash).not.toBe(first.revisionHash);
  });

  test('each revision is kept as it was written, with its hash and its writer', async () => {
    const first = made(await propose(world));
    const second = made(await take(world, 'revise', first, unhcr, { legalBasis: 'Public interest.' }));
    const kept = await world.sql(
      `select revision, revision_hash, written_by, terms -> 'clauses' ->> 'legalBasis' as basis
         from partnerships.agreement_revision where agreement_id = $1 order by revision`,
      [first.id],
    );
    expect(kept).toEqual([
      {
        revision: 1,
        revision_hash: first.revisionHash,
        written_by: 'org_jnrcs-caseworker',
        basis: 'Consent.',
      },
      {
        revision: 2,
        revision_hash: second.revisionHash,
        written_by: 'org_unhcr-caseworker',
        basis: 'Public interest.',
      },
    ]);
  });

  test('what changed is told field by field and in sentences, since the one before or an earlier one', async () => {
    const first = made(
      await propose(world, { retention: kept(730), categories: ['ROUTING'], purposes: ['LEGAL_AID'] }),
    );
    const terms = { validFrom: first.validFrom, validUntil: first.validUntil, categories: ['ROUTING'] };
    const second = made(await take(world, 'revise', first, unhcr, { ...terms, retention: kept(365) }));
    const purposes = ['LEGAL_AID', 'HEALTH_CARE'];
    const third = made(
      await take(world, 'revise', second, unhcr, { ...terms, retention: kept(365), purposes }),
    );
    const changes = async (revision: number | null, since: number | null, language = 'en') => {
      const query = `query ($id: ID!, $revision: Int, $since: Int, $language: String) { agreement(id: $id) { written(revision: $revision) {
        changes(since: $since, language: $language) { part item before after sentence } } } }`;
      const variables = { id: third.id, revision, since, language };
      const { agreement } = await world.ask<{ agreement: { written: { changes: unknown } | null } }>(
        jnrcs,
        query,
        variables,
      );
      return agreement.written?.changes;
    };
    const retention = {
      part: 'retention',
      item: 'ROUTING',
      before: '730',
      after: '365',
      sentence: 'Retention, routing of the referral: 24 months → 12 months.',
    };
    const purpose = { part: 'purposes', item: 'HEALTH_CARE', before: null, after: 'HEALTH_CARE' };
    expect(await changes(2, null)).toEqual([retention]);
    expect(await changes(null, null)).toEqual([{ ...purpose, sentence: 'Purposes: health care (added).' }]);
    expect(await changes(3, 1, 'fr')).toEqual([
      { ...purpose, sentence: 'Finalités : soins de santé (ajouté).' },
      { ...retention, sentence: 'Conservation, acheminement du référencement : 24 mois → 12 mois.' },
    ]);
    for (const [revision, since] of [
      [1, null],
      [2, 2],
      [2, 3],
      [3, 0],
      [3, -1],
    ] as const)
      expect(await changes(revision, since)).toBeNull();
    expect(await changes(4, null)).toBeUndefined();
  });

  test.each([
    ['VALIDATION_FAILED', 'input.validUntil', { validUntil: inDays(-2) }],
    ['VALIDATION_FAILED', 'input.purposes.0', { purposes: ['Counterterrorism'] }],
    ['RULE_BROKEN', null, { jurisdictions: [] }],
  ])('what may not be proposed may not be revised into either: %s %s', async (code, field, over) => {
    const draft = made(await propose(world));
    expect((await take(world, 'revise', draft, jnrcs, over)).userErrors).toMatchObject([{ code, field }]);
    expect(await read(world, draft.id)).toEqual(draft);
  });

  test('an agreement cannot be revised beyond the ceiling of its recipient', async () => {
    const draft = made(await propose(world, { recipientId: 'org_hospital' }));
    const over = { categories: ['ORIGIN'], retention: [{ category: 'ORIGIN', days: 1 }] };
    expect((await take(world, 'revise', draft, jnrcs, over)).userErrors).toMatchObject([
      { code: 'VALIDATION_FAILED', field: 'input.categories.0', rule: 'within-ceiling' },
    ]);
  });
});

describe('the nineteen clauses', () => {
  const SEVERE = {
    categories: ['PROTECTION'],
    retention: [{ category: 'PROTECTION', days: 30 }],
    impactAssessment: 'Done.',
  };
  test.each([
    [['PARTIES_AND_ROLES'], { relationship: null }],
    [['JURISDICTIONS_AND_STORAGE'], { storageLocations: [] }],
    [['IMPACT_ASSESSMENT'], SEVERE],
    [['GOVERNING_RULES'], { governingRules: ' ' }],
    [['REVIEW_DATE'], { reviewOn: null }],
    [['SIGNATORIES'], { signatories: [{ organisationId: 'org_unhcr', office: 'Head' }] }],
    [
      ['PARTIES_AND_ROLES', 'GOVERNING_RULES', 'REVIEW_DATE'],
      { relationship: null, governingRules: null, reviewOn: null },
    ],
  ])('a draft may leave open %j; it is named, and nobody approves it', async (missing, over) => {
    const draft = made(await propose(world, over));
    expect(draft.missingClauses).toEqual(missing);
    const review = made(await take(world, 'submit', draft, jnrcs));
    const { userErrors } = await take(world, 'approve', review, unhcr);
    expect(userErrors).toMatchObject([{ code: 'RULE_BROKEN', rule: 'all-clauses-stated' }]);
    expect(userErrors[0]?.message).toMatch(new RegExp(` Missing: ${missing.join(', ')}\\.$`));
    expect((await read(world, draft.id)).state).toBe('REVIEW');
    const whole = made(await take(world, 'revise', review, jnrcs));
    expect(whole.missingClauses).toEqual([]);
    expect(
      (
        await walk(world, { agreement: whole, userErrors: [] }, [
          ['submit', jnrcs],
          ['approve', unhcr],
        ])
      ).state,
    ).toBe('APPROVED');
  });

  test('an MoU needs none of them', async () => {
    expect(made(await proposeMou(world)).missingClauses).toEqual([]);
  });

  test('what is said of them is kept', async () => {
    const said = {
      relationship: 'JOINT_CONTROLLERS',
      storageLocations: ['ch'],
      impactAssessedOn: '2026-01-31',
      ...SEVERE,
    };
    expect(made(await propose(world, said)).clauses).toMatchObject({
      relationship: 'JOINT_CONTROLLERS',
      storageLocations: ['CH'],
      impactAssessedOn: '2026-01-31',
      signatories: [
        { organisationId: 'org_jnrcs', office: 'Head' },
        { organisationId: 'org_unhcr', office: 'Head' },
      ],
    });
  });
});

describe('the hash', () => {
  test.each([[[]], [[clock('NORMAL', 1, 24)]]])(
    'a party can compute it again from what it reads (%#)',
    async (clocks) => {
      const { clauses: said, ...agreement } = made(await propose(world, { text: 'Ünïcode — نص', clocks }));
      const { kind, revision, purposes, categories, statesConformity, validFrom, validUntil } = agreement;
      const parties = { providerId: 'org_jnrcs', recipientId: 'org_unhcr' };
      const terms = {
        agreementId: agreement.id,
        kind,
        ...parties,
        revision,
        purposes,
        categories,
        statesConformity,
        validFrom,
        validUntil,
      };
      const text = JSON.stringify(sorted({ ...terms, clauses: withoutOpen(said) }));
      expect(agreement.revisionHash).toBe(createHash('sha256').update(text).digest('hex'));
    },
  );

  test('any change of a term changes it', async () => {
    const said = clauses();
    const changes: object[] = [
      {},
      { recipientId: 'org_iom' },
      { purposes: ['HEALTH_CARE'] },
      { categories: ['ROUTING'] },
      { dataSubjects: 'Adults.' },
      { legalBasis: 'Law.' },
      { recipientRoles: ['coordinator'] },
      { jurisdictions: ['LB'] },
      { retention: said.retention.map(({ category }) => ({ category, days: 1 })) },
      { onward: 'WRITTEN_AUTHORISATION_OF_ALL' },
      { onward: 'SAME_PURPOSE_NAMED_RECIPIENTS', onwardRecipientIds: ['org_iom'] },
      { onward: 'SAME_PURPOSE_NAMED_RECIPIENTS', onwardRecipientIds: ['org_hospital'] },
      { securityMeasures: 'None.' },
      { breachNoticeHours: 24 },
      { clocks: [clock('NORMAL', 1, 24)] },
      { clocks: [clock('URGENT', 1, 24)] },
      { rightsContact: 'other' },
      { impactAssessment: 'Assessed.' },
      { atTheEnd: 'Returned.' },
      { text: 'More.' },
      { statesConformity: false },
      { relationship: 'JOINT_CONTROLLERS' },
      { storageLocations: ['JO'] },
      { impactAssessedOn: '2026-01-01' },
      { governingRules: 'Other.' },
      { reviewOn: inDays(100).slice(0, 10) },
      { signatories: [] },
      { validFrom: inDays(1) },
      { validUntil: inDays(100) },
    ];
    const hashes: string[] = [];
    for (const change of changes)
      hashes.push(made(await propose(world, { ...said, ...change })).revisionHash);
    expect(new Set(hashes).size).toBe(changes.length);
  });
});

const kept = (days: number) => [{ category: 'ROUTING', days }];

/** What a draft leaves open is no part of what the hash covers. */
function withoutOpen(said: Readonly<Record<string, unknown>>): object {
  const open = [
    'clocks',
    'relationship',
    'storageLocations',
    'impactAssessedOn',
    'governingRules',
    'reviewOn',
    'signatories',
  ];
  return Object.fromEntries(
    Object.entries(said).filter(([name, value]) => value !== null || !open.includes(name)),
  );
}

function clock(urgency: string, acknowledgeHours: number, actHours: number) {
  return { urgency, acknowledgeHours, actHours };
}

/** RFC 8785, section 3.2.3, said a second time: members in the order of their names. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted((value as Record<string, unknown>)[name])]));
}

describe('what is listed', () => {
  test('a list goes by the newest beginning, the same forwards and backwards, page by page', async () => {
    for (const days of [1, 2, 3, 4, 5])
      await propose(
        world,
        { providerId: 'org_iom', recipientId: 'org_hospital', validFrom: inDays(-days) },
        iom,
      );
    const all = await pages('first', 'after', 100);
    expect(all.map(({ validFrom }) => validFrom)).toEqual(
      all
        .map(({ validFrom }) => validFrom)
        .sort()
        .reverse(),
    );
    expect(all.length).toBeGreaterThanOrEqual(5);
    expect(await pages('first', 'after', 2)).toEqual(all);
    expect(await pages('last', 'before', 2)).toEqual(all);
  });

  test.each([
    ['kind: MOU', ({ kind }: Agreement) => kind === 'MOU'],
    ['states: [NEGOTIATION]', ({ state }: Agreement) => state === 'NEGOTIATION'],
    [
      'organisationId: "org_hospital"',
      ({ recipient }: Agreement & { recipient?: { id: string } }) => recipient?.id === 'org_hospital',
    ],
  ])('a filter takes exactly what it says: %s', async (filter, fits) => {
    const select = async (words: string) =>
      (
        await world.ask<{ list: { nodes: Agreement[] } }>(
          jnrcs,
          `{ list: agreements(first: 100${words}) { nodes { id kind state recipient { id } } } }`,
        )
      ).list.nodes;
    const all = await select('');
    expect(all.filter(fits).length).toBeGreaterThan(0);
    expect(await select(`, filter: { ${filter} }`)).toEqual(all.filter(fits));
  });

  test.each(['', '(first: 0)', '(first: 101)', '(first: 1, last: 1)'])(
    'a list without a size between 1 and 100 is refused: agreements%s',
    async (words) => {
      const { errors } = await world.answer(jnrcs, `{ agreements${words} { nodes { id } } }`);
      expect(errors).toMatchObject([{ extensions: { code: 'PAGE_SIZE_REQUIRED' } }]);
    },
  );
});

interface Page {
  readonly nodes: readonly Agreement[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** All that IOM reads, in pages of one size. */
async function pages(size: 'first' | 'last', key: 'after' | 'before', count: number): Promise<Agreement[]> {
  const query = `query ($cursor: String) { page: agreements(${size}: ${count}, ${key}: $cursor) {
    nodes { id validFrom } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
  const all: Agreement[] = [];
  let cursor: string | null = null;
  let more = true;
  while (more) {
    const { page }: { page: Page } = await world.ask(iom, query, { cursor });
    all.splice(size === 'first' ? all.length : 0, 0, ...page.nodes);
    more = size === 'first' ? page.pageInfo.hasNextPage : page.pageInfo.hasPreviousPage;
    cursor = size === 'first' ? page.pageInfo.endCursor : page.pageInfo.startCursor;
  }
  return all;
}
