import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { dotGraph, jsonGraph, sharingTable } from '../../gateway/transparency/sharing-graph.ts';
import { LANGUAGES, wordsIn } from '../../shared/words/words.ts';
import { type Accord, startAccord } from '../support/accord.ts';
import { chromiumPath, openBrowser } from '../support/browser.ts';

/** Where to keep pictures of the pages, for whoever wants to look at them. */
const PICTURES = process.env.ACCORD_PICTURES;

let accord: Accord;
beforeAll(async () => {
  accord = await startAccord();
}, 120_000);
afterAll(() => accord?.stop());

const get = async (ending: string) => {
  const answer = await fetch(`${accord.url}/transparency${ending}`);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

interface Graph {
  readonly graph: {
    readonly nodes: Readonly<
      Record<string, { readonly label: string; readonly metadata: { readonly code: string } }>
    >;
    readonly edges: readonly { readonly id: string; readonly source: string; readonly target: string }[];
  };
}
const graph = async () => JSON.parse((await get('.json')).text) as Graph;

/** Every agreement that any client of the sandbox may read, with its state: what must not be told, and what must. */
async function agreementsOf(codes: readonly string[]) {
  const found = new Map<string, { kind: string; state: string; validFrom: string; clauses: object | null }>();
  for (const code of codes) {
    const { data } = await accord.graphql(
      '{ agreements(first: 100) { nodes { id kind state validFrom clauses { rightsContact securityMeasures dataSubjects } } } }',
      { client: `sandbox-${code}` },
    );
    const { agreements } = data as {
      agreements: {
        nodes: { id: string; kind: string; state: string; validFrom: string; clauses: object | null }[];
      };
    };
    for (const one of agreements.nodes) if (one.clauses) found.set(one.id, one);
  }
  return found;
}

test('the graph holds what is in force and nothing else, and no clause of it, in every form', async () => {
  const { nodes, edges } = (await graph()).graph;
  expect(edges.length).toBeGreaterThan(3);
  for (const { source, target } of edges) {
    expect(nodes[source]).toBeDefined();
    expect(nodes[target]).toBeDefined();
  }
  const told = await agreementsOf([
    'krcs',
    'jnrcs',
    'unhcr',
    'iom',
    'hrc',
    'ifrc',
    'icrc',
    'al-noor-hospital',
  ]);
  const inForce = [...told].filter(
    ([, { kind, state, validFrom }]) =>
      kind === 'DATA_SHARING' && state === 'ACTIVE' && new Date(validFrom) <= new Date(),
  );
  expect(inForce.length).toBeGreaterThan(0);
  const ids = edges.map(({ id }) => id);
  for (const [id] of inForce) expect(ids).toContain(id);
  const others = [...told.keys()].filter((id) => !inForce.some(([one]) => one === id));
  expect(others.length).toBeGreaterThan(0);
  for (const ending of ['', '.json', '.csv', '.dot']) {
    const { text } = await get(ending);
    for (const id of others) expect(text).not.toContain(id);
    for (const secret of [
      'data protection officer of either party',
      'Encryption in transit',
      'People on the move who ask',
      '.example',
      'Example (fictional)',
    ])
      expect(text).not.toContain(secret);
  }
});

test('an agreement that a party suspends is in no form any more', async () => {
  const { edges, nodes } = (await graph()).graph;
  const edge = edges.find(({ source }) => nodes[source]?.metadata.code === 'jnrcs');
  expect(edge).toBeDefined();
  const { data } = await accord.graphql(`{ agreement(id: "${edge?.id}") { version } }`, {
    client: 'sandbox-jnrcs-signatory',
  });
  const { version } = (data as { agreement: { version: number } }).agreement;
  const done = await accord.graphql(
    `mutation { suspendAgreement(input: { id: "${edge?.id}", expectedVersion: ${version} }) { userErrors { code } } }`,
    { client: 'sandbox-jnrcs-signatory' },
  );
  expect(done.data).toMatchObject({ suspendAgreement: { userErrors: [] } });
  for (const ending of ['.json', '.csv', '.dot']) expect((await get(ending)).text).not.toContain(edge?.id);
});

test.each([
  ['.json', 'application/vnd.jgf+json; charset=utf-8'],
  ['.csv', 'text/csv; charset=utf-8; header=present'],
  ['.dot', 'text/vnd.graphviz; charset=utf-8'],
  ['', 'text/html; charset=utf-8'],
])('/transparency%s is %s, for anyone, and the browser is told to run nothing', async (ending, type) => {
  const { status, headers } = await get(ending);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe(type);
  expect(headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'none'/,
  );
  expect(headers.get('set-cookie')).toBeNull();
});

describe('a name that somebody chose', () => {
  const party = (id: string, name: string) => ({
    id,
    code: id,
    name,
    type: 'UN_AGENCY' as const,
    firewallClass: 'HUMANITARIAN' as const,
    country: null,
    formerNames: [],
  });
  const sharing = {
    agreementId: 'agreement_1',
    provider: party('org_a', '=HYPERLINK("http://evil")'),
    recipient: party('org_b', 'b"]; evil [label="\\'),
    state: 'ACTIVE',
    purposes: ['LEGAL_AID' as const],
    categories: ['ROUTING' as const],
    opens: [
      {
        category: 'ROUTING' as const,
        stage: 'BEFORE_ACCEPTANCE' as const,
        serviceTypes: ['LEGAL_AID' as const],
      },
    ],
    validFrom: '2026-01-01T00:00:00.000Z',
    validUntil: '2027-01-01T00:00:00.000Z',
  };

  test('runs nothing in a spreadsheet and ends no string of a graph', () => {
    expect(sharingTable([sharing])).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(dotGraph([sharing])).toContain('"org_b" [label="b\\"]; evil [label=\\"\\\\", class="UN_AGENCY"];');
    expect(JSON.parse(JSON.stringify(jsonGraph([sharing])))).toMatchObject({
      graph: {
        directed: true,
        nodes: { org_a: { label: sharing.provider.name } },
        edges: [{ source: 'org_a', target: 'org_b' }],
      },
    });
  });
});

const onMachinesWithChromium = chromiumPath ? describe : describe.skip;

onMachinesWithChromium('in a browser without scripts', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test.each(LANGUAGES)(
    'it is read in %s, with old names, and nothing is refused by its own policy',
    async (language) => {
      const context = await browser.newContext({
        javaScriptEnabled: false,
        viewport: { width: 390, height: 800 },
      });
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('console', (message) => faults.push(message.text()));
      await page.goto(`${accord.url}/transparency?lang=${language}`);
      if (PICTURES)
        await page.screenshot({ path: `${PICTURES}/transparency-${language}.png`, fullPage: true });
      expect(await page.locator('html').getAttribute('dir')).toBe(wordsIn(language).direction);
      expect(await page.locator('h1').count()).toBe(1);
      expect(await page.locator('section').count()).toBeGreaterThan(2);
      expect(await page.getByText('Intergovernmental Committee for Migration').count()).toBeGreaterThan(0);
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
      expect(faults).toEqual([]);
      await page.getByRole('link', { name: wordsIn('ar').name }).click();
      expect(new URL(page.url()).searchParams.get('lang')).toBe('ar');
      await context.close();
    },
  );
});
