import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACCESS_AGREEMENT_STATES, type AccessAgreementState } from '../../../shared/policy/access-life.ts';
import { type AccessWorld, type Asker, gone, guard, icrc, iom, krcs, openAccess } from './access-world.ts';

const DAY = 24 * 60 * 60 * 1000;
const ASKERS: readonly (readonly [string, Asker])[] = [
  ['nobody', null],
  ['a party', krcs],
  ['another party', icrc],
  ['an authority', guard],
  ['a stranger', iom],
  ['an organisation that is active no more', gone],
];

interface Sample {
  id: string;
  state: AccessAgreementState;
  partyIds: string[];
  recordedById: string;
  /** Days from now. */
  from: number;
  until: number | null;
}

/** Every state, begun or not, over or not, between changing parties. */
const SAMPLES: readonly Sample[] = ACCESS_AGREEMENT_STATES.flatMap((state) =>
  [
    { partyIds: ['org_krcs', 'org_guard'], recordedById: 'org_krcs', from: -30, until: null },
    { partyIds: ['org_krcs', 'org_guard'], recordedById: 'org_guard', from: -30, until: 30 },
    { partyIds: ['org_icrc', 'org_gone'], recordedById: 'org_icrc', from: 10, until: null },
    { partyIds: ['org_icrc', 'org_krcs'], recordedById: 'org_krcs', from: -30, until: -1 },
  ].map((sample, index) => ({ ...sample, state, id: `access_${state.toLowerCase()}_${index}` })),
);

/** What the law says, said a second time and otherwise: the words of the pages, not of the code. */
function lawSays(who: Asker, sample: Sample): 'EVERYTHING' | 'TRANSPARENCY' | 'NOTHING' {
  const over = sample.until !== null && sample.until < 0;
  const inForce = ['ACTIVE', 'IN_FORCE_VERBAL'].includes(sample.state) && sample.from < 0 && !over;
  const isParty =
    who !== null && who.organisationId !== 'org_gone' && sample.partyIds.includes(who.organisationId);
  const isDraft = ['DRAFT', 'NEGOTIATION', 'REVIEW', 'REJECTED'].includes(sample.state);
  const hidden = who?.organisationId === 'org_guard' && isDraft && sample.recordedById !== 'org_guard';
  if (isParty && !hidden) return 'EVERYTHING';
  return inForce ? 'TRANSPARENCY' : 'NOTHING';
}

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccess();
  await world.sql(`insert into access.access_place (id, recorded_by_id, name, setting, country, admin1, latitude, longitude)
    values ('place_house', 'org_krcs', 'The house', 'IMMIGRATION_DETENTION', 'KE', 'Nairobi', -1.3, 36.8)`);
  for (const { id, state, partyIds, recordedById, from, until } of SAMPLES) {
    await world.sql(
      `insert into access.access_agreement (id, recorded_by_id, party_ids, country, place_ids, settings, ground,
         modality_answers, groups_left_out, obligations, instrument, text, states_conformity, valid_from, valid_until,
         state, revision_hash)
       values ($1, $2, $3, 'KE', '{place_house}', '{IMMIGRATION_DETENTION}', 'AUXILIARY_ROLE', '{"RFL_ACCESS": "YES"}',
         '{ASYLUM_SEEKERS}', '{ANNOUNCE_VISITS}', 'REGULATION', 'secret text', true, $4, $5, $6, 'hash')`,
      [id, recordedById, partyIds, at(from), until === null ? null : at(until), state],
    );
  }
});
afterAll(() => world.stop());

function at(days: number): Date {
  return new Date(Date.now() + days * DAY);
}

const FIELDS = `id state verdict ground settings country { iso2 } parties { id } modalities { modality answer }
  places { setting country admin1 name latitude longitude } text instrument groupsLeftOut groundsLeftOut conditions obligations conformityHistory { verdict }
  conformity { test verdict reason } statesConformity
  icrcCoordinatedOn icrcNotCoordinatedBecause validFrom validUntil revision revisionHash recordedAt version
  signatures { signedAt }`;
const FOR_PARTIES = [
  'text',
  'instrument',
  'groupsLeftOut',
  'groundsLeftOut',
  'conditions',
  'conformityHistory',
  'obligations',
  'statesConformity',
  'validFrom',
].concat(['revision', 'revisionHash', 'recordedAt', 'version', 'signatures']);

type Found = Record<string, unknown> & { id: string };

/** Every way to an agreement; each answers with those that the asker finds. */
const PATHS: Readonly<Record<string, (who: Asker) => Promise<Found[]>>> = {
  'accessAgreement(id)': async (who) => {
    const one = SAMPLES.map(({ id }, index) => `a${index}: accessAgreement(id: "${id}") { ${FIELDS} }`);
    return found(Object.values(await dataOf(who, `{ ${one.join(' ')} }`)));
  },
  accessAgreements: async (who) =>
    nodesOf((await dataOf(who, `{ list: accessAgreements(first: 100) { nodes { ${FIELDS} } } }`)).list),
  'accessAgreements backwards': async (who) =>
    nodesOf((await dataOf(who, `{ list: accessAgreements(last: 100) { nodes { ${FIELDS} } } }`)).list),
  _entities: async (who) => {
    const representations = SAMPLES.map(({ id }) => ({
      __typename: 'AccessAgreement',
      id,
      state: 'ACTIVE',
      text: 'forged',
    }));
    return found(await entitiesOf(who, representations, `... on AccessAgreement { ${FIELDS} }`));
  },
  'Country.accessAgreements': async (who) => {
    const representations = [{ __typename: 'Country', iso2: 'KE' }];
    const query = `... on Country { list: accessAgreements(first: 100) { nodes { ${FIELDS} } } }`;
    return (await entitiesOf(who, representations, query)).flatMap((one) => nodesOf(one?.list));
  },
  'Organisation.accessAgreements': async (who) => {
    const representations = ['org_krcs', 'org_icrc', 'org_guard', 'org_gone'].map((id) => ({
      __typename: 'Organisation',
      id,
    }));
    const query = `... on Organisation { list: accessAgreements(first: 100) { nodes { ${FIELDS} } } }`;
    const nodes = (await entitiesOf(who, representations, query)).flatMap((one) => nodesOf(one?.list));
    return [...new Map(nodes.map((node) => [node.id, node])).values()];
  },
};

async function dataOf(who: Asker, query: string, variables?: object): Promise<Record<string, unknown>> {
  const { data, errors } = await world.ask(who, query, variables);
  if (errors) throw new Error(JSON.stringify(errors));
  return data ?? {};
}

async function entitiesOf(
  who: Asker,
  representations: object[],
  fields: string,
): Promise<(Record<string, unknown> | null)[]> {
  const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ${fields} } }`;
  return (await dataOf(who, query, { r: representations }))._entities as (Record<string, unknown> | null)[];
}

function nodesOf(list: unknown): Found[] {
  return (list as { nodes: Found[] }).nodes;
}

function found(nodes: readonly unknown[]): Found[] {
  return nodes.filter((node) => node !== null) as Found[];
}

describe.each(ASKERS)('%s', (_name, who) => {
  test.each(Object.keys(PATHS))(
    'finds by %s exactly what the law says, cut as the law says',
    async (path) => {
      const nodes = new Map((await PATHS[path]?.(who))?.map((node) => [node.id, node]));
      const heard = SAMPLES.map((sample) => [sample.id, readingOf(nodes.get(sample.id))]);
      expect(heard).toEqual(SAMPLES.map((sample) => [sample.id, lawSays(who, sample)]));
    },
  );
});

/** How much an answer shows; throws when it is neither the whole nor the cut one. */
function readingOf(node: Found | undefined): string {
  if (!node) return 'NOTHING';
  const place = (node.places as Record<string, unknown>[])[0];
  expect(node).toMatchObject({
    verdict: 'NOT_CONFORMING',
    ground: 'AUXILIARY_ROLE',
    settings: ['IMMIGRATION_DETENTION'],
    country: { iso2: 'KE' },
  });
  expect(place).toMatchObject({ setting: 'IMMIGRATION_DETENTION', country: 'KE', admin1: 'Nairobi' });
  const reasons = (node.conformity as { reason: string | null }[]).map(({ reason }) => reason);
  expect(reasons).toHaveLength(6);
  const shown = [
    ...FOR_PARTIES.map((field) => node[field]),
    ...reasons,
    place?.name,
    place?.latitude,
    place?.longitude,
  ];
  if (shown.every((value) => value === null)) return 'TRANSPARENCY';
  expect(shown).not.toContain(null);
  return 'EVERYTHING';
}

describe('steps', () => {
  const step = (id: string) => ({ input: { id: id, expectedVersion: 1 } });
  const suspend = `mutation ($input: AccessAgreementStepInput!) {
    suspendAccessAgreement(input: $input) { accessAgreement { id } userErrors { code message possible } } }`;

  test('what a stranger may read is still not found when it tries to change it, as if it were not there', async () => {
    const [there, absent] = await Promise.all([
      dataOf(iom, suspend, step('access_active_0')),
      dataOf(iom, suspend, step('access_absent')),
    ]);
    expect(there).toEqual(absent);
    expect(there).toMatchObject({ suspendAccessAgreement: { userErrors: [{ code: 'NOT_FOUND' }] } });
  });

  test('an authority takes no step on a draft that it may not read', async () => {
    const submit = suspend.replace('suspendAccessAgreement', 'submitAccessAgreement');
    expect(await dataOf(guard, submit, step('access_draft_0'))).toMatchObject({
      submitAccessAgreement: { accessAgreement: null, userErrors: [{ code: 'NOT_FOUND' }] },
    });
  });

  test.each([
    [null, 'UNAUTHENTICATED'],
    [{ organisationId: 'org_krcs', role: 'analyst' }, 'SCOPE_MISSING'],
    [{ organisationId: 'org_krcs', role: 'system' }, 'SCOPE_MISSING'],
  ] as const)('%o takes no step', async (who, code) => {
    const { errors } = await world.ask(who, suspend, step('access_active_0'));
    expect(errors).toMatchObject([{ extensions: { code } }]);
  });

  test('only a signatory signs', async () => {
    const { errors } = await world.ask(
      { ...krcs, role: 'administrator' },
      `mutation ($input: SignAccessAgreementInput!) { signAccessAgreement(input: $input) { userErrors { code } } }`,
      { input: { ...step('access_approved_0').input, revisionHash: 'hash' } },
    );
    expect(errors).toMatchObject([{ extensions: { code: 'SCOPE_MISSING' } }]);
  });
});

test('a cursor made for one viewer opens nothing for another', async () => {
  const query = (after: string) =>
    `{ accessAgreements(first: 1, after: ${after}) { pageInfo { endCursor } } }`;
  const mine = (await dataOf(krcs, query('null'))).accessAgreements as { pageInfo: { endCursor: string } };
  const { errors } = await world.ask(iom, query(`"${mine.pageInfo.endCursor}"`));
  expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION_FAILED' } }]);
});
