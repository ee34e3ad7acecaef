import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { propose } from './agreement-steps.ts';
import { jnrcs, openPartnerships, type PartnershipsWorld } from './partnerships-world.ts';

const administrator = { ...jnrcs, role: 'administrator' } as const;
/** Who keeps the registry for all. */
const registrar = { organisationId: 'org_icrc', role: 'administrator' } as const;

interface Registered {
  readonly outcome: {
    readonly organisation: Readonly<Record<string, unknown>> | null;
    readonly userErrors: readonly {
      readonly code: string;
      readonly field: string | null;
      readonly rule: string | null;
    }[];
  };
}

const FIELDS =
  'id code name type firewallClass country identifier site active purposes version sharesCredentials sharesCredentialsWith parent { id }';
const REGISTER = `mutation ($input: RegisterOrganisationInput!) { outcome: registerOrganisation(input: $input) {
  organisation { ${FIELDS} } userErrors { code field rule } } }`;

let world: PartnershipsWorld;
beforeAll(async () => {
  world = await openPartnerships();
  await world.sql(`insert into partnerships.country (iso2, iso3, name, region) values
    ('JO', 'JOR', 'Jordan', 'MIDDLE_EAST_AND_NORTH_AFRICA'), ('AQ', 'ATA', 'Antarctica', null)`);
  await world.sql(`update partnerships.organisation set country = 'JO' where id = 'org_jnrcs'`);
  await world.organisation('org_icrc', 'ICRC');
  for (const [id, name, names] of [
    ['org_a', 'Croix-Rouge française', { ar: 'الصليب الأحمر الفرنسي' }],
    ['org_b', 'Same name', {}],
    ['org_c', 'Same name', {}],
    ['org_d', '100 % aid_d', {}],
  ] as const)
    await world.organisation(id, 'INTERNATIONAL_NGO', { name, names, country: 'FR' });
});
afterAll(() => world.stop());

let codes = 0;
async function register(over: object = {}, asking: object = {}): Promise<Registered['outcome']> {
  codes += 1;
  const input = { code: `code-${codes}`, name: 'A Clinic', type: 'HEALTH_PROVIDER', ...over };
  return (await world.ask<Registered>({ ...administrator, ...asking }, REGISTER, { input })).outcome;
}

describe('registering', () => {
  test('an organisation is registered with what was said, and its class follows from its type', async () => {
    const said = {
      code: 'al-bashir',
      name: '  مستشفى البشير ',
      country: 'jo',
      parentId: 'org_hospital',
      site: 'https://bashir.example',
    };
    const { organisation, userErrors } = await register(said, { organisationId: 'org_hospital' });
    expect(userErrors).toEqual([]);
    expect(organisation).toEqual({
      id: expect.stringMatching(/^org_/),
      code: 'al-bashir',
      name: 'مستشفى البشير',
      type: 'HEALTH_PROVIDER',
      firewallClass: 'PUBLIC_SERVICE',
      country: 'JO',
      identifier: null,
      site: 'https://bashir.example',
      active: true,
      purposes: [],
      version: 1,
      sharesCredentials: false,
      sharesCredentialsWith: [],
      parent: { id: 'org_hospital' },
    });
    const read = await world.ask(null, `query ($id: ID!) { organisation(id: $id) { ${FIELDS} } }`, {
      id: organisation?.id,
    });
    expect(read).toEqual({ organisation });
  });

  test.each([
    ['input.code', { code: 'Al Bashir' }],
    ['input.code', { code: 'a' }],
    ['input.code', { code: 'x'.repeat(41) }],
    ['input.name', { name: '  ' }],
    ['input.name', { name: 'x'.repeat(201) }],
    ['input.country', { country: 'JOR' }],
    ['input.site', { site: 'javascript:alert(1)' }],
    [null, { name: 'a\0b' }],
  ])('what cannot be right is refused at %s (%#)', async (field, over) => {
    const { organisation, userErrors } = await register(over);
    expect(organisation).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', field }]);
  });

  test.each([
    ['code-is-free', { code: 'taken' }, { code: 'taken' }],
    [
      'one-national-society-per-country',
      { type: 'NATIONAL_SOCIETY', country: 'lb' },
      { type: 'NATIONAL_SOCIETY', country: 'LB' },
    ],
  ])('%s: the first is registered, the second is not', async (rule, first, second) => {
    expect((await register(first, registrar)).userErrors).toEqual([]);
    expect((await register(second, registrar)).userErrors).toMatchObject([{ code: 'RULE_BROKEN', rule }]);
  });

  test.each([
    ['code-is-free', { code: 'at-once' }],
    ['one-national-society-per-country', { type: 'NATIONAL_SOCIETY', country: 'EG' }],
  ])('%s, also when many ask at the same moment', async (rule, over) => {
    const all = await Promise.all([1, 2, 3, 4].map(() => register(over, registrar)));
    expect(all.filter(({ organisation }) => organisation !== null)).toHaveLength(1);
    expect(all.flatMap(({ userErrors }) => userErrors)).toEqual(
      Array(3).fill({ code: 'RULE_BROKEN', rule, field: null }),
    );
  });

  test('a unit of what nobody registered is refused', async () => {
    const { userErrors } = await register({ parentId: 'org_absent' });
    expect(userErrors).toMatchObject([{ code: 'RULE_BROKEN', rule: 'parent-is-registered' }]);
  });

  const unit = { parentId: 'org_hospital' };
  test.each([
    ['parent-registers-unit', { ...unit, type: 'BORDER_GUARD' }, {}],
    ['movement-registers-component', { type: 'NATIONAL_SOCIETY', country: 'TN' }, {}],
    ['movement-registers-component', { type: 'IFRC' }, {}],
    ['registering-organisation-active', {}, { organisationId: 'org_gone' }],
    ['registering-organisation-active', {}, { organisationId: 'org_absent' }],
  ])('%s: nobody gets more than is its own by registering (%#)', async (rule, over, asking) => {
    expect((await register(over, asking)).userErrors).toMatchObject([{ code: 'RULE_BROKEN', rule }]);
  });

  test('a unit has no unit of its own', async () => {
    const asHospital = { organisationId: 'org_hospital' };
    const first = await register(unit, asHospital);
    const under = { parentId: first.organisation?.['id'] };
    expect((await register(under, { ...registrar })).userErrors).toMatchObject([
      { code: 'RULE_BROKEN', rule: 'unit-has-no-units' },
    ]);
  });

  test('units that share credentials have the strictest class among them, and so has their parent', async () => {
    const asking = { organisationId: 'org_iom' };
    const unitOf = (over: object) => register({ parentId: 'org_iom', ...over }, asking);
    const own = await unitOf({ type: 'BORDER_GUARD' });
    const school = await unitOf({ type: 'SCHOOL', sharesCredentials: true });
    expect(own.organisation).toMatchObject({ firewallClass: 'ENFORCEMENT', sharesCredentialsWith: [] });
    expect(school.organisation).toMatchObject({
      firewallClass: 'PUBLIC_SERVICE',
      sharesCredentials: true,
      sharesCredentialsWith: ['UN_AGENCY'],
    });
    const research = await unitOf({ type: 'ACADEMIC', sharesCredentials: true });
    const query = 'query ($id: ID!) { organisation(id: $id) { firewallClass sharesCredentialsWith } }';
    const classOf = async (id: unknown) => (await world.ask(null, query, { id })) as object;
    for (const [id, others] of [
      ['org_iom', ['ACADEMIC', 'SCHOOL']],
      [school.organisation?.['id'], ['ACADEMIC', 'UN_AGENCY']],
      [research.organisation?.['id'], ['SCHOOL', 'UN_AGENCY']],
    ] as const)
      expect(await classOf(id)).toEqual({
        organisation: { firewallClass: 'STATISTICS_ONLY', sharesCredentialsWith: others },
      });
  });

  test('no agreement is written to a unit that shares credentials with enforcement; to one with its own, it is', async () => {
    const guards = { organisationId: 'org_guard' };
    const clinic = (over: object) => register({ parentId: 'org_guard', ...over }, guards);
    const [shared, own] = [await clinic({ sharesCredentials: true }), await clinic({})];
    const written = async ({ organisation }: Registered['outcome']) =>
      (await propose(world, { recipientId: organisation?.['id'] })).userErrors;
    expect(await written(shared)).toMatchObject([{ rule: 'terms-outside-firewall' }]);
    expect(await written(own)).toEqual([]);
  });

  test('credentials are shared with a parent or with nobody', async () => {
    expect((await register({ sharesCredentials: true })).userErrors).toMatchObject([
      { code: 'VALIDATION_FAILED', field: 'input.sharesCredentials' },
    ]);
  });

  test('the same key and input register one organisation; another input is refused', async () => {
    const keyed = { idempotencyKey: 'register-1' };
    const [first, second] = await Promise.all([
      register({ code: 'once' }, keyed),
      register({ code: 'once' }, keyed),
    ]);
    expect(second).toEqual(first);
    expect((await register({ code: 'twice' }, keyed)).userErrors).toMatchObject([
      { code: 'IDEMPOTENCY_KEY_REUSED' },
    ]);
  });
});

describe('finding', () => {
  interface List {
    readonly list: { readonly nodes: readonly { readonly code: string }[] };
  }
  const codesOf = async (filter: object) => {
    const query =
      'query ($filter: OrganisationFilter) { list: organisations(first: 100, filter: $filter) { nodes { code } } }';
    return (await world.ask<List>(null, query, { filter })).list.nodes.map(({ code }) => code);
  };

  test.each([
    ['without its accents', { text: 'croix-rouge francaise' }, ['org_a']],
    ['by a name in another language', { text: 'الفرنسي' }, ['org_a']],
    ['by its code', { text: 'ORG_B' }, ['org_b']],
    ['by a percent sign, which is no wildcard', { text: '0 % a' }, ['org_d']],
    ['by an underscore, which is no wildcard', { text: 'aid_d' }, ['org_d']],
    ['by a backslash, which is none either', { text: '\\' }, []],
    [
      'by country and type',
      { country: 'fr', types: ['INTERNATIONAL_NGO'] },
      ['org_d', 'org_a', 'org_b', 'org_c'],
    ],
    ['by two types', { types: ['DONOR', 'PRIVATE_SECTOR'] }, ['org_donor', 'org_firm']],
    ['by no type at all', { types: [] }, []],
  ])('an organisation is found %s', async (_how, filter, codes) => {
    expect(await codesOf(filter)).toEqual(codes);
  });

  test('one that is active no more is not listed, but can be looked up', async () => {
    expect(await codesOf({ text: 'org_gone' })).toEqual([]);
    const answer = await world.ask(null, '{ organisation(id: "org_gone") { id active } }');
    expect(answer).toEqual({ organisation: { id: 'org_gone', active: false } });
  });

  test.each([
    ['first', 'after', 'hasNextPage', 'endCursor'],
    ['last', 'before', 'hasPreviousPage', 'startCursor'],
  ] as const)(
    'pages by `%s` give each once, also where names are the same',
    async (size, key, more, cursor) => {
      interface Page {
        readonly page: {
          readonly nodes: readonly { readonly id: string }[];
          readonly pageInfo: Readonly<Record<string, string | boolean | null>>;
        };
      }
      const query = `query ($cursor: String) { page: organisations(${size}: 1, ${key}: $cursor, filter: { country: "FR" }) {
      nodes { id } pageInfo { ${more} ${cursor} } } }`;
      const seen: string[] = [];
      let at: string | boolean | null | undefined = null;
      do {
        const { page }: Page = await world.ask(null, query, { cursor: at });
        seen.push(...page.nodes.map(({ id }) => id));
        at = page.pageInfo[more] ? page.pageInfo[cursor] : null;
      } while (at);
      const inOrder = ['org_d', 'org_a', 'org_b', 'org_c'];
      expect(seen).toEqual(size === 'first' ? inOrder : inOrder.reverse());
    },
  );
});

describe('a country', () => {
  test('names its one National Society, in any case of letters', async () => {
    expect(
      await world.ask(null, '{ country(iso2: "jo") { iso2 iso3 name region nationalSociety { id } } }'),
    ).toEqual({
      country: {
        iso2: 'JO',
        iso3: 'JOR',
        name: 'Jordan',
        region: 'MIDDLE_EAST_AND_NORTH_AFRICA',
        nationalSociety: { id: 'org_jnrcs' },
      },
    });
  });

  test('may have none, and may be none', async () => {
    const query =
      '{ a: country(iso2: "AQ") { iso2 nationalSociety { id } } b: country(iso2: "ZZ") { iso2 } }';
    expect(await world.ask(null, query)).toEqual({ a: { iso2: 'AQ', nationalSociety: null }, b: null });
  });

  test('is answered to other subgraphs by its code alone', async () => {
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) {
      ... on Country { name } ... on Organisation { name } } }`;
    const r = [
      { __typename: 'Country', iso2: 'JO', name: 'forged' },
      { __typename: 'Organisation', id: 'org_b', name: 'forged' },
      { __typename: 'Organisation', id: 'org_absent', name: 'forged' },
    ];
    expect(await world.ask(null, query, { r })).toEqual({
      _entities: [{ name: 'Jordan' }, { name: 'Same name' }, null],
    });
  });
});
