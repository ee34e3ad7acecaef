import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AGREEMENT_STATES, type AgreementState } from '../../../shared/policy/agreement.ts';
import { firewallClassOf, ORGANISATION_TYPES } from '../../../shared/policy/organisations.ts';
import { ROLES, type Role } from '../../../shared/policy/roles.ts';
import type { Asker } from '../../support/subgraph.ts';
import {
  AGREEMENT_FIELDS,
  clauses,
  force,
  inputOf,
  mou,
  type Outcome,
  operation,
  PROPOSE,
  propose,
  proposeMou,
  read,
  VERBS,
  type Verb,
} from './agreement-steps.ts';
import {
  as,
  gone,
  guard,
  iom,
  jnrcs,
  openPartnerships,
  type PartnershipsWorld,
  unhcr,
} from './partnerships-world.ts';

const ASKERS: readonly (readonly [string, Asker])[] = [
  ['nobody', null],
  ['a provider', jnrcs],
  ['a recipient', unhcr],
  ['an analyst of a party', as(jnrcs, 'analyst')],
  ['a stranger', iom],
  ['a border guard unit', guard],
  ['a party that is active no more', gone],
  ['an organisation that nobody registered', { organisationId: 'org_unknown' }],
];

interface Sample {
  readonly id: string;
  readonly kind: string;
  readonly state: AgreementState;
  readonly providerId: string;
  readonly recipientId: string;
  /** Days from now. */
  readonly from: number;
  readonly until: number;
}

const PAIRS = [
  ['org_jnrcs', 'org_unhcr'],
  ['org_unhcr', 'org_jnrcs'],
  ['org_gone', 'org_hospital'],
];
const SPANS = [
  [-30, 30],
  [10, 40],
  [-30, -1],
];

/** Every state and kind, before its time, in its time and past it, between changing parties. */
const SAMPLES: readonly Sample[] = AGREEMENT_STATES.flatMap((state) =>
  PAIRS.flatMap(([providerId, recipientId], pair) =>
    SPANS.map(([from, until], span) => ({
      id: `agreement_${state.toLowerCase()}_${pair}_${span}`,
      kind: (pair + span) % 2 === 0 ? 'DATA_SHARING' : 'MOU',
      state,
      providerId: providerId as string,
      recipientId: recipientId as string,
      from: from as number,
      until: until as number,
    })),
  ),
);
const IDS = SAMPLES.map(({ id }) => id);

/** What the law says (section 7), a second time and otherwise: the words of the page, not of the code. */
function lawSays(who: Asker, { providerId, recipientId, state, from, until }: Sample): string {
  const isParty = who !== null && who !== gone && [providerId, recipientId].includes(who.organisationId);
  if (isParty) return 'EVERYTHING';
  return state === 'ACTIVE' && from < 0 && until > 0 ? 'TRANSPARENCY' : 'NOTHING';
}

let world: PartnershipsWorld;
beforeAll(async () => {
  world = await openPartnerships();
  for (const sample of SAMPLES) await force(world, sample);
});
afterAll(() => world.stop());

type Found = Record<string, unknown> & { id: string };

/** Every way to an agreement; each answers with those that the asker finds. */
const PATHS: Readonly<Record<string, (who: Asker) => Promise<Found[]>>> = {
  'agreement(id)': async (who) => {
    const each = IDS.map((id, index) => `a${index}: agreement(id: "${id}") { ${AGREEMENT_FIELDS} }`);
    return found(Object.values(await world.ask<object>(who, `{ ${each.join(' ')} }`)));
  },
  _entities: async (who) => {
    // What else a representation carries is never believed.
    const r = IDS.map((id) => ({ __typename: 'Agreement', id, state: 'ACTIVE', revisionHash: 'forged' }));
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Agreement { ${AGREEMENT_FIELDS} } } }`;
    return found((await world.ask<{ _entities: unknown[] }>(who, query, { r }))._entities);
  },
  agreements: (who) => listed(who, 'first', 'after'),
  'agreements backwards': (who) => listed(who, 'last', 'before'),
};

function found(nodes: readonly unknown[]): Found[] {
  return nodes.filter((node) => node !== null) as Found[];
}

interface Page {
  readonly nodes: readonly Found[];
  readonly pageInfo: Readonly<Record<'startCursor' | 'endCursor', string | null>>;
}

/** A whole list, in pages of 30; a list of nothing ends it. */
async function listed(
  who: Asker,
  size: 'first' | 'last',
  key: string,
  filter: object = {},
): Promise<Found[]> {
  const query = `query ($cursor: String, $filter: AgreementFilter) {
    page: agreements(${size}: 30, ${key}: $cursor, filter: $filter) {
      nodes { ${AGREEMENT_FIELDS} } pageInfo { startCursor endCursor } } }`;
  const all: Found[] = [];
  let cursor: string | null = null;
  do {
    const { page }: { page: Page } = await world.ask(who, query, { cursor, filter });
    all.push(...page.nodes);
    cursor = size === 'first' ? page.pageInfo.endCursor : page.pageInfo.startCursor;
  } while (cursor !== null);
  return all;
}

/** What a party alone reads. */
const FOR_PARTIES = [
  'clauses',
  'revisionHash',
  'statesConformity',
  'resumptionAgreedIds',
  'version',
  'signatures',
  'missingClauses',
  'breachReportedByIds',
];

/** How much an answer shows; throws when it is neither the whole nor the cut one. */
function readingOf(node: Found | undefined, sample: Sample): string {
  if (!node) return 'NOTHING';
  expect(node).toMatchObject({
    kind: sample.kind,
    provider: { id: sample.providerId },
    recipient: { id: sample.recipientId },
    purposes: ['LEGAL_AID'],
    categories: ['ROUTING', 'IDENTITY'],
  });
  const shown = FOR_PARTIES.map((field) => node[field]);
  if (shown.every((value) => value === null)) {
    expect(JSON.stringify(node)).not.toContain('secret');
    return 'TRANSPARENCY';
  }
  expect(shown).not.toContain(null);
  expect(node).toMatchObject({ revisionHash: 'hash', clauses: { text: 'secret text' } });
  return 'EVERYTHING';
}

describe.each(ASKERS)('%s', (_name, who) => {
  test.each(Object.keys(PATHS))(
    'finds by %s exactly what the law says, cut as the law says',
    async (path) => {
      const nodes = (await PATHS[path]?.(who)) ?? [];
      expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
      const byId = new Map(nodes.map((node) => [node.id, node]));
      const heard = SAMPLES.map((sample) => [sample.id, readingOf(byId.get(sample.id), sample)]);
      expect(heard).toEqual(SAMPLES.map((sample) => [sample.id, lawSays(who, sample)]));
    },
  );
});

test('whatever is asked for, a list is exactly the rows that can be read one by one', async () => {
  const parties = ['org_jnrcs', 'org_unhcr', 'org_hospital', 'org_gone', 'org_absent'];
  const filters = fc.record(
    {
      kind: fc.constantFrom('DATA_SHARING', 'MOU'),
      states: fc.uniqueArray(fc.constantFrom(...AGREEMENT_STATES)),
      organisationId: fc.constantFrom(...parties),
    },
    { requiredKeys: [] },
  );
  const readable = new Map<string, Found[]>();
  for (const [name, who] of ASKERS) readable.set(name, (await PATHS['agreement(id)']?.(who)) ?? []);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...ASKERS), filters, async ([name, who], filter) => {
      const expected = (readable.get(name) ?? []).filter(
        ({ kind, state, provider, recipient }) =>
          (!filter.kind || kind === filter.kind) &&
          (!filter.states || filter.states.includes(state as AgreementState)) &&
          (!filter.organisationId ||
            [provider, recipient].some((party) => (party as Found).id === filter.organisationId)),
      );
      const nodes = await listed(who, 'first', 'after', filter);
      expect(nodes.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
    }),
    { numRuns: 60 },
  );
});

test('a cursor made for one viewer, or for one filter, opens nothing for another', async () => {
  const query = `query ($after: String, $filter: AgreementFilter) {
    agreements(first: 1, after: $after, filter: $filter) { pageInfo { endCursor } } }`;
  const { agreements } = await world.ask<{ agreements: { pageInfo: { endCursor: string } } }>(jnrcs, query);
  const after = agreements.pageInfo.endCursor;
  for (const [who, variables] of [
    [iom, { after }],
    [null, { after }],
    [jnrcs, { after, filter: { kind: 'MOU' } }],
    [jnrcs, { after: `${after.slice(0, -2)}AA` }],
  ] as const) {
    const { errors } = await world.answer(who, query, variables);
    expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION_FAILED' } }]);
  }
});

test('entities are answered to the gateway alone', async () => {
  const query = '{ _entities(representations: []) { __typename } }';
  const { errors } = await world.answer({ ...jnrcs, fromGateway: false }, query);
  expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
});

/** A state from which each verb leads somewhere, and an agreement that stands in it. */
const READY: Readonly<Record<Verb, AgreementState>> = {
  submit: 'DRAFT',
  approve: 'REVIEW',
  revise: 'SIGNED',
  sign: 'APPROVED',
  activate: 'SIGNED',
  suspend: 'ACTIVE',
  resume: 'SUSPENDED',
  terminate: 'ACTIVE',
  reject: 'DRAFT',
  reportBreach: 'ACTIVE',
  endForBreach: 'SUSPENDED',
};
let ready = 0;
async function readyFor(verb: Verb, parties: object = {}): Promise<{ id: string; input: object }> {
  ready += 1;
  const id = `ready_${ready}`;
  await force(world, { id, state: READY[verb], ...parties });
  if (verb === 'sign')
    await world.sql('delete from partnerships.agreement_signature where agreement_id = $1', [id]);
  return { id, input: inputOf(verb, { id, version: 1, revisionHash: 'hash' }) };
}

/** law.md, sections 2 and 7: staff negotiate; a signatory signs; an analyst and a machine do neither. */
const MAY_STEP: readonly Role[] = [
  'caseworker',
  'coordinator',
  'data_protection_officer',
  'signatory',
  'administrator',
];
const MAY: Readonly<Record<Verb, readonly Role[]>> = {
  submit: MAY_STEP,
  approve: MAY_STEP,
  revise: MAY_STEP,
  sign: ['signatory'],
  activate: MAY_STEP,
  suspend: MAY_STEP,
  resume: MAY_STEP,
  terminate: MAY_STEP,
  reject: MAY_STEP,
  reportBreach: MAY_STEP,
  endForBreach: MAY_STEP,
};

describe.each(VERBS)('%s', (verb) => {
  test.each(ROLES)('a %s of a party takes the step if the role is one for it', async (role) => {
    const { id, input } = await readyFor(verb);
    const { data, errors } = await world.answer(as(unhcr, role), operation(verb), { input });
    if (MAY[verb].includes(role)) {
      expect(errors).toBeUndefined();
      expect(data).toMatchObject({ outcome: { agreement: { id, version: 2 }, userErrors: [] } });
    } else {
      expect(errors).toMatchObject([{ extensions: { code: 'SCOPE_MISSING' } }]);
      expect(await read(world, id)).toMatchObject({ state: READY[verb], version: 1 });
    }
  });

  test('nobody takes it without a token', async () => {
    const { id, input } = await readyFor(verb);
    const { errors } = await world.answer(null, operation(verb), { input });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect((await read(world, id)).version).toBe(1);
  });

  test.each([
    ['a stranger', iom, {}],
    ['a border guard unit', guard, {}],
    ['a party that is active no more', gone, { providerId: 'org_gone' }],
  ])('%s hears of it what it hears of one that is not there', async (_who, who, parties) => {
    const { id, input } = await readyFor(verb, parties);
    const signatory = as(who, 'signatory');
    const there = await world.answer(signatory, operation(verb), { input });
    const absent = await world.answer(signatory, operation(verb), { input: { ...input, id: 'absent' } });
    expect(there).toEqual(absent);
    expect(there.data).toMatchObject({ outcome: { agreement: null, userErrors: [{ code: 'NOT_FOUND' }] } });
    expect(await read(world, id, unhcr)).toMatchObject({ state: READY[verb], version: 1 });
  });
});

describe.each(ORGANISATION_TYPES)('an organisation of type %s', (type) => {
  const id = `org_of_${type.toLowerCase()}`;
  beforeAll(() => world.organisation(id, type));

  test('takes every step of an MoU to which it is a party, and none of one of others', async () => {
    for (const verb of VERBS) {
      const who = as({ organisationId: id }, 'signatory');
      const own = await readyFor(verb, { kind: 'MOU', recipientId: id });
      const taken = await world.answer(who, operation(verb), {
        input: { ...own.input, ...(verb === 'revise' && AS_MOU) },
      });
      expect([verb, taken.data]).toMatchObject([
        verb,
        { outcome: { agreement: { id: own.id, version: 2 }, userErrors: [] } },
      ]);
      const others = await readyFor(verb);
      const refused = await world.answer(who, operation(verb), { input: others.input });
      expect([verb, refused.data]).toMatchObject([
        verb,
        { outcome: { userErrors: [{ code: 'NOT_FOUND' }] } },
      ]);
    }
  });

  test('may receive data only where the law has a place for it', async () => {
    const input = { recipientId: id, categories: ['ROUTING'], purposes: ['INTERNATIONAL_PROTECTION_ACCESS'] };
    const { agreement } = await propose(world, input, { organisationId: id });
    expect(agreement !== null).toBe(
      ['MOVEMENT', 'HUMANITARIAN', 'PUBLIC_SERVICE', 'ASYLUM_AUTHORITY'].includes(firewallClassOf(type)),
    );
  });
});

/** What of the clauses an MoU has. */
const AS_MOU = { categories: [], retention: [] };

describe('proposing', () => {
  test.each(ROLES)('a %s of a party proposes if the role is one for it', async (role) => {
    const { data, errors } = await world.answer(as(jnrcs, role), PROPOSE, { input: mou() });
    if (MAY_STEP.includes(role)) expect(data).toMatchObject({ outcome: { agreement: { state: 'DRAFT' } } });
    else expect(errors).toMatchObject([{ extensions: { code: 'SCOPE_MISSING' } }]);
  });

  test('nobody proposes without a token', async () => {
    const { errors } = await world.answer(null, PROPOSE, { input: mou() });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  test.each([
    ['one between two others', {}, iom, 'party-acts'],
    ['one of its own, being active no more', { providerId: 'org_gone' }, gone, 'acting-party-active'],
  ])('nobody proposes %s', async (_what, over, who, rule) => {
    const { agreement, userErrors } = await propose(world, over, who);
    expect(agreement).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'RULE_BROKEN', rule }]);
  });
});

describe('an answer is cut by the rules of its moment', () => {
  test('a replay with the same key finds nothing once the party is active no more', async () => {
    await world.organisation('org_leaving', 'NATIONAL_NGO');
    const leaving = { organisationId: 'org_leaving', idempotencyKey: 'key' };
    const input = mou({ providerId: 'org_leaving' });
    const ask = () => world.ask<{ outcome: Outcome }>(leaving, PROPOSE, { input });
    expect((await ask()).outcome.agreement).toMatchObject({ state: 'DRAFT' });
    await world.sql(`update partnerships.organisation set active = false where id = 'org_leaving'`);
    expect((await ask()).outcome).toMatchObject({ agreement: null, userErrors: [{ code: 'NOT_FOUND' }] });
  });

  test('a suspension ends what anyone could read before', async () => {
    const { id, input } = await readyFor('suspend');
    expect(await read(world, id, null)).toMatchObject({ id, clauses: null });
    await world.ask(unhcr, operation('suspend'), { input });
    expect(await read(world, id, null)).toBeNull();
    expect(await read(world, id, jnrcs)).toMatchObject({ state: 'SUSPENDED' });
  });

  test('of a draft only its parties know, also by its parties’ names', async () => {
    const { agreement } = await proposeMou(world, clauses({ categories: [], retention: [] }));
    const nodes = await listed(iom, 'first', 'after', { organisationId: 'org_jnrcs' });
    expect(nodes.map(({ id }) => id)).not.toContain(agreement?.id);
    expect(await read(world, agreement?.id as string, iom)).toBeNull();
  });
});
