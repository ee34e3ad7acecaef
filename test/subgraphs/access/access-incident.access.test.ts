import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { roleOf } from '../../../shared/database.ts';
import { type AccessWorld, type Asker, gone, guard, icrc, iom, krcs, openAccess } from './access-world.ts';
import { file, INCIDENT_FIELDS, type Incident, step } from './incident-steps.ts';

const DAY = 86_400_000;
const ASKERS: readonly (readonly [string, Asker])[] = [
  ['nobody', null],
  ['the owner', krcs],
  ['an analyst of the owner', { ...krcs, role: 'analyst' }],
  ['a partner', icrc],
  ['a machine of a partner', { ...icrc, role: 'system' }],
  ['an authority that is a party of an agreement with the owner', guard],
  ['a partner that shares the credentials of the authority', { ...iom, organisationId: 'org_shared' }],
  ['a partner that is a unit of the authority with its own', { ...iom, organisationId: 'org_own' }],
  ['a stranger', iom],
  ['an organisation that is active no more', gone],
];

interface Sample {
  id: string;
  ownerId: string;
  state: string;
  verified: boolean;
  /** Days ago. */
  occurred: number;
  released: boolean;
}

const SAMPLES: readonly Sample[] = ['org_krcs', 'org_iom', 'org_gone'].flatMap((ownerId) =>
  [
    { state: 'DRAFT', verified: false, occurred: 40, released: false },
    { state: 'SUBMITTED', verified: false, occurred: 40, released: true },
    { state: 'VERIFIED', verified: true, occurred: 40, released: false },
    { state: 'NOT_VERIFIED', verified: false, occurred: 40, released: false },
    { state: 'RESOLVED', verified: true, occurred: 40, released: true },
    { state: 'UNDER_NEGOTIATION', verified: true, occurred: 5, released: true },
  ].map((sample, index) => ({ ...sample, ownerId, id: `incident_${ownerId}_${index}` })),
);

/** What the page says, said a second time and otherwise. Partners: ICRC of the Society and of the one that is gone. */
function lawSays(who: Asker, sample: Sample): 'EVERYTHING' | 'CUT' | 'NOTHING' {
  const isOut = sample.released && sample.verified && sample.occurred > 30;
  if (who === null || who.organisationId === 'org_gone') return isOut ? 'CUT' : 'NOTHING';
  if (['org_guard', 'org_shared'].includes(who.organisationId)) return 'NOTHING';
  if (who.organisationId === sample.ownerId) return who.role === 'analyst' ? 'CUT' : 'EVERYTHING';
  const isPartner =
    (who.organisationId === 'org_icrc' && ['org_krcs', 'org_gone'].includes(sample.ownerId)) ||
    (who.organisationId === 'org_own' && sample.ownerId === 'org_krcs');
  return isOut || (isPartner && sample.verified) ? 'CUT' : 'NOTHING';
}

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccess();
  await world.sql(`insert into partnerships.organisation (id, code, name, type, parent_id, shares_credentials)
    values ('org_shared', 'shared', 'Shared', 'NATIONAL_NGO', 'org_guard', true),
           ('org_own', 'own', 'Own', 'NATIONAL_NGO', 'org_guard', false)`);
  await world.sql(`insert into access.access_agreement (id, recorded_by_id, party_ids, country, place_ids, settings, ground,
      groups_left_out, obligations, instrument, states_conformity, valid_from, state, revision_hash)
    select 'access_' || n, 'org_krcs', parties, 'KE', '{}', '{URBAN}', 'AUXILIARY_ROLE', '{}', '{}', 'REGULATION', true,
           now() - interval '1 day', 'ACTIVE', 'h'
      from (values (1, '{org_krcs,org_guard}'::text[]), (2, '{org_gone,org_icrc}')) as given (n, parties)`);
  await world.sql(`insert into partnerships.agreement (id, kind, provider_id, recipient_id, state, purposes, categories,
      valid_from, valid_until, clauses, revision, revision_hash, states_conformity, version)
    select 'mou_' || partner, 'MOU', partner, 'org_krcs', 'ACTIVE', '{}', '{}', now() - interval '1 day',
           now() + interval '1 day', '{}', 1, 'h', true, 1
      from unnest(array['org_icrc', 'org_shared', 'org_own']) as partner`);
  await world.sql(`insert into access.access_place (id, recorded_by_id, name, setting, country)
    values ('place_secret', 'org_krcs', 'secret', 'CAMP', 'KE')`);
  for (const { id, ownerId, state, verified, occurred, released } of SAMPLES) {
    const on = new Date(Date.now() - occurred * DAY).toISOString().slice(0, 10);
    await world.sql(
      `insert into access.access_incident (owner_id, id, kind, country, admin1, severity, impacts, occurred_on, state,
         description, action_taken, reporter, reporter_contact, named_staff, agreement_id, service_id, place_id, verified, filed_by,
         filed_at, version)
       values ($1, $2, 'STAFF_PENALISED', 'KE', 'Busia', 3, '{STAFF_DETAINED}', $3, $4, 'secret', 'secret', 'secret',
         'secret', '{secret}', 'access_1', 'service_secret', 'place_secret', $5, 'somebody', now(), 1)`,
      [ownerId, id, on, state, verified],
    );
    await world.sql(
      `insert into access.access_incident_cut (id, owner_id, kind, month, country, admin1, severity, impacts, verified,
         public_from, released_at)
       values ($1, $2, 'STAFF_PENALISED', left($3::text, 7), 'KE', 'Busia', 3, '{STAFF_DETAINED}', $4,
         $3::date + interval '31 days', $5)`,
      [id, ownerId, on, verified, released ? new Date(Date.now() - DAY) : null],
    );
    await world.sql(
      `insert into access.incident_event values ($1, $2, 1, 'file', 'SUBMITTED', now(), 'secret', 'somebody')`,
      [ownerId, id],
    );
  }
});
afterAll(() => world.stop());

const LIST = `{ nodes { ${INCIDENT_FIELDS} } }`;
type Found = Record<string, unknown> & { id: string };

/** Every way to an incident; each answers with those that the asker finds. */
const PATHS: Readonly<Record<string, (who: Asker) => Promise<Found[]>>> = {
  'accessIncident(id)': async (who) => {
    const one = SAMPLES.map(
      ({ id }, index) => `a${index}: accessIncident(id: "${id}") { ${INCIDENT_FIELDS} }`,
    );
    return found(Object.values(await dataOf(who, `{ ${one.join(' ')} }`)));
  },
  accessIncidents: async (who) =>
    nodesOf((await dataOf(who, `{ list: accessIncidents(first: 100) ${LIST} }`)).list),
  'accessIncidents backwards': async (who) =>
    nodesOf((await dataOf(who, `{ list: accessIncidents(last: 100) ${LIST} }`)).list),
  'accessIncidents, filtered by all that a partner reads': async (who) => {
    const filter = `{ country: "KE", kinds: [STAFF_PENALISED], constraints: [VIOLENCE_AGAINST_PERSONNEL], from: "2000-01", until: "2099-12" }`;
    return nodesOf(
      (await dataOf(who, `{ list: accessIncidents(first: 100, filter: ${filter}) ${LIST} }`)).list,
    );
  },
  _entities: async (who) => {
    const representations = SAMPLES.map(({ id }) => ({
      __typename: 'AccessIncident',
      id,
      reporter: 'forged',
      reading: 'EVERYTHING',
    }));
    return found(await entitiesOf(who, representations, `... on AccessIncident { ${INCIDENT_FIELDS} }`));
  },
  'Country.accessIncidents': async (who) => {
    const query = `... on Country { list: accessIncidents(first: 100) ${LIST} }`;
    return (await entitiesOf(who, [{ __typename: 'Country', iso2: 'KE' }], query)).flatMap((one) =>
      nodesOf(one?.list),
    );
  },
};

/** Ways that tell more than the cut does: whose it is, which agreement it breaches, in which state it is. */
const TELLING: Readonly<Record<string, (who: Asker) => Promise<Found[]>>> = {
  'Organisation.accessIncidents': async (who) => {
    const keys = ['org_krcs', 'org_iom', 'org_gone', 'org_icrc'].map((id) => ({
      __typename: 'Organisation',
      id,
    }));
    const query = `... on Organisation { list: accessIncidents(first: 100) ${LIST} }`;
    return (await entitiesOf(who, keys, query)).flatMap((one) => nodesOf(one?.list));
  },
  'AccessAgreement.incidents': async (who) => {
    const { a } = await dataOf(
      who,
      `{ a: accessAgreement(id: "access_1") { list: incidents(first: 100) ${LIST} } }`,
    );
    return nodesOf((a as { list: unknown }).list);
  },
  'accessIncidents by state': async (who) => {
    const states =
      '[DRAFT, SUBMITTED, VERIFIED, NOT_VERIFIED, UNDER_NEGOTIATION, RESOLVED, UNRESOLVED, ARCHIVED]';
    return nodesOf(
      (await dataOf(who, `{ list: accessIncidents(first: 100, filter: { states: ${states} }) ${LIST} }`))
        .list,
    );
  },
};

async function dataOf(who: Asker, query: string, variables?: object): Promise<Record<string, unknown>> {
  const { data, errors } = await world.ask(who, query, variables);
  if (errors) throw new Error(JSON.stringify(errors));
  return data ?? {};
}

async function entitiesOf(
  who: Asker,
  r: object[],
  fields: string,
): Promise<(Record<string, unknown> | null)[]> {
  const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ${fields} } }`;
  return (await dataOf(who, query, { r }))._entities as (Record<string, unknown> | null)[];
}

const nodesOf = (list: unknown) => (list as { nodes: Found[] }).nodes;
const found = (nodes: readonly unknown[]) => nodes.filter((node) => node !== null) as Found[];

/** How much an answer shows; throws when it is neither the whole nor the cut. */
function readingOf(node: Found | undefined): string {
  if (!node) return 'NOTHING';
  const {
    id: _id,
    kind,
    constraint,
    month,
    country,
    admin1,
    severity,
    impacts,
    publicSummary: _says,
    releasedAt: _at,
    ...rest
  } = node;
  expect({ kind, constraint, country, admin1, severity, impacts }).toEqual({
    kind: 'STAFF_PENALISED',
    constraint: 'VIOLENCE_AGAINST_PERSONNEL',
    country: { iso2: 'KE' },
    admin1: 'Busia',
    severity: 3,
    impacts: ['STAFF_DETAINED'],
  });
  expect(month).toMatch(/^\d{4}-\d{2}$/);
  if (Object.values(rest).every((value) => value === null)) return 'CUT';
  expect(Object.values(rest)).not.toContain(null);
  return 'EVERYTHING';
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

  test.each(Object.keys(TELLING))('finds by %s its own and no other', async (path) => {
    const ids = new Set((await TELLING[path]?.(who))?.map(({ id }) => id));
    const isStaff = who !== null && !['org_gone', 'org_guard'].includes(who.organisationId);
    const own = SAMPLES.filter(({ ownerId }) => isStaff && ownerId === who?.organisationId);
    const told = who?.role === 'analyst' && path !== 'Organisation.accessIncidents' ? [] : own;
    expect([...ids].sort()).toEqual(told.map(({ id }) => id).sort());
  });
});

test('the order of a list tells no day: within a month it is that of random ids', async () => {
  const nodes = nodesOf(
    (await dataOf(icrc, `{ list: accessIncidents(first: 100) { nodes { id month } } }`)).list,
  );
  const keys = nodes.map(({ month, id }) => `${String(month)} ${id}`);
  expect(keys).toEqual([...keys].sort().reverse());
});

test('a list counts nothing: it has no total, and a cursor made for one viewer opens nothing for another', async () => {
  await expect(world.ask(icrc, '{ accessIncidents(first: 1) { totalCount } }')).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
  });
  const { list } = await dataOf(krcs, '{ list: accessIncidents(first: 1) { pageInfo { endCursor } } }');
  const { endCursor } = (list as { pageInfo: { endCursor: string } }).pageInfo;
  const { errors } = await world.ask(
    icrc,
    `{ accessIncidents(first: 1, after: "${endCursor}") { nodes { id } } }`,
  );
  expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION_FAILED' } }]);
});

test('no argument asks for a day, a reporter, a name, an agreement or a service', async () => {
  for (const filter of [
    'occurredOn: "2026-01-01"',
    'reporter: "x"',
    'agreementId: "x"',
    'organisationId: "org_krcs"',
    'serviceId: "x"',
  ]) {
    await expect(
      world.ask(icrc, `{ accessIncidents(first: 1, filter: { ${filter} }) { nodes { id } } }`),
    ).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  }
});

test('the answer of a verb and its replay are cut like any other reading', async () => {
  const coordinator = { ...krcs, role: 'coordinator' } as const;
  const filed = await file(world, { occurredOn: '2026-01-05' }, krcs, 'replayed');
  expect(filed.accessIncident).toMatchObject({ reporter: 'Volunteer seven' });
  await step(world, 'verifyIncident', filed.accessIncident as Incident, coordinator);
  await world.sql(`update partnerships.organisation set active = false where id = 'org_krcs'`);
  const replay = await file(world, { occurredOn: '2026-01-05' }, krcs, 'replayed');
  await world.sql(`update partnerships.organisation set active = true where id = 'org_krcs'`);
  expect(replay).toMatchObject({ accessIncident: null, userErrors: [{ code: 'NOT_FOUND' }] });
});

describe.each([
  null,
  { ...krcs, role: 'analyst' },
  { ...krcs, role: 'system' },
  { ...krcs, role: 'signatory' },
] as Asker[])('as %o', (who) => {
  test.each(['fileIncident', 'verifyIncident', 'releaseIncident'])('%s is not answered', async (verb) => {
    const type =
      { fileIncident: 'FileIncidentInput', releaseIncident: 'ReleaseIncidentInput' }[verb] ??
      'IncidentStepInput';
    const input =
      verb === 'fileIncident'
        ? { kind: 'VISA_REFUSED', occurredOn: '2026-01-01', country: 'KE' }
        : { id: 'x', expectedVersion: 1 };
    const { errors } = await world.ask(
      who,
      `mutation ($input: ${type}!) { ${verb}(input: $input) { userErrors { code } } }`,
      { input },
    );
    expect(errors).toMatchObject([{ extensions: { code: who ? 'SCOPE_MISSING' : 'UNAUTHENTICATED' } }]);
  });
});

describe('the second wall', () => {
  let client: pg.Client;
  beforeAll(async () => {
    client = new pg.Client({ connectionString: world.url });
    await client.connect();
    await client.query(`set role ${roleOf('access')}; set search_path = access, public`);
  });
  afterAll(() => client.end());

  const seenAs = async (organisationId: string, table: string) => {
    await client.query(`select set_config('accord.organisation', $1, false)`, [organisationId]);
    const { rows } = await client.query<{ owner_id: string }>(`select owner_id from ${table}`);
    return [...new Set(rows.map(({ owner_id }) => owner_id))].sort();
  };

  test.each(['access_incident', 'incident_event'])(
    '%s holds its owner’s rows and none beside',
    async (table) => {
      expect(await seenAs('org_krcs', table)).toEqual(['org_krcs']);
      for (const other of ['', 'org_icrc', 'org_guard', 'org_nobody'])
        expect(await seenAs(other, table)).toEqual([]);
    },
  );

  test('the cut shows a stranger what was released, and hides what is fresh or was not verified', async () => {
    await client.query(`select set_config('accord.organisation', 'org_nobody', false)`);
    const { rows } = await client.query<{ id: string }>('select id from access_incident_cut order by id');
    expect(rows.map(({ id }) => id)).toEqual(
      ['org_gone', 'org_iom', 'org_krcs'].map((id) => `incident_${id}_4`),
    );
  });

  test('nobody writes as somebody else, and nobody gives an incident to another', async () => {
    await client.query(`select set_config('accord.organisation', 'org_icrc', false)`);
    const taken = await client.query(
      `update access_incident set state = 'ARCHIVED' where id = 'incident_org_krcs_2'`,
    );
    expect(taken.rowCount).toBe(0);
    await expect(client.query(`update access_incident set owner_id = 'org_icrc'`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(client.query('delete from access_incident')).rejects.toThrow(/permission denied/);
  });
});
