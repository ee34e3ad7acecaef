import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import jsonld from 'jsonld';
import { odrlOf } from '../../../shared/agreement/odrl.ts';
import { PROHIBITED_PURPOSES } from '../../../shared/policy/purposes.ts';
import { content, withClauses } from './content.ts';

const { contexts } = createRequire(import.meta.url)('@digitalbazaar/odrl-context') as {
  contexts: Map<string, object>;
};
const odrlContext = contexts.get('https://www.w3.org/ns/odrl.jsonld');

/** The W3C context from a package: nothing is fetched, and nothing else may be asked for. */
const documentLoader = async (url: string) => {
  if (url !== 'http://www.w3.org/ns/odrl.jsonld') throw new Error(`${url} was asked for.`);
  return { documentUrl: url, document: odrlContext as never, contextUrl: undefined };
};

/** Expanded, and refused where a term would be dropped: safe mode. */
async function expanded(document: object | null): Promise<Record<string, unknown>> {
  const all: unknown = await jsonld.expand(document as never, { documentLoader, safe: true } as never);
  return (all as Record<string, unknown>[])[0] ?? {};
}

const ODRL = 'http://www.w3.org/ns/odrl/2/';
const LAW = 'https://w3id.org/dpv/sector/law#';

type Node = Record<string, { '@id'?: string; '@value'?: string }[]>;
const rules = (policy: Record<string, unknown>, kind: string) =>
  policy[ODRL + kind] as Record<string, Node[]>[];
const ids = (nodes: readonly { '@id'?: string }[] | undefined) => (nodes ?? []).map((node) => node['@id']);

test('a data-sharing agreement is an ODRL agreement between its parties', async () => {
  const policy = await expanded(odrlOf(content));
  expect(policy).toMatchObject({
    '@id': 'urn:accord:agreement:agreement_1:revision:1',
    '@type': [`${ODRL}Agreement`, 'https://w3id.org/dpv#ThirdPartyAgreement'],
    [`${ODRL}assigner`]: [{ '@id': 'urn:accord:organisation:org_jnrcs' }],
    [`${ODRL}assignee`]: [{ '@id': 'urn:accord:organisation:org_unhcr' }],
    [`${ODRL}conflict`]: [{ '@id': `${ODRL}prohibit` }],
  });
});

test('each category is permitted for the purposes, roles, places and time of the agreement, with duties', async () => {
  const permissions = rules(await expanded(odrlOf(content)), 'permission');
  expect(permissions.map((one) => ids(one[`${ODRL}target`] as never))).toEqual([
    ['urn:accord:category:ROUTING'],
    ['urn:accord:category:IDENTITY'],
  ]);
  for (const permission of permissions) {
    const constraints = (permission[`${ODRL}constraint`] ?? []).map((one) => [
      one[`${ODRL}leftOperand`]?.[0]?.['@id'],
      one[`${ODRL}operator`]?.[0]?.['@id'],
      one[`${ODRL}rightOperand`]?.map((value) => value['@id'] ?? value['@value']),
    ]);
    expect(constraints).toEqual([
      [`${ODRL}purpose`, `${ODRL}isAnyOf`, ['urn:accord:purpose:LEGAL_AID']],
      [`${ODRL}recipient`, `${ODRL}isAnyOf`, ['urn:accord:role:caseworker']],
      [`${ODRL}spatial`, `${ODRL}isAnyOf`, ['JO']],
      [`${ODRL}dateTime`, `${ODRL}gteq`, ['2026-06-01T00:00:00.000Z']],
      [`${ODRL}dateTime`, `${ODRL}lt`, ['2027-06-01T12:30:00.000Z']],
    ]);
  }
  const deletions = permissions.map((one) => JSON.stringify(one[`${ODRL}duty`]));
  expect(deletions[0]).toContain('"P365D"');
  expect(deletions[1]).toContain('"P730D"');
  for (const duty of deletions) expect(duty).toContain(`${ODRL}obtainConsent`);
});

test('a purpose stands for itself, and the nearest term of the vocabulary beside it', async () => {
  const policy = JSON.stringify(
    await expanded(odrlOf({ ...content, purposes: ['LEGAL_AID', 'CHILD_PROTECTION'] })),
  );
  expect(policy).toContain(
    `"@id":"urn:accord:purpose:LEGAL_AID","http://www.w3.org/2004/02/skos/core#closeMatch":[{"@id":"${LAW}LegalAidProvision"}]`,
  );
  expect(policy).toContain('{"@id":"urn:accord:purpose:CHILD_PROTECTION"}');
});

test('every prohibited purpose is prohibited, in the words of the vocabulary, and outranks what is permitted', async () => {
  const [firewall] = rules(await expanded(odrlOf(content)), 'prohibition');
  const [only] = firewall?.[`${ODRL}constraint`] ?? [];
  const named = ids(only?.[`${ODRL}rightOperand`]);
  expect(named).toHaveLength(PROHIBITED_PURPOSES.length);
  expect(named).toContain(`${LAW}ImmigrationBorderControlManagement`);
  expect(named).toContain('https://w3id.org/dpv#Counterterrorism');
});

test.each([
  ['FORBIDDEN', [], []],
  ['SAME_PURPOSE_NAMED_RECIPIENTS', ['org_iom'], ['isNoneOf', 'urn:accord:organisation:org_iom']],
  [
    'WRITTEN_AUTHORISATION_OF_ALL',
    [],
    ['remedy', 'urn:accord:organisation:org_jnrcs', 'urn:accord:organisation:org_unhcr'],
  ],
] as const)('passing on is prohibited as far as %s says', async (onward, onwardRecipientIds, words) => {
  const prohibitions = rules(
    await expanded(odrlOf(withClauses({ onward, onwardRecipientIds }))),
    'prohibition',
  );
  const distribute = JSON.stringify(
    prohibitions.find((one) => JSON.stringify(one).includes(`${ODRL}distribute`)),
  );
  expect(distribute).toBeDefined();
  for (const word of words) expect(distribute).toContain(word);
  if (onward === 'FORBIDDEN') expect(distribute).not.toContain('constraint');
});

test('it becomes triples without a loss, and no text of a party beside the fixed words is in it', async () => {
  const triples = await jsonld.toRDF(
    odrlOf(content) as never,
    { documentLoader, safe: true, format: 'application/n-quads' } as never,
  );
  expect(String(triples).split('\n').length).toBeGreaterThan(80);
  for (const word of ['The officer.', 'Secretary General', 'More.', 'Encryption.'])
    expect(String(triples)).not.toContain(word);
});

test('an MoU shares nothing, and is no policy', () => {
  expect(odrlOf({ ...content, kind: 'MOU', categories: [] })).toBeNull();
});
