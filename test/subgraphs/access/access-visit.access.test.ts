import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { roleOf } from '../../../shared/database.ts';
import { active } from './access-steps.ts';
import { type AccessWorld, type Asker, gone, guard, icrc, iom, krcs, openAccess } from './access-world.ts';

const FIELDS = `id place visitedOn setting announced version country { iso2 } organisation { id } modalities { modality answer }
  findings { topic rating note } recommendation { id text sentAt from { id } to { id } }`;
const TELL = `id text sentAt from { id } to { id } country { iso2 }`;

let world: AccessWorld;
let agreementId: string;
beforeAll(async () => {
  world = await openAccess();
  agreementId = (await active(world)).id;
});
afterAll(() => world.stop());

interface Visit {
  id: string;
  version: number;
  findings: object[];
  recommendation: { id: string; sentAt: string | null } | null;
}
interface Outcome {
  accessVisit: Visit | null;
  userErrors: { code: string; field: string | null; rule: string | null }[];
  warnings: { field: string; says: string }[];
}

const visit = (over: object = {}) => ({
  country: 'ke',
  setting: 'IMMIGRATION_DETENTION',
  place: 'The house on the hill',
  visitedOn: '2026-03-04',
  agreementId,
  modalities: [{ modality: 'PRIVATE_INTERVIEWS', answer: 'NO' }],
  findings: [{ topic: 'OVERCROWDING', rating: 'SERIOUS', note: 'Forty in a room for ten.' }],
  recommendation: 'Open the second building.',
  authorityId: 'org_guard',
  ...over,
});

async function say(who: Asker, verb: string, type: string, input: object, key?: string): Promise<Outcome> {
  const { data, errors } = await world.ask(
    who,
    `mutation ($input: ${type}!) { outcome: ${verb}(input: $input) { accessVisit { ${FIELDS} }
       userErrors { code field rule } warnings { field says } } }`,
    { input },
    key,
  );
  if (errors) throw new Error(JSON.stringify(errors.map(({ extensions }) => extensions)));
  return data?.outcome as Outcome;
}
const record = (over: object = {}, who: Asker = krcs, key?: string) =>
  say(who, 'recordVisit', 'RecordVisitInput', visit(over), key);
const send = ({ id, version }: Visit, who: Asker = krcs) =>
  say(who, 'sendRecommendation', 'SendRecommendationInput', { id, expectedVersion: version });

async function read(who: Asker, query: string): Promise<Record<string, unknown>> {
  const { data, errors } = await world.ask(who, query);
  if (errors) throw new Error(String(errors[0]?.extensions?.code));
  return data ?? {};
}
const visitsOf = async (who: Asker) =>
  (
    (await read(who, `{ accessVisits(first: 100) { nodes { ${FIELDS} } } }`)).accessVisits as {
      nodes: Visit[];
    }
  ).nodes;
const lettersOf = async (who: Asker) =>
  (
    (await read(who, `{ visitRecommendations(first: 100) { nodes { ${TELL} } } }`)).visitRecommendations as {
      nodes: { id: string; text: string }[];
    }
  ).nodes;

const OTHERS: readonly (readonly [string, Asker])[] = [
  ['ICRC', icrc],
  ['the authority concerned', guard],
  ['a UN agency', iom],
  ['one that is active no more', gone],
  ['an analyst of the visiting component', { ...krcs, role: 'analyst' }],
  ['a machine of the visiting component', { ...krcs, role: 'system' }],
];

describe('findings', () => {
  test('the visiting component reads them', async () => {
    const { accessVisit, userErrors } = await record();
    expect(userErrors).toEqual([]);
    expect(accessVisit).toMatchObject({
      place: 'The house on the hill',
      findings: [{ topic: 'OVERCROWDING', rating: 'SERIOUS', note: 'Forty in a room for ten.' }],
      recommendation: { text: 'Open the second building.', sentAt: null, to: { id: 'org_guard' } },
    });
    expect((await visitsOf(krcs)).map(({ id }) => id)).toContain(accessVisit?.id);
  });

  test.each(OTHERS)(
    '%s reaches none: not by its id, not by a list, forwards or backwards',
    async (_who, who) => {
      const { accessVisit } = await record();
      await send(accessVisit as Visit);
      expect(await read(who, `{ accessVisit(id: "${accessVisit?.id}") { id } }`)).toEqual({
        accessVisit: null,
      });
      expect(await visitsOf(who)).toEqual([]);
      const back = `{ accessVisits(last: 100) { nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
      const pageInfo = { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null };
      expect(await read(who, back)).toEqual({ accessVisits: { nodes: [], edges: [], pageInfo } });
    },
  );

  test('what is there and what is not there are answered alike', async () => {
    const { accessVisit } = await record();
    const [there, absent] = await Promise.all(
      [accessVisit?.id, 'visit_absent'].map((id) =>
        read(icrc, `{ accessVisit(id: "${id}") { id findings { topic } } }`),
      ),
    );
    expect(there).toEqual(absent);
    const alike = await Promise.all(
      [accessVisit?.id, 'visit_absent'].map((id) => send({ id, version: 1 } as Visit, icrc)),
    );
    expect(alike[0]).toEqual(alike[1]);
  });

  test('without a token nothing is asked', async () => {
    for (const query of [
      'accessVisits(first: 1) { nodes { id } }',
      'visitRecommendations(first: 1) { nodes { id } }',
    ]) {
      await expect(read(null, `{ ${query} }`)).rejects.toThrow('UNAUTHENTICATED');
    }
  });

  test.each([
    'accessVisits(first: 1, filter: { country: "KE" }) { nodes { id } }',
    'accessVisits(first: 1, orderBy: VISITED_ON) { nodes { id } }',
    'accessVisits(first: 1) { totalCount }',
    'accessVisits(first: 1, visitedOn: "2026-03-04") { nodes { id } }',
  ])('there is no such question: %s', async (query) => {
    await expect(world.ask(krcs, `{ ${query} }`)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  test('no other type leads to a visit, and none is answered by reference', async () => {
    const types = [...world.sdl.matchAll(/^type (\w+)[^{]*\{([^}]*)\}/gm)];
    const leading = types
      .filter(([, , fields]) => /:\s*\[?(AccessVisit|VisitFinding)\b/.test(fields ?? ''))
      .map(([, name]) => name);
    expect(leading.sort()).toEqual([
      'AccessVisit',
      'AccessVisitConnection',
      'AccessVisitEdge',
      'AccessVisitPayload',
      'Query',
    ]);
    expect(world.sdl).not.toMatch(/type (AccessVisit|VisitFinding|VisitRecommendation)\b[^{]*@key/);
  });

  test('a replay shows no more than a reading', async () => {
    await record({ place: 'Replayed' }, krcs, 'visit-1');
    await world.sql(`update partnerships.organisation set active = false where id = 'org_krcs'`);
    const replay = await record({ place: 'Replayed' }, krcs, 'visit-1');
    await world.sql(`update partnerships.organisation set active = true where id = 'org_krcs'`);
    expect(replay).toMatchObject({ accessVisit: null, userErrors: [{ code: 'NOT_FOUND' }] });
  });
});

describe('recommendations', () => {
  test('the authority concerned reads one once it is sent, without a finding, a day or a place; no other does', async () => {
    const { accessVisit } = await record({ recommendation: 'Let a doctor in.' });
    const id = accessVisit?.recommendation?.id;
    expect((await lettersOf(guard)).map((one) => one.id)).not.toContain(id);
    const sent = await send(accessVisit as Visit);
    expect(sent.accessVisit?.recommendation?.sentAt).toEqual(expect.anything());
    const letter = (await lettersOf(guard)).find((one) => one.id === id);
    expect(letter).toMatchObject({ text: 'Let a doctor in.', from: { id: 'org_krcs' } });
    expect((await lettersOf(krcs)).map((one) => one.id)).toContain(id);
    for (const [, who] of OTHERS.filter(([name]) => name !== 'the authority concerned'))
      expect(await lettersOf(who)).toEqual([]);
  });

  test('it is sent once', async () => {
    const { accessVisit } = await record();
    const { accessVisit: after } = await send(accessVisit as Visit);
    expect((await send(after as Visit)).userErrors).toMatchObject([
      { code: 'VALIDATION_FAILED', field: 'input.id' },
    ]);
  });
});

describe('what cannot be right is refused', () => {
  test.each([
    ['input.authorityId', { authorityId: 'org_iom' }],
    ['input.authorityId', { authorityId: null }],
    ['input.agreementId', { agreementId: 'access_absent' }],
    ['input.visitedOn', { visitedOn: '2099-01-01' }],
    ['input.place', { place: '' }],
    ['input.findings', { findings: ['GOOD', 'POOR'].map((rating) => ({ topic: 'TREATMENT', rating })) }],
  ])('at %s with %o', async (field, over) => {
    expect((await record(over)).userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', field }]);
  });

  test('an authority records no visit', async () => {
    expect((await record({ agreementId: null }, guard)).userErrors).toMatchObject([
      { rule: 'observer-is-humanitarian' },
    ]);
  });

  test('a note that looks as if it were about a person is warned of', async () => {
    const findings = [{ topic: 'TREATMENT', rating: 'POOR', note: 'The boy Karim Said was alone.' }];
    expect((await record({ findings })).warnings).toMatchObject([{ field: 'input.findings.0.note' }]);
  });
});

test('row-level security shows a visit to its owner alone, and a letter to those two', async () => {
  const client = new pg.Client({ connectionString: world.url });
  await client.connect();
  await client.query(`set role ${roleOf('access')}; set search_path = access, public`);
  const seenAs = async (organisationId: string, table: string) => {
    await client.query(`select set_config('accord.organisation', $1, false)`, [organisationId]);
    return (await client.query(`select from ${table}`)).rowCount ?? 0;
  };
  try {
    expect(await seenAs('org_krcs', 'access_visit')).toBeGreaterThan(0);
    for (const other of ['', 'org_icrc', 'org_guard', 'org_iom'])
      expect(await seenAs(other, 'access_visit')).toBe(0);
    for (const other of ['', 'org_icrc', 'org_iom'])
      expect(await seenAs(other, 'visit_recommendation')).toBe(0);
    expect(await seenAs('org_guard', 'visit_recommendation where sent_at is null')).toBe(0);
    expect(await seenAs('org_guard', 'visit_recommendation')).toBeGreaterThan(0);
  } finally {
    await client.end();
  }
});
