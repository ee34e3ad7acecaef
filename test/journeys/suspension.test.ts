import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Accord, MODES, startAccord } from '../support/accord.ts';

/** What one who is signed in reads: of persons, of its agreements, of its notices. */
const EVERYTHING = `{
  inbox: referrals(box: INBOX, first: 20) { nodes { id person { ref triage { ageBand } identity { name } } } }
  sent: referrals(box: SENT, first: 20) { nodes { id person { ref triage { ageBand } } } }
  agreements(first: 100) { nodes { id clauses { securityMeasures } signatures { organisationId } } }
  erasureOrders(box: INBOX, first: 20) { nodes { id } }
  notices(first: 20) { nodes { id } } }`;
const PRIVATE = /"ref":"|"ageBand":"|"securityMeasures":"|"signatures":\[\{/;

describe.each(MODES)('an organisation is suspended, %s', (mode) => {
  let accord: Accord;
  beforeAll(async () => {
    accord = await startAccord({ mode });
  }, 120_000);
  afterAll(() => accord?.stop());

  test('from its acknowledgement on its live tokens read nothing that is not public, nobody of it signs in, and reinstated it reads again', async () => {
    const ask = () => accord.graphql(EVERYTHING, { client: 'sandbox-unhcr', purpose: 'LEGAL_AID' });
    const before = await ask();
    expect(before.text).toMatch(PRIVATE);
    interface Entry {
      readonly id: string;
      readonly standing: string;
      readonly version: number;
    }
    const change = async (verb: string, { id, version: expectedVersion }: Omit<Entry, 'standing'>) => {
      const { data } = await accord.graphql(
        `mutation ($input: OrganisationStepInput!) { step: ${verb}Organisation(input: $input) {
          organisation { id standing version } userErrors { code rule } } }`,
        { client: 'sandbox-ifrc-admin', variables: { input: { id, expectedVersion } } },
      );
      const { step } = data as { step: { organisation: Entry; userErrors: unknown[] } };
      expect(step.userErrors).toEqual([]);
      return step.organisation;
    };
    const listed = await accord.graphql(
      '{ organisations(first: 1, filter: { text: "unhcr" }) { nodes { id version standing } } }',
    );
    const { organisations } = listed.data as { organisations: { nodes: [Entry] } };
    let isAcknowledged = false;
    const late: string[] = [];
    const reader = async () => {
      while (!isAcknowledged) await ask();
      for (let n = 0; n < 5; n += 1) late.push((await ask()).text);
    };
    const readers = [reader(), reader(), reader(), reader()];
    const suspended = await change('suspend', organisations.nodes[0]);
    isAcknowledged = true;
    await Promise.all(readers);
    expect(suspended.standing).toBe('SUSPENDED');
    expect(late).toHaveLength(20);
    expect(late.filter((text) => PRIVATE.test(text))).toEqual([]);
    const signIn = await fetch(`${accord.url}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('sandbox-unhcr:sandbox-unhcr').toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    expect(signIn.status).toBe(401);

    expect((await change('reinstate', suspended)).standing).toBe('ACTIVE');
    expect((await ask()).text).toMatch(PRIVATE);
  }, 120_000);
});
