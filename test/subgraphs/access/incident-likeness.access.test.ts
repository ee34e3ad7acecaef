import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Database } from '../../../shared/database.ts';
import { lastMonthToFreeze } from '../../../shared/policy/incident-figures.ts';
import { freezeIncidentMonths } from '../../../subgraphs/access/jobs/freeze-incident-months.ts';
import { access } from '../../../subgraphs/access/schema.ts';
import { storeChecks } from '../../../subgraphs/access/store-checks.ts';
import { type AccessWorld, type Asker, gone, guard, icrc, iom, krcs, openAccess } from './access-world.ts';
import { coordinatorOf, daysAgo, file, type Incident, walkIncident } from './incident-steps.ts';

let world: AccessWorld;
/** Under an agreement with the Society, yet of the border guard's credentials. */
const shared = { organisationId: 'org_shared', role: 'caseworker' } as const;
const WHAT = {
  kind: 'GOODS_BLOCKED',
  country: 'TZ',
  admin1: 'Arusha',
  severity: 1,
  impacts: ['ASSETS_LOST'],
};
/** Two days in one month, whatever today is: what is compared across organisations is the month. */
const early = `${daysAgo(70).slice(0, 7)}-08`;
const late = `${daysAgo(70).slice(0, 7)}-20`;
let own: Incident;
let partners: Incident;
let strangers: Incident;

const verified = async (who: NonNullable<Asker>, over: object) =>
  walkIncident(
    world,
    (await file(world, { ...WHAT, ...over }, who)).accessIncident,
    ['verifyIncident'],
    coordinatorOf(who),
  );

beforeAll(async () => {
  world = await openAccess();
  await world.sql(`insert into partnerships.organisation (id, code, name, type, parent_id, shares_credentials)
    values ('org_shared', 'shared', 'Shared', 'NATIONAL_NGO', 'org_guard', true)`);
  await world.sql(`insert into partnerships.agreement (id, kind, provider_id, recipient_id, state, purposes, categories,
      valid_from, valid_until, clauses, revision, revision_hash, states_conformity, version)
    select 'mou_' || one || other, 'MOU', one, other, 'ACTIVE', '{}', '{}', now() - interval '1 day',
           now() + interval '1 day', '{}', 1, 'h', true, 1
      from (values ('org_icrc', 'org_krcs'), ('org_shared', 'org_krcs'), ('org_guard', 'org_krcs'), ('org_shared', 'org_icrc'))
           as given (one, other)`);
  partners = await verified(icrc, {
    occurredOn: early,
    description: 'Told by ICRC',
    reporter: 'Their volunteer',
  });
  strangers = await verified(iom, { occurredOn: early });
  own = (await file(world, { ...WHAT, occurredOn: late, draft: true })).accessIncident as Incident;
}, 60_000);
afterAll(() => world.stop());

const SEEN = `id kind month country { iso2 } admin1 severity impacts occurredOn state description actionTaken reporter reporterContact
  namedStaff filedAt version placeId organisation { id } service { id } agreement { id } history { verb } reportedElsewhere { id }`;
const FIELDS = `id possibleDuplicates { id } reportedElsewhere { ${SEEN} } sameAs { ${SEEN} }`;
interface Told {
  readonly id: string;
  readonly possibleDuplicates: { readonly id: string }[] | null;
  readonly reportedElsewhere: Record<string, unknown>[] | null;
  readonly sameAs: Record<string, unknown>[] | null;
}

async function answer(who: Asker, query: string, variables?: object): Promise<Record<string, unknown>> {
  const { data, errors } = await world.ask(who, query, variables);
  if (errors) throw new Error(String(errors[0]?.extensions?.code));
  return data ?? {};
}

/** Every way to an incident, and so to what is like it. */
const PATHS: Readonly<Record<string, (who: Asker, id: string) => Promise<Told | undefined>>> = {
  'accessIncident(id)': async (who, id) =>
    ((await answer(who, `query ($id: ID!) { one: accessIncident(id: $id) { ${FIELDS} } }`, { id }))
      .one as Told | null) ?? undefined,
  accessIncidents: async (who, id) =>
    (
      (await answer(who, `{ all: accessIncidents(first: 100) { nodes { ${FIELDS} } } }`)).all as {
        nodes: Told[];
      }
    ).nodes.find((one) => one.id === id),
  _entities: async (who, id) => {
    const r = [{ __typename: 'AccessIncident', id, reading: 'EVERYTHING', occurredOn: early }];
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on AccessIncident { ${FIELDS} } } }`;
    return ((await answer(who, query, { r }))._entities as (Told | null)[])[0] ?? undefined;
  },
};

const settle = async (who: Asker, id: string, otherId: string, verdict = 'SAME') =>
  (
    await answer(
      who,
      `mutation ($input: SettleLikenessInput!) { settled: settleLikeness(input: $input) {
        accessIncident { ${FIELDS} } possibleDuplicates { id } userErrors { code field rule } } }`,
      { input: { id, otherId, verdict } },
    )
  ).settled as {
    accessIncident: Told | null;
    userErrors: { code: string; field: string; rule: string | null }[];
  };

describe.each(Object.entries(PATHS))('what may be the same, by %s', (path, ask) => {
  test('ALLOW: staff of the owner hear that a partner reported it, by the cut and without whose it is', async () => {
    for (const who of [krcs, coordinatorOf(krcs)]) {
      const told = await ask(who, own.id);
      expect(told?.reportedElsewhere?.map(({ id }) => id)).toEqual([partners.id]);
      const { id: _id, ...cut } = told?.reportedElsewhere?.[0] ?? {};
      const hidden = Object.fromEntries(Object.keys(cut).map((name) => [name, null]));
      expect(cut).toEqual({
        ...hidden,
        ...WHAT,
        country: { iso2: 'TZ' },
        admin1: 'Arusha',
        month: early.slice(0, 7),
      });
    }
  });

  test('ALLOW: the partner hears nothing of a draft, and of it once it is verified', async () => {
    expect((await ask(icrc, partners.id))?.reportedElsewhere).toEqual([]);
    const second = await verified(krcs, { occurredOn: late, admin1: path });
    const theirs = (await file(world, { ...WHAT, admin1: path, occurredOn: early }, icrc)).accessIncident;
    expect((await ask(icrc, theirs?.id ?? ''))?.reportedElsewhere?.map(({ id }) => id)).toEqual([second.id]);
  });

  test.each([
    ['an authority that is under an agreement with the owner', guard],
    ['a partner that shares the credentials of an authority', shared],
    ['an analyst of the owner', { ...krcs, role: 'analyst' }],
    ['a partner', icrc],
    ['a stranger', iom],
    ['one that is active no more', gone],
    ['nobody', null],
  ] as const)('DENY: %s hears of nothing that is like another’s', async (_name, who) => {
    for (const id of [own.id, ...(who === icrc ? [] : [partners.id])]) {
      const told = await ask(who, id);
      expect([
        told?.possibleDuplicates ?? null,
        told?.reportedElsewhere ?? null,
        told?.sameAs ?? null,
      ]).toEqual([null, null, null]);
    }
  });

  test('DENY: what a stranger filed is not told, nor what is of another kind, place or month', async () => {
    const told = await ask(krcs, own.id);
    expect(JSON.stringify(told)).not.toContain(strangers.id);
    await verified(icrc, { occurredOn: early, kind: 'VISA_REFUSED' });
    await verified(icrc, { occurredOn: early, admin1: 'Dodoma' });
    await verified(icrc, { occurredOn: daysAgo(5), admin1: 'Arusha' });
    expect((await ask(krcs, own.id))?.reportedElsewhere).toEqual(told?.reportedElsewhere);
  });
});

describe('deciding', () => {
  test('DENY: one that is not there, one that is not read, and another’s own are not found alike', async () => {
    const absent = await settle(krcs, own.id, 'incident_none');
    expect(absent).toMatchObject({
      accessIncident: null,
      userErrors: [{ code: 'NOT_FOUND', field: 'input.otherId' }],
    });
    expect(await settle(krcs, own.id, strangers.id)).toEqual(absent);
    for (const who of [icrc, iom, guard, shared, gone])
      expect((await settle(who, own.id, partners.id)).userErrors).toMatchObject([
        { code: 'NOT_FOUND', field: 'input.id' },
      ]);
    for (const role of ['analyst', 'signatory', 'system'] as const)
      await expect(settle({ ...krcs, role }, own.id, partners.id)).rejects.toThrow('SCOPE_MISSING');
    await expect(settle(null, own.id, partners.id)).rejects.toThrow('UNAUTHENTICATED');
  });

  test('DENY: what is not alike is not decided about', async () => {
    const unlike = await verified(icrc, { occurredOn: early, kind: 'LIST_REFUSED' });
    expect((await settle(krcs, own.id, unlike.id)).userErrors).toMatchObject([{ rule: 'alike-by-the-cut' }]);
  });

  test('ALLOW: the owner decides, may decide anew, is not asked again, and nobody else is told', async () => {
    const before = await PATHS._entities?.(icrc, partners.id);
    const same = await settle(krcs, own.id, partners.id);
    expect(same.userErrors).toEqual([]);
    expect(same.accessIncident?.sameAs?.map(({ id }) => id)).toEqual([partners.id]);
    expect(same.accessIncident?.reportedElsewhere?.map(({ id }) => id)).not.toContain(partners.id);
    expect(await PATHS._entities?.(icrc, partners.id)).toEqual(before);
    const another = await settle(krcs, own.id, partners.id, 'ANOTHER');
    expect(another.accessIncident).toMatchObject({ sameAs: [] });
    expect(another.accessIncident?.reportedElsewhere?.map(({ id }) => id)).not.toContain(partners.id);
  });

  test('what was decided is shown no more when the agreement with the other has ended', async () => {
    await settle(krcs, own.id, partners.id);
    await world.sql(
      `update partnerships.agreement set valid_until = now() where id = 'mou_org_icrcorg_krcs'`,
    );
    expect(await PATHS['accessIncident(id)']?.(krcs, own.id)).toMatchObject({
      sameAs: [],
      reportedElsewhere: [],
    });
  });

  test('of the owner’s own, too: one that was decided about is not proposed again', async () => {
    const one = (await file(world, { ...WHAT, kind: 'VISIT_DELAYED' })).accessIncident as Incident;
    const two = await file(world, { ...WHAT, kind: 'VISIT_DELAYED' });
    expect(two.possibleDuplicates).toEqual([{ id: one.id }]);
    const settled = await settle(krcs, two.accessIncident?.id ?? '', one.id);
    expect(settled.accessIncident).toMatchObject({ possibleDuplicates: [], sameAs: [{ id: one.id }] });
  });
});

test('what its owner found to be another is counted once, also when both say so', async () => {
  const month = lastMonthToFreeze(new Date());
  const owners = [...Array(3)].flatMap(() => ['org_krcs', 'org_icrc', 'org_iom']).concat('org_iom');
  for (const [index, owner] of owners.entries()) {
    await world.sql(
      `insert into access.access_incident (owner_id, id, kind, country, impacts, occurred_on, state, named_staff, verified, filed_by,
         filed_at, version) values ($1, $2, 'VISIT_DENIED', 'UG', '{}', $3, 'VERIFIED', '{}', true, 'x', now(), 1)`,
      [owner, `incident_c${index}`, `${month}-10`],
    );
    await world.sql(
      `insert into access.access_incident_cut (id, owner_id, kind, month, country, impacts, verified, public_from)
       values ($1, $2, 'VISIT_DENIED', $3, 'UG', '{}', true, now())`,
      [`incident_c${index}`, owner, month],
    );
    await world.sql(
      `insert into access.incident_event values ($1, $2, 1, 'file', 'VERIFIED', now(), null, 'x')`,
      [owner, `incident_c${index}`],
    );
  }
  for (const [one, other] of [
    [0, 1],
    [1, 0],
    [3, 4],
    // Three in a ring are one.
    [6, 7],
    [7, 8],
    [8, 6],
  ])
    await world.sql(`insert into access.incident_likeness values ($1, $2, $3, 'SAME', now(), 'x')`, [
      owners[one as number],
      `incident_c${one}`,
      `incident_c${other}`,
    ]);
  const database = await Database.open(world.url, access.store, 2);
  await freezeIncidentMonths.work(database, new Date());
  await database.close();
  const rows = await world.sql(
    `select incidents from access.incident_month where country = 'UG' and word = 'RESTRICTION_OF_MOVEMENT'`,
  );
  expect(rows).toEqual([{ incidents: 6 }]);
});

test('the store holds together', async () => {
  const broken = await Promise.all(
    storeChecks.map(async ({ says, breaks }) => ({ says, rows: await world.sql(breaks) })),
  );
  expect(broken.filter(({ rows }) => rows.length > 0)).toEqual([]);
});
