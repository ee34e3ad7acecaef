import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { newId } from '../../shared/ids.ts';
import { type Accord, MODES, startAccord } from '../support/accord.ts';
import { HOW_GIVEN } from '../support/how-given.ts';
import { ALL_VALUES, MARKED_PERSON, MARKS } from '../support/marked-person.ts';

const OFFICER = 'sandbox-jnrcs-dpo';

const SELECTIONS: Readonly<Record<string, string>> = {
  registerPerson: 'person { id: ref }',
  recordConsent: 'consent { id }',
  revokeConsent: 'consent { id }',
  erasePerson: 'ordersIssued',
};

interface Told {
  readonly userErrors: readonly object[];
  readonly person: { readonly id: string };
  readonly consent: { readonly id: string };
  readonly referral: { readonly id: string };
  readonly ordersIssued: number;
}

interface Service {
  readonly id: string;
  readonly recipient: string;
}

interface Made {
  readonly person: string;
  readonly consent: string;
  readonly referral: string;
}

/** What one may ask about a person, each with the id that it asks by. */
const QUESTIONS = {
  person: { query: `query ($id: ID!) { person(ref: $id) { ref ${ALL_VALUES} } }`, by: 'person' },
  referral: {
    query: `query ($id: ID!) { referral(id: $id) { id state person { ${ALL_VALUES} } } }`,
    by: 'referral',
  },
  'ledger of a person': {
    query: 'query ($id: ID!) { ledger(person: $id, first: 10) { nodes { number hash } } }',
    by: 'person',
  },
  'ledger of a referral': {
    query: 'query ($id: ID!) { ledger(referral: $id, first: 10) { nodes { number hash } } }',
    by: 'referral',
  },
} as const;

/** Neither the owner nor the recipient: an agency, its officer, another National Society, and one behind the firewall. */
const STRANGERS = ['sandbox-iom', 'sandbox-iom-dpo', 'sandbox-krcs', 'sandbox-border-guard-north'];
const OWNER = 'sandbox-jnrcs';

describe.each(MODES)('erasing a person, %s', (mode) => {
  let accord: Accord;
  const made: Record<string, Made> = {};

  beforeAll(async () => {
    accord = await startAccord({ mode, environment: { LOG_LEVEL: 'trace' } });
    const service = await legalAid();
    for (const fate of ['refused', 'revoked', 'erased']) made[fate] = await sent(service);
    await mutate('revokeConsent', 'EndConsentInput', { id: made['revoked']?.consent });
    const { ordersIssued } = await mutate(
      'erasePerson',
      'ErasePersonInput',
      { ref: made['erased']?.person },
      OFFICER,
    );
    expect(ordersIssued).toBe(1);
    made['absent'] = { person: newId('person'), consent: newId('consent'), referral: newId('referral') };
  }, 180_000);

  afterAll(() => accord?.stop());

  test.each(Object.entries(QUESTIONS))(
    'absent, refused, revoked and erased are the same bytes for a stranger: %s',
    async (_name, { query, by }) => {
      for (const client of STRANGERS) {
        const absent = await bytes(query, made['absent']?.[by], client);
        // The answer to the question, and no complaint about who asked or how.
        expect(absent.text).toMatch(/NOT_FOUND|"nodes":\[\]/);
        for (const fate of ['refused', 'revoked', 'erased']) {
          expect(await bytes(query, made[fate]?.[by], client)).toEqual(absent);
        }
      }
    },
  );

  test('to its owner too an erased person is one that never was', async () => {
    const { query } = QUESTIONS.person;
    expect(await bytes(query, made['erased']?.person, OWNER)).toEqual(
      await bytes(query, made['absent']?.person, OWNER),
    );
  });

  test('no value was written to the log', () => {
    const said = accord.said();
    expect(said.length).toBeGreaterThan(0);
    expect(Object.values(MARKS).filter((mark) => said.includes(mark))).toEqual([]);
  });

  async function legalAid(): Promise<Service> {
    const client = new pg.Client({ connectionString: accord.databaseUrl });
    await client.connect();
    const { rows } = await client.query<Service>(
      `select s.id, s.organisation_id as recipient from services.service s
         join partnerships.organisation o on o.id = s.organisation_id
        where o.code = 'unhcr' and s.name = 'Legal counselling in Amman'`,
    );
    await client.end();
    return rows[0] as Service;
  }

  /** A person with a mark in every category, referred to UNHCR and accepted there. */
  async function sent({ id: serviceId, recipient }: Service): Promise<Made> {
    const { person } = await mutate('registerPerson', 'RegisterPersonInput', MARKED_PERSON);
    const { consent } = await mutate('recordConsent', 'RecordConsentInput', {
      personRef: person.id,
      recipientIds: [recipient],
      purposes: ['LEGAL_AID'],
      categories: ['ROUTING', 'TRIAGE', 'IDENTITY', 'CONTACT'],
      ...HOW_GIVEN,
    });
    const drafted = await mutate('draftReferral', 'DraftReferralInput', { personRef: person.id, serviceId });
    const { id } = drafted.referral;
    await mutate('sendReferral', 'MoveReferralInput', { id, expectedVersion: 1 });
    await mutate('acceptReferral', 'AcceptReferralInput', { id, expectedVersion: 2 }, 'sandbox-unhcr');
    const { query } = QUESTIONS.referral;
    const read = await accord.graphql(query, {
      client: 'sandbox-unhcr',
      purpose: 'LEGAL_AID',
      variables: { id },
    });
    expect(read.text).toContain(MARKS.IDENTITY);
    return { person: person.id, consent: consent.id, referral: id };
  }

  /** A verb as its client says it; what it made stands under the name of its noun. */
  async function mutate(verb: string, type: string, input: object, client = OWNER): Promise<Told> {
    const noun = SELECTIONS[verb] ?? 'referral { id }';
    const query = `mutation ($input: ${type}!) { told: ${verb}(input: $input) { ${noun} userErrors { code message } } }`;
    const purpose = client === OFFICER ? 'DATA_SUBJECT_RIGHTS' : 'LEGAL_AID';
    const { data, text } = await accord.graphql(query, { client, purpose, variables: { input } });
    const { told } = (data ?? {}) as { told?: Told };
    if (!told || told.userErrors.length > 0) throw new Error(`${verb}: ${text}`);
    return told;
  }

  /** Status, headers and body as they came; but for the time, and for the number of the request. */
  async function bytes(
    query: string,
    id: string | undefined,
    client: string,
  ): Promise<{ status: number; headers: object; text: string }> {
    const { status, headers, text } = await accord.graphql(query, {
      client,
      ...purposeOf(client),
      variables: { id },
    });
    const { 'x-request-id': requestId = '', date: _date, ...rest } = Object.fromEntries(headers);
    expect(requestId).not.toBe('');
    return { status, headers: rest, text: text.replaceAll(requestId, 'request') };
  }
});

/** The first purpose that the client is registered for. */
function purposeOf(client: string): { purpose?: string } {
  if (client.endsWith('-dpo')) return { purpose: 'AUDIT_OVERSIGHT' };
  return client.includes('border') ? {} : { purpose: client === OWNER ? 'LEGAL_AID' : 'CASE_MANAGEMENT' };
}
