import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Accord, MODES, startAccord } from '../support/accord.ts';

/** One page of what the four parts know of a country. */
const PAGE = `query ($iso2: String!) { country(iso2: $iso2) {
  iso2 name region
  nationalSociety { name services(first: 50) { nodes { name } } }
  agreements(first: 100) { nodes { kind state provider { name } recipient { name } categories clauses { text } } }
  accessAgreements(first: 100) { nodes { state verdict settings } }
  legalInstruments(first: 100) { nodes { id } }
  borderProcedures(first: 50) { nodes { type safeguards { safeguard missing assessment { withoutConsultation } } } }
  serviceGaps { need admin1 }
  measures(first: 100) { nodes { title paragraphs attestation isPublic evidence { kind
    accessAgreement { id state } service { name } agreement { state } consultation { subject } } } }
} }`;

interface Node {
  readonly [field: string]: unknown;
}
type Page = {
  readonly country: Record<string, { readonly nodes: readonly Node[] }> & { readonly name: string };
};

describe.each(MODES)('the page of a country, %s', (mode) => {
  let accord: Accord;
  beforeAll(async () => {
    accord = await startAccord({ mode });
  }, 180_000);
  afterAll(() => accord?.stop());

  test('brings together society, agreements, laws and measures out of four parts, in one question', async () => {
    const { data, errors } = await accord.graphql(PAGE, { variables: { iso2: 'jo' } });
    expect(errors).toBeUndefined();
    const { country } = data as Page;
    expect(country).toMatchObject({
      iso2: 'JO',
      name: 'Jordan',
      nationalSociety: { name: 'Jordan National Red Crescent Society' },
    });
    for (const list of ['agreements', 'accessAgreements', 'measures']) {
      expect(country[list]?.nodes.length).toBeGreaterThan(0);
    }
    // Without a token: what is in force, never a clause; what is public and attested.
    for (const one of country['agreements']?.nodes ?? [])
      expect(one).toMatchObject({ state: 'ACTIVE', clauses: null });
    for (const one of country['measures']?.nodes ?? [])
      expect(one).toMatchObject({ attestation: 'ATTESTED', isPublic: true });
  });

  test('tells what is missing at the border, out of one part, and which need no open service meets, out of another', async () => {
    interface Told {
      readonly country: {
        readonly borderProcedures: {
          readonly nodes: readonly { readonly safeguards: readonly { readonly missing: string | null }[] }[];
        };
        readonly serviceGaps: readonly { readonly need: string }[];
      };
    }
    const { data, errors } = await accord.graphql(PAGE, { variables: { iso2: 'GR' } });
    expect(errors).toBeUndefined();
    const { borderProcedures, serviceGaps } = (data as Told).country;
    expect(borderProcedures.nodes.length).toBeGreaterThan(0);
    for (const { safeguards } of borderProcedures.nodes) expect(safeguards).toHaveLength(20);
    expect(borderProcedures.nodes.some(({ safeguards }) => safeguards.some(({ missing }) => missing))).toBe(
      true,
    );
    expect(serviceGaps.length).toBeGreaterThan(0);
  });

  test('a measure leads to what it is about, in whichever part that is', async () => {
    const { data } = await accord.graphql(PAGE, { variables: { iso2: 'KE' } });
    const evidence = ((data as Page).country['measures']?.nodes ?? []).flatMap(
      (one) => one['evidence'] as Node[],
    );
    expect(evidence).toContainEqual(
      expect.objectContaining({ kind: 'SERVICE', service: { name: expect.any(String) }, agreement: null }),
    );
    expect(evidence).toContainEqual(
      expect.objectContaining({
        kind: 'CONSULTATION',
        consultation: { subject: 'Languages at first reception' },
      }),
    );
    const jordan = await accord.graphql(PAGE, { variables: { iso2: 'JO' } });
    const there = ((jordan.data as Page).country['measures']?.nodes ?? []).flatMap(
      (one) => one['evidence'] as Node[],
    );
    expect(there).toContainEqual(
      expect.objectContaining({
        kind: 'ACCESS_AGREEMENT',
        accessAgreement: { id: expect.any(String), state: 'ACTIVE' },
      }),
    );
  });

  test('a party reads more of the same page, and a country that nobody registered is none', async () => {
    const mine = await accord.graphql(PAGE, {
      variables: { iso2: 'JO' },
      client: 'sandbox-jnrcs-coordinator',
    });
    const states = ((mine.data as Page).country['agreements']?.nodes ?? []).map(({ state }) => state);
    expect(states.length).toBeGreaterThan(0);
    const none = await accord.graphql(PAGE, { variables: { iso2: 'XX' } });
    expect(none.data).toEqual({ country: null });
  });
});
