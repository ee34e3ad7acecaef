import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AgreementBundle, faultsOfBundle, sealingKeyOf } from '../../../shared/agreement/bundle.ts';
import { type Accord, MODES, startAccord } from '../../support/accord.ts';
import { canReadPdf, readPdf } from '../../support/published-report.ts';

interface Told {
  readonly status: number;
  readonly type: string;
  readonly bytes: Buffer;
  readonly headers: Headers;
}

describe.each(MODES)('%s', (mode) => {
  let accord: Accord;
  /** In force, and a draft: between the Jordanian society and UNHCR, and between others. */
  let inForce: string;
  let draft: string;
  beforeAll(async () => {
    accord = await startAccord({ mode });
    inForce = await agreementOf('sandbox-unhcr-coordinator', 'Jordan', 'ACTIVE');
    draft = await agreementOf('sandbox-crm-coordinator', '', 'DRAFT');
  }, 120_000);
  afterAll(() => accord?.stop());

  /** One of the client's own, with somebody whose name has this word in it. */
  async function agreementOf(client: string, other: string, state: string): Promise<string> {
    const query = `query ($states: [AgreementState!]) { agreements(first: 50, filter: { kind: DATA_SHARING, states: $states }) {
      nodes { id version provider { name } } } }`;
    const { data } = await accord.graphql(query, { client, variables: { states: [state] } });
    type Node = { id: string; version: number | null; provider: { name: string } };
    const { nodes } = (data as { agreements: { nodes: Node[] } }).agreements;
    return (
      nodes.find(({ version, provider }) => version !== null && provider.name.includes(other))?.id ?? 'none'
    );
  }

  async function get(
    path: string,
    client: string | null,
    headers: Record<string, string> = {},
  ): Promise<Told> {
    const authorization = client === null ? {} : { authorization: `Bearer ${await accord.token(client)}` };
    const response = await fetch(`${accord.url}/agreements/${path}`, {
      headers: { ...authorization, ...headers },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    return {
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      bytes,
      headers: response.headers,
    };
  }

  test('a party reads the bundle, which holds, and is sealed with the key that anyone may ask for', async () => {
    const { status, bytes, headers } = await get(`${inForce}/latest.json`, 'sandbox-jnrcs');
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    const bundle = JSON.parse(String(bytes)) as AgreementBundle;
    expect(await faultsOfBundle(bundle)).toEqual([]);
    const { data } = await accord.graphql('{ instanceSigningKey }');
    const { instanceSigningKey } = data as { instanceSigningKey: string };
    expect(sealingKeyOf(bundle)).toEqual(JSON.parse(instanceSigningKey));
  });

  test('a party reads its usage policy, and prints it in English and in French', async () => {
    const policy = await get(`${inForce}/1.jsonld`, 'sandbox-jnrcs');
    expect(policy.type).toMatch('application/ld+json');
    expect(JSON.parse(String(policy.bytes))).toMatchObject({
      conflict: 'prohibit',
      type: expect.arrayContaining(['Agreement']),
    });
    const [english, french, preferred] = [
      await get(`${inForce}/latest.pdf`, 'sandbox-jnrcs'),
      await get(`${inForce}/1.pdf?lang=fr`, 'sandbox-jnrcs-analyst'),
      await get(`${inForce}/1.pdf`, 'sandbox-jnrcs', { 'accept-language': 'fr-CH' }),
    ];
    for (const { status, type, bytes } of [english, french, preferred]) {
      expect([status, type]).toEqual([200, 'application/pdf']);
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    }
    expect(preferred.bytes.equals(french.bytes)).toBe(true);
    if (!canReadPdf) return;
    const [plain, francais] = [english, french].map(({ bytes }) =>
      readPdf(bytes).text.replaceAll(/\s+/g, ' '),
    );
    for (const words of ['Data-sharing agreement', 'in force', 'UNHCR', 'What it opens', 'would read'])
      expect(plain).toContain(words);
    for (const words of [
      'Accord de partage de données',
      'en vigueur',
      'lirait',
      'Signatures',
      'Exemple inventé',
    ])
      expect(francais).toContain(words);
  });

  test.each(['json', 'jsonld', 'pdf'])(
    'nobody else reads its %s, and hears what is heard of one that is not there',
    async (form) => {
      const absent = await get(`agreement_absent/latest.${form}`, null);
      const words = ({ status, bytes }: Told) => [status, String(bytes).replace(/"requestId":"[^"]*"/, '')];
      for (const client of [null, 'sandbox-icrc', 'sandbox-unodc-admin', 'sandbox-border-guard-north'])
        for (const id of [inForce, draft]) {
          const known =
            client !== 'sandbox-border-guard-unit' || (await accord.token(client).catch(() => null)) !== null;
          if (known) expect(words(await get(`${id}/latest.${form}`, client))).toEqual(words(absent));
        }
    },
  );

  test('a draft is its parties’ own, and says on paper that it binds nobody', async () => {
    const { status, bytes } = await get(`${draft}/latest.pdf?lang=en`, 'sandbox-crm');
    expect(status).toBe(200);
    if (canReadPdf) expect(readPdf(bytes).text).toContain('binds nobody');
  });

  test('a bad token, another language, another form and a revision that was never written are refused', async () => {
    const bad = await get(`${inForce}/latest.json`, null, { authorization: 'Bearer nonsense' });
    expect([bad.status, String(bad.bytes)]).toEqual([401, expect.stringContaining('"UNAUTHENTICATED"')]);
    expect((await get(`${inForce}/latest.pdf?lang=de`, 'sandbox-jnrcs')).status).toBe(400);
    for (const file of ['99.pdf', '0.pdf', 'latest.txt', '1.pdf%00', '-1.json'])
      expect([file, (await get(`${inForce}/${file}`, 'sandbox-jnrcs')).status]).toEqual([file, 404]);
    expect((await get(`${'x'.repeat(5_000)}/latest.pdf`, 'sandbox-jnrcs')).status).toBeGreaterThanOrEqual(
      400,
    );
  });
});
