import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, isInterfaceType, isObjectType, isUnionType } from 'graphql';
import { committedSupergraph } from '../../../gateway/supergraph.ts';
import { GATEWAY_CALL_HEADER, signGatewayCall } from '../../../shared/gateway-call.ts';
import { type Accord, GATEWAY_KEY, MODES, startAccord } from '../../support/accord.ts';
import { ALL_VALUES, marksIn } from '../../support/marked-person.ts';
import { RECIPIENT, type SharedPerson, sharedPerson } from '../../support/shared-person.ts';

/** What the recipient may read; health, family and the rest are withheld from it. */
const RELEASED = ['TRIAGE', 'IDENTITY', 'CONTACT', 'MIGRATION_STATUS'];
/** Who may read nothing. */
const OTHERS = ['sandbox-iom', 'sandbox-border-guard-north', undefined];
const VALUES = ALL_VALUES.replace(/\s+/g, ' ');

/** Ways of writing one question, by what was published about gateways that decided by the way it was written. */
const WAYS: Readonly<Record<string, string>> = {
  'as it is meant': `referral(id: $id) { id person { ${VALUES} } }`,
  'GHSA-mx7m-j9xf-62hw, CVE-2025-64530, access control of an interface passed by through inline fragments on its types': `referral(id: $id) { ... on Referral { id person { ... on Person { ${inlined()} } } } }`,
  'GHSA-mx7m-j9xf-62hw, CVE-2025-64530, and through named fragments': '...Root',
  'GHSA-x33c-7c2v-mrj9, CVE-2025-64173, access control of a type passed by through what is above it': `... { referral(id: $id) { ... { id ... on Referral { person { ... { ...Values } } } } } }`,
  'an alias that makes a withheld category look like a released one': `referral(id: $id) { id person { triage { accessNeeds } contact { safeContact } identity: health { name: physical } migrationStatus: family { asylumClaim: familyLinksCase } ref: narrative } }`,
  'a field that is skipped and asked for in one breath': `referral(id: $id) { id person { ref @skip(if: true) ${VALUES} ${VALUES.replaceAll(/(\w+) \{/g, '$1 @include(if: true) {')} } }`,
  'through the list': `referrals(box: INBOX, first: 100) { nodes { id person { ${VALUES} } } edges { node { person { ...Values } } } } referral(id: $id) { id }`,
};
const FRAGMENTS = `
  fragment Root on Query { referral(id: $id) { ...Whole } }
  fragment Whole on Referral { id person { ...Values } }
  fragment Values on Person { ${VALUES} }`;

describe.each(MODES)('a field that may not be read, %s', (mode) => {
  let accord: Accord;
  let shared: SharedPerson;
  beforeAll(async () => {
    accord = await startAccord({ mode });
    shared = await sharedPerson(accord);
  }, 180_000);
  afterAll(() => accord?.stop());

  const ask = (query: string, client: string | undefined, variables: object) =>
    accord.graphql(query, { ...(client && { client, purpose: 'LEGAL_AID' }), variables });

  test.each(Object.entries(WAYS))('is read by no way of writing: %s', async (_way, selection) => {
    const query = document(selection);
    const read = await ask(query, RECIPIENT, { id: shared.referral });
    expect(read.errors).toBeUndefined();
    expect(read.text).toContain(shared.referral);
    const expected = selection.includes('identity: health') ? ['TRIAGE', 'CONTACT'] : RELEASED;
    expect(marksIn(read.text)).toEqual(expected);
    for (const client of OTHERS) {
      const refused = await ask(query, client, { id: shared.referral });
      expect([client, marksIn(refused.text)]).toEqual([client, []]);
      expect(refused.errors?.length).toBeGreaterThan(0);
    }
  });

  test('GHSA-hx78-272p-mqqh, a rule of graphql-shield remembered from one row to the next: each row is asked for itself', async () => {
    const query = (first: string, second: string) =>
      `query ($mine: ID!, $other: ID!) { a: referral(id: $${first}) { person { ...V } } b: referral(id: $${second}) { person { ...V } } } fragment V on Person { ${VALUES} }`;
    const other = await notOf(RECIPIENT);
    for (const [text, at] of [
      [query('mine', 'other'), 'b'],
      [query('other', 'mine'), 'a'],
    ] as const) {
      const told = await ask(text, RECIPIENT, { mine: shared.referral, other });
      expect(told.errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
        [[at], 'NOT_FOUND'],
      ]);
      expect(marksIn(told.text)).toEqual(RELEASED);
    }
  });

  test('GHSA-rr4x-crhf-8886, CVE-2025-27097, the variables and the token of the first who asked answer all others: each asks for itself', async () => {
    const query = document(WAYS['as it is meant'] as string);
    const asked = [
      [RECIPIENT, shared.referral, RELEASED],
      ['sandbox-iom', shared.referral, []],
      [RECIPIENT, 'ref_none', []],
      [RECIPIENT, shared.referral, RELEASED],
      [undefined, shared.referral, []],
    ] as const;
    for (const [client, id, marks] of asked) {
      expect(marksIn((await ask(query, client, { id })).text)).toEqual(marks);
    }
  });

  test('GHSA-q9p4-hw9m-fj2v, CVE-2024-32971, the plan of another operation is run: each of a document runs its own', async () => {
    const query = `query One { me { clientId } } query Two { me { role } } query Three { me { organisation { code } } }`;
    const told = {
      One: { clientId: RECIPIENT },
      Two: { role: 'caseworker' },
      Three: { organisation: { code: 'unhcr' } },
    };
    for (const operationName of ['One', 'Two', 'Three', 'Two', 'One'] as const) {
      const answer = await fetch(`${accord.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${await accord.token(RECIPIENT)}`,
        },
        body: JSON.stringify({ query, operationName }),
      });
      expect(await answer.json()).toMatchObject({ data: { me: told[operationName] } });
    }
  });

  test.each([
    ['{ _entities(representations: [{ __typename: "Referral", id: "x" }]) { __typename } }'],
    ['query ($of: [_Any!]!) { x: _entities(representations: $of) { ... on Referral { id } } }'],
    ['{ ...F } fragment F on Query { _entities(representations: []) { __typename } }'],
    ['{ ... on Query { _service { sdl } } }'],
  ])('the inside of the federation is no field of the door: %s', async (query) => {
    const told = await ask(query, RECIPIENT, { of: [] });
    expect([told.data, told.errors?.[0]?.extensions.code]).toEqual([undefined, 'VALIDATION_FAILED']);
  });

  if (mode === 'distributed') {
    /** As a gateway would ask that decides nothing at all: the query is signed, so that what is left is the subgraph. */
    const entity = async (client: string | undefined, representation: object) => {
      const body = JSON.stringify({
        query: `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Referral { id person { ${VALUES} } } } }`,
        variables: { of: [{ __typename: 'Referral', ...representation }] },
      });
      const answer = await fetch(accord.subgraphUrl('referrals'), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          [GATEWAY_CALL_HEADER]: signGatewayCall(Buffer.from(GATEWAY_KEY, 'base64url'), 'referrals', body),
          ...(client && {
            authorization: `Bearer ${await accord.token(client)}`,
            'purpose-of-use': 'LEGAL_AID',
          }),
        },
        body,
      });
      return answer.text();
    };

    test('GHSA-g8jh-vg5j-4h3f, CVE-2025-64347, a gateway overlooks a directive that was renamed: the subgraph decides, whatever gateway asks', async () => {
      expect(marksIn(await entity(RECIPIENT, { id: shared.referral }))).toEqual(RELEASED);
      for (const client of OTHERS) expect(marksIn(await entity(client, { id: shared.referral }))).toEqual([]);
    });

    test('GHSA-m8jr-fxqx-8xx6, a field is fetched for another and passed on undecided: what a representation carries beside its key is never believed', async () => {
      const more = {
        state: 'ACCEPTED',
        from: { id: 'org_iom' },
        to: { id: 'org_iom' },
        person: { health: { physical: 'mark-of-health' } },
      };
      for (const client of OTHERS)
        expect(marksIn(await entity(client, { id: shared.referral, ...more }))).toEqual([]);
      expect(marksIn(await entity(RECIPIENT, { id: shared.referral, ...more }))).toEqual(RELEASED);
    });
  }

  /** A referral to which this client is no party. */
  async function notOf(client: string): Promise<string> {
    const query = '{ referrals(box: SENT, first: 100) { nodes { id to { code } } } }';
    const { data } = await ask(query, 'sandbox-jnrcs', {});
    const { nodes } = (data as { referrals: { nodes: { id: string; to: { code: string } | null }[] } })
      .referrals;
    const found = nodes.find(({ to }) => to && `sandbox-${to.code}` !== client);
    if (!found) throw new Error('The sandbox world has no such referral.');
    return found.id;
  }
});

describe('of what the advisories are about, the graph has nothing', () => {
  const supergraph = committedSupergraph();

  test('GHSA-m8jr-fxqx-8xx6, transitive fields: no field is fetched to make another, by @requires or @fromContext', () => {
    const used = supergraph.replaceAll(/^directive .*$/gm, '');
    expect(used).toContain('@join__field(graph: REFERRALS');
    expect(used).not.toMatch(/(requires|provides|contextArguments|override): /);
  });

  test('GHSA-g8jh-vg5j-4h3f, CVE-2025-64347, renamed directives: no decision hangs on a directive, whatever its name', () => {
    const linked = [...supergraph.matchAll(/@link\(url: "([^"]+)"/g)].map(([, url]) => url);
    expect(linked.filter((url) => /authenticated|requiresScopes|policy|context/i.test(url ?? ''))).toEqual(
      [],
    );
  });

  test('GHSA-mx7m-j9xf-62hw and GHSA-x33c-7c2v-mrj9, abstract types: nothing about a person is behind an interface or a union', () => {
    const types = Object.values(buildSchema(supergraph, { assumeValidSDL: true }).getTypeMap());
    expect(types.filter((type) => isInterfaceType(type) || isUnionType(type))).toEqual([]);
    const categorised = types.filter(
      (type) =>
        isObjectType(type) &&
        type.astNode?.fields?.some(({ directives }) =>
          directives?.some(({ name }) => name.value === 'category'),
        ),
    );
    expect(categorised.length).toBeGreaterThan(0);
  });
});

function document(selection: string): string {
  const fragments = FRAGMENTS.trim()
    .split('\n')
    .map((line) => line.trim());
  const used = new Set<string>();
  for (let text = selection, found = true; found; ) {
    found = false;
    for (const fragment of fragments) {
      const name = fragment.split(' ')[1] as string;
      if (used.has(fragment) || !text.includes(`...${name}`)) continue;
      used.add(fragment);
      text += fragment;
      found = true;
    }
  }
  return `query ($id: ID!) { ${selection} } ${[...used].join(' ')}`;
}

/** Each category in an inline fragment of its own. */
function inlined(): string {
  return VALUES.split(/(?<=\}) /)
    .map((part) => `... on Person { ${part} }`)
    .join(' ');
}
