import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AccessWorld, type Asker, gone, guard, icrc, iom, krcs, openAccess } from './access-world.ts';

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccess();
});
afterAll(() => world.stop());

interface Outcome {
  legalInstrument: Record<string, unknown> & { id: string };
  userErrors: { code: string; field: string | null; rule: string | null }[];
  warnings: { field: string; says: string }[];
}

const LAW = { country: 'ke', kind: 'LAW', title: 'Act on aid to strangers', inForceFrom: '2020-01-01' };

async function record(who: Asker, over: object = {}): Promise<Outcome> {
  const { data, errors } = await world.ask(
    who,
    `mutation ($input: RecordInstrumentInput!) { outcome: recordInstrument(input: $input) {
      legalInstrument { id version title verdict country { iso2 } recordedBy { id }
        conformity { test verdict reason paragraph } conformityHistory { verdict } }
      userErrors { code field rule } warnings { field says } } }`,
    { input: { ...LAW, ...over } },
  );
  if (errors) throw new Error(JSON.stringify(errors.map(({ extensions }) => extensions)));
  return data?.outcome as Outcome;
}

test('a law limited to documented persons does not conform, for the reason IRRESPECTIVE_OF_STATUS', async () => {
  const { legalInstrument } = await record(krcs, { groupsLeftOut: ['PERSONS_WITHOUT_DOCUMENTS'] });
  expect(legalInstrument).toMatchObject({
    verdict: 'NOT_CONFORMING',
    country: { iso2: 'KE' },
    recordedBy: { id: 'org_krcs' },
  });
  expect(legalInstrument.conformity).toContainEqual({
    test: 'IRRESPECTIVE_OF_STATUS',
    verdict: 'NOT_CONFORMING',
    reason: 'It says: persons without documents.',
    paragraph: 'OP1',
  });
});

test('recorded anew by whoever recorded it, it is computed anew; the earlier verdict is kept', async () => {
  const { legalInstrument } = await record(krcs);
  const { id } = legalInstrument;
  const facts = { id, expectedVersion: 1, examinedOn: '2026-01-01', consultedOn: '2019-05-01' };
  const again = await record(krcs, facts);
  expect(again.legalInstrument).toMatchObject({
    id,
    version: 2,
    verdict: 'CONFORMING',
    conformityHistory: [{ verdict: 'CONFORMING' }, { verdict: 'NOT_ASSESSED' }],
  });
  expect((await record(krcs, facts)).userErrors).toMatchObject([{ code: 'VERSION_CONFLICT' }]);
  expect((await record(icrc, { ...facts, expectedVersion: 2 })).userErrors).toMatchObject([
    { code: 'NOT_FOUND' },
  ]);
});

describe('what cannot be right is refused', () => {
  test.each([
    ['input.country', { country: 'Kenya' }],
    ['input.country', { country: 'XX' }],
    ['input.title', { title: ' ' }],
    ['input.url', { url: 'javascript:alert(1)' }],
    ['input.inForceUntil', { inForceUntil: '2019-12-31' }],
    ['input.inForceFrom', { inForceFrom: '31/12/2019' }],
    ['input.examinedOn', { examinedOn: '2099-01-01' }],
  ])('at %s', async (field, over) => {
    expect((await record(krcs, over)).userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', field }]);
  });
});

test.each([
  ['an authority', guard, 'observer-is-humanitarian'],
  ['one that is active no more', gone, 'observer-is-active'],
] as const)('%s records none', async (_who, who, rule) => {
  expect((await record(who)).userErrors).toMatchObject([{ code: 'RULE_BROKEN', rule }]);
});

test('anyone reads them, by the list, by country and by reference; pages follow one another', async () => {
  for (const title of ['A', 'B', 'C']) await record(iom, { title, country: 'ZW' });
  const list = `{ nodes { id title } pageInfo { hasNextPage endCursor } }`;
  type List = {
    nodes: { id: string; title: string }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
  const page = async (args: string) => {
    const { data } = await world.ask(null, `{ legalInstruments(country: "zw", ${args}) ${list} }`);
    return data?.legalInstruments as List;
  };
  const first = await page('first: 2');
  const rest = await page(`first: 2, after: "${first.pageInfo.endCursor}"`);
  expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
  const titles = [...first.nodes, ...rest.nodes].map(({ title }) => title);
  expect(titles.sort()).toEqual(['A', 'B', 'C']);
  const { data } = await world.ask(
    null,
    `query ($r: [_Any!]!) { _entities(representations: $r) {
       ... on Country { legalInstruments(first: 10) { nodes { id } } } ... on LegalInstrument { title } } }`,
    {
      r: [
        { __typename: 'Country', iso2: 'ZW' },
        { __typename: 'LegalInstrument', id: first.nodes[0]?.id, title: 'forged' },
      ],
    },
  );
  const entities = data as { _entities: [{ legalInstruments: List }, { title: string }] } | null;
  const [country, law] = entities?._entities ?? [];
  expect(country?.legalInstruments.nodes).toHaveLength(3);
  expect(law?.title).toBe(first.nodes[0]?.title);
});

test('a title that looks as if it named a person is recorded, with a warning that says why', async () => {
  const { legalInstrument, warnings } = await record(krcs, {
    title: 'Circular on the case of Mr Karimi, +254 700 123 456',
  });
  expect(legalInstrument.id).toBeTruthy();
  expect(warnings.map(({ field }) => field)).toEqual(['input.title', 'input.title']);
});
