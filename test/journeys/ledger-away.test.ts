import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { type Accord, MODES, startAccord } from '../support/accord.ts';

const UNHCR = { client: 'sandbox-unhcr', purpose: 'LEGAL_AID' } as const;
const INBOX = `{ referrals(box: INBOX, states: [ACCEPTED, IN_PROGRESS, SCHEDULED], first: 1) {
  nodes { id person { identity { caseCode name } } } } }`;
const ONE = 'query ($id: ID!) { referral(id: $id) { id person { identity { caseCode name } } } }';
const EXPORT = 'query ($id: ID!) { exportReferral(id: $id, format: FHIR_R4) { content } }';
/** Nothing in these is about a person. */
const DIRECTORY = `{ services(first: 3) { nodes { name provider { name } } } organisations(first: 3) { nodes { code } }
  accessAgreements(first: 3) { nodes { id } } country(iso2: "JO") { name } }`;

interface Inbox {
  readonly referrals: { readonly nodes: readonly { readonly id: string; readonly person: object | null }[] };
}

describe.each(MODES)('while the ledger cannot be written, %s', (mode) => {
  let accord: Accord;
  let owner: pg.Client;
  let before: Inbox['referrals']['nodes'][number];

  beforeAll(async () => {
    accord = await startAccord({ mode });
    owner = new pg.Client({ connectionString: accord.databaseUrl });
    await owner.connect();
    const { data, text } = await accord.graphql(INBOX, UNHCR);
    const [first] = (data as Inbox | null)?.referrals.nodes ?? [];
    if (!first?.person) throw new Error(`The inbox has nobody to read: ${text}`);
    before = first;
  }, 180_000);

  afterAll(async () => {
    await owner?.end();
    await accord?.stop();
  });

  /** Nobody writes to it, and nobody is told that it cannot be written: the slowest way to be away. */
  async function away<Value>(work: () => Promise<Value>): Promise<Value> {
    await owner.query('begin; lock table referrals.ledger_entry in access exclusive mode');
    try {
      return await work();
    } finally {
      await owner.query('rollback');
    }
  }

  const codesOf = ({ errors }: Awaited<ReturnType<Accord['graphql']>>) =>
    errors?.map(({ extensions }) => extensions['code']);

  test.each([
    ['a referral', ONE],
    ['an export', EXPORT],
    ['a list', INBOX],
  ])('%s is LEDGER_UNAVAILABLE, without a value, before the ledger is back', async (_what, query) => {
    await away(async () => {
      const asked = Date.now();
      const answer = await accord.graphql(query, { ...UNHCR, variables: { id: before.id } });
      expect(codesOf(answer)).toEqual(['LEDGER_UNAVAILABLE']);
      expect(answer.text).not.toContain('caseCode":"');
      expect(answer.text).not.toContain('resourceType');
      // Two seconds [law 8], and what a busy machine adds; asked a second time, it would be four.
      expect(Date.now() - asked).toBeLessThan(3_500);
    });
  });

  test('the directory answers on, in the same moment and for everybody', async () => {
    const whole = await accord.graphql(DIRECTORY);
    expect(whole.errors).toBeUndefined();
    await away(async () => {
      const refused = accord.graphql(ONE, { ...UNHCR, variables: { id: before.id } });
      for (const asking of [{}, UNHCR]) {
        const answer = await accord.graphql(DIRECTORY, asking);
        expect(answer.errors).toBeUndefined();
        expect(answer.data).toEqual(whole.data);
      }
      expect(codesOf(await refused)).toEqual(['LEDGER_UNAVAILABLE']);
    });
  });

  test('when it is back, the same question is answered, and what was refused stands nowhere', async () => {
    const count = async () =>
      Number(
        (await owner.query('select count(*) from referrals.ledger_entry where referral = $1', [before.id]))
          .rows[0].count,
      );
    const entries = await count();
    await away(() => accord.graphql(ONE, { ...UNHCR, variables: { id: before.id } }));
    expect(await count()).toBe(entries);
    const { data } = await accord.graphql(ONE, { ...UNHCR, variables: { id: before.id } });
    expect(data).toEqual({ referral: before });
    expect(await count()).toBe(entries + 1);
  });
});
