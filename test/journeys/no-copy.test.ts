import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { jobSchemaOf } from '../../shared/jobs.ts';
import { type Accord, MODES, startAccord, type Told } from '../support/accord.ts';
import { HOW_GIVEN } from '../support/how-given.ts';
import { ALL_VALUES } from '../support/marked-person.ts';

const OWNER = 'sandbox-jnrcs';
const OFFICER = 'sandbox-jnrcs-dpo';
const RECIPIENT = 'sandbox-unhcr';

/** Words that stand nowhere else on this machine: in each category of the person, and one that is no value. */
const word = (name: string) => `${name}-${randomBytes(9).toString('hex')}`;
const NAMES = ['triage', 'name', 'code', 'contact', 'place', 'address', 'origin', 'claim', 'health'].concat([
  'violence',
  'relatives',
  'religion',
  'narrative',
]);

interface Made {
  readonly person: { readonly ref: string };
  readonly consent: { readonly id: string };
  readonly referral: { readonly id: string };
  readonly userErrors: readonly object[];
}

describe.each(MODES)('after a person was erased, %s', (mode) => {
  const words = Object.fromEntries(NAMES.map((name) => [name, word(name)]));
  const phone = `+9627${Math.floor(Math.random() * 1e9)}`.padEnd(13, '0');
  const secrets = [...Object.values(words), phone];
  /** The sender's own number for the case is routing: it does stand in clear, and shows that the search finds. */
  const control = word('control');
  const input = {
    caseCode: words['code'],
    triage: { accessNeeds: [words['triage']] },
    identity: { name: words['name'], birthDate: '1990-01-01' },
    contact: { safeContact: words['contact'], phone },
    locationCoarse: { admin1: words['place'] },
    locationPrecise: { address: words['address'] },
    origin: { ethnicOrigin: words['origin'] },
    migrationStatus: { asylumClaim: words['claim'] },
    health: { physical: words['health'] },
    protection: { violence: words['violence'] },
    family: { familyLinksCase: words['relatives'] },
    belief: { religion: words['religion'] },
    narrative: words['narrative'],
  };
  let accord: Accord;
  let made: { person: string; referral: string };

  beforeAll(async () => {
    accord = await startAccord({ mode, environment: { LOG_LEVEL: 'trace' } });
    made = await wholeLife();
    const { data } = await ask(ERASE, { ref: made.person }, OFFICER, 'DATA_SUBJECT_RIGHTS');
    expect(data).toMatchObject({ erasePerson: { userErrors: [] } });
  }, 180_000);
  afterAll(() => accord?.stop());

  test('no repeat under a key, no question and no export gives a value back', async () => {
    const answers = await Promise.all([
      register(),
      accept(),
      ...[OWNER, RECIPIENT].flatMap((client) => [
        ask(
          `query ($id: ID!) { referral(id: $id) { person { ${ALL_VALUES} } } }`,
          { id: made.referral },
          client,
        ),
        ask(
          'query ($id: ID!) { exportReferral(id: $id, format: FHIR_R4) { content } }',
          { id: made.referral },
          client,
        ),
        ask(
          'query ($id: ID!) { ledger(referral: $id, first: 9) { nodes { hash } } }',
          { id: made.referral },
          client,
        ),
      ]),
      ask(`query ($ref: ID!) { person(ref: $ref) { ${ALL_VALUES} } }`, { ref: made.person }),
      ask('query ($phone: String) { findPersons(match: { phone: $phone }) { ref } }', { phone }),
    ]);
    for (const { text } of answers) expect(secretsIn(text)).toEqual([]);
  });

  test('no row of any table holds one, those of jobs and of repeated requests among them', async () => {
    const { tables, text } = await allRows();
    expect(tables.map((name) => name.split('.')[1])).toEqual(
      expect.arrayContaining(['idempotency', 'ledger_entry', 'person_category']),
    );
    expect(tables.filter((name) => name.startsWith(`${jobSchemaOf('referrals')}.`))).not.toEqual([]);
    expect(secretsIn(text)).toEqual([]);
  });

  test('no file of the instance or of its database holds one', async () => {
    await rows('checkpoint');
    const [{ folder } = { folder: '' }] = await rows<{ folder: string }>(
      `select current_setting('data_directory') as folder`,
    );
    const found = new Set<string>();
    let read = 0;
    for (const file of [...filesBelow(accord.home), ...filesBelow(folder)]) {
      const bytes = contentOf(file);
      read += bytes.length;
      for (const one of [...secrets, control]) if (bytes.includes(one)) found.add(one);
    }
    expect(read).toBeGreaterThan(1_000_000);
    expect([...found]).toEqual([control]);
  });

  test('no log, not even the most talkative, has said one', () => {
    expect(accord.said().length).toBeGreaterThan(1_000);
    expect(secretsIn(accord.said())).toEqual([]);
  });

  const secretsIn = (text: string) => secrets.filter((secret) => text.includes(secret));

  function ask(
    query: string,
    variables: object,
    client = OWNER,
    purpose = 'LEGAL_AID',
    key?: string,
  ): Promise<Told> {
    return accord.graphql(query, {
      client,
      purpose,
      variables,
      ...(key && { headers: { 'idempotency-key': key } }),
    });
  }

  function register(): Promise<Told> {
    const query = `mutation ($input: RegisterPersonInput!) { told: registerPerson(input: $input) {
      person { ref ${ALL_VALUES} } userErrors { code } } }`;
    return ask(query, { input }, OWNER, 'LEGAL_AID', `register-${control}`);
  }

  function accept(): Promise<Told> {
    const query = `mutation ($id: ID!) { told: acceptReferral(input: { id: $id, expectedVersion: 2, receiverCode: "R" }) {
      referral { id person { ${ALL_VALUES} } } userErrors { code } } }`;
    return ask(query, { id: made?.referral }, RECIPIENT, 'LEGAL_AID', `accept-${control}`);
  }

  /** Registered, found, consented to, sent, accepted, read and exported, with keys wherever a client may give one. */
  async function wholeLife(): Promise<{ person: string; referral: string }> {
    const [service] = await rows<{ id: string; recipient: string }>(
      `select s.id, s.organisation_id as recipient from services.service s
         join partnerships.organisation o on o.id = s.organisation_id
        where o.code = 'unhcr' and s.name = 'Legal counselling in Amman'`,
    );
    const person = told(await register()).person.ref;
    await ask('query ($phone: String) { findPersons(match: { phone: $phone }) { ref } }', { phone });
    const consent = {
      personRef: person,
      recipientIds: [service?.recipient],
      purposes: ['LEGAL_AID'],
      categories: ['ROUTING', 'TRIAGE', 'IDENTITY', 'CONTACT', 'MIGRATION_STATUS'],
      ...HOW_GIVEN,
    };
    const consenting = `mutation ($input: RecordConsentInput!) { told: recordConsent(input: $input) {
      consent { id } userErrors { code } } }`;
    told(await ask(consenting, { input: consent }));
    const drafting = `mutation ($input: DraftReferralInput!) { told: draftReferral(input: $input) {
      referral { id } userErrors { code } } }`;
    const draft = { personRef: person, serviceId: service?.id, senderCode: control };
    const referral = told(await ask(drafting, { input: draft })).referral.id;
    made = { person, referral };
    const sending = `mutation ($id: ID!) { told: sendReferral(input: { id: $id, expectedVersion: 1 }) {
      referral { id } userErrors { code } } }`;
    told(await ask(sending, { id: referral }));
    const accepted = await accept();
    expect(accepted.text).toContain(words['name']);
    for (const format of ['FHIR_R4', 'PRIMERO', 'HTCDS']) {
      const exported = await ask(
        `query ($id: ID!) { exportReferral(id: $id, format: ${format}) { content } }`,
        {
          id: referral,
        },
      );
      expect(exported.text).toContain(words['name']);
    }
    return made;
  }

  async function rows<Row>(text: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: accord.databaseUrl });
    await client.connect();
    try {
      return (await client.query(text)).rows as Row[];
    } finally {
      await client.end();
    }
  }

  async function allRows(): Promise<{ tables: string[]; text: string }> {
    const tables = await rows<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const texts: string[] = [];
    for (const { name } of tables) {
      for (const row of await rows<Record<string, unknown>>(`select * from ${name}`)) {
        for (const cell of Object.values(row))
          texts.push(Buffer.isBuffer(cell) ? cell.toString('latin1') : (JSON.stringify(cell) ?? ''));
      }
    }
    return { tables: tables.map(({ name }) => name), text: texts.join('\n') };
  }
});

const ERASE =
  'mutation ($ref: ID!) { erasePerson(input: { ref: $ref }) { ordersIssued userErrors { code } } }';

function told({ data, text }: Told): Made {
  const made = (data as { told?: Made } | null)?.told;
  if (!made || made.userErrors.length > 0) throw new Error(text);
  return made;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

/** A database that runs removes files under whoever lists them. */
function contentOf(file: string): Buffer {
  try {
    return statSync(file).size > 0 ? readFileSync(file) : Buffer.alloc(0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
