import { SingleBar } from 'cli-progress';
import type pg from 'pg';
import { newId } from '../shared/ids.ts';
import type { Vault } from '../shared/vault/vault.ts';

/** How much is in the database. */
export interface Size {
  readonly senders: number;
  readonly receivers: number;
  readonly services: number;
  readonly referrals: number;
}

const PURPOSES = ['LEGAL_AID', 'SERVICE_REFERRAL'];
const SHARED = ['ROUTING', 'TRIAGE', 'LOCATION_COARSE', 'IDENTITY', 'CONTACT'];
const CHUNK = 2_000;

export function codeOf(kind: 'sender' | 'receiver', number: number): string {
  return `bench-${kind}-${number}`;
}

/** Fills the tables with rows of one shape, as the subgraphs write them; the limit's own table holds the values in clear. */
export async function fillRows(client: pg.Client, vault: Vault, size: Size): Promise<void> {
  const senders = Array.from({ length: size.senders }, (_, number) => ({
    id: newId('org'),
    code: codeOf('sender', number),
  }));
  const receivers = Array.from({ length: size.receivers }, (_, number) => ({
    id: newId('org'),
    code: codeOf('receiver', number),
  }));
  await insert(
    client,
    'partnerships.organisation',
    'id text, code text, name text, type text, country text, purposes text[]',
    [
      ...senders.map(({ id, code }) => ({
        id,
        code,
        name: `Sender ${code}`,
        type: 'INTERNATIONAL_NGO',
        country: 'KE',
        purposes: PURPOSES,
      })),
      ...receivers.map(({ id, code }) => ({
        id,
        code,
        name: `Receiver ${code}`,
        type: 'UN_AGENCY',
        country: 'KE',
        purposes: PURPOSES,
      })),
    ],
  );
  await insertAgreements(client, senders, receivers);
  const access = await insertAccessAgreements(client, receivers);
  const services = await insertServices(client, receivers, access, size.services);
  await insertReferrals(client, vault, senders, receivers, services, size.referrals);
  await client.query('analyze');
}

type Named = { readonly id: string; readonly code: string };
type OfReceiver = ReadonlyMap<string, readonly string[]>;

async function insertAgreements(
  client: pg.Client,
  senders: readonly Named[],
  receivers: readonly Named[],
): Promise<void> {
  const clauses = {
    jurisdictions: ['KE'],
    recipientRoles: ['caseworker', 'system'],
    onward: 'FORBIDDEN',
    retention: SHARED.map((category) => ({ category, days: 365 })),
  };
  const rows = senders.flatMap((sender) =>
    receivers.map((receiver) => ({
      id: newId('agreement'),
      kind: 'DATA_SHARING',
      provider_id: sender.id,
      recipient_id: receiver.id,
      state: 'ACTIVE',
      purposes: PURPOSES,
      categories: SHARED,
      valid_from: '2026-01-01',
      valid_until: '2999-01-01',
      clauses,
      revision: 1,
      revision_hash: 'bench',
      states_conformity: true,
      version: 7,
    })),
  );
  await insert(
    client,
    'partnerships.agreement',
    'id text, kind text, provider_id text, recipient_id text, state text, purposes text[], categories text[], valid_from timestamptz, valid_until timestamptz, clauses jsonb, revision integer, revision_hash text, states_conformity boolean, version integer',
    rows,
  );
}

async function insertAccessAgreements(client: pg.Client, receivers: readonly Named[]): Promise<OfReceiver> {
  const rows = receivers.flatMap((receiver) =>
    Array.from({ length: 20 }, () => ({
      id: newId('access'),
      recorded_by_id: receiver.id,
      party_ids: [receiver.id, 'org_authority'],
      country: 'KE',
      place_ids: [],
      settings: ['CAMP'],
      ground: 'NATIONAL_LAW',
      groups_left_out: [],
      obligations: [],
      instrument: 'MEMORANDUM',
      states_conformity: true,
      valid_from: '2026-01-01',
      state: 'ACTIVE',
      revision_hash: 'bench',
    })),
  );
  await insert(
    client,
    'access.access_agreement',
    'id text, recorded_by_id text, party_ids text[], country text, place_ids text[], settings text[], ground text, groups_left_out text[], obligations text[], instrument text, states_conformity boolean, valid_from timestamptz, state text, revision_hash text',
    rows,
  );
  return grouped(rows.map(({ id, recorded_by_id }) => [recorded_by_id, id]));
}

async function insertServices(
  client: pg.Client,
  receivers: readonly Named[],
  access: OfReceiver,
  count: number,
): Promise<OfReceiver> {
  const rows = Array.from({ length: count }, (_, number) => {
    const receiver = receivers[number % receivers.length] as Named;
    const places = access.get(receiver.id) ?? [];
    const name = `Legal counselling ${number}`;
    return {
      id: newId('service'),
      organisation_id: receiver.id,
      name,
      names: { en: name },
      descriptions: {},
      search_text: name.toLowerCase(),
      type: 'LEGAL_AID',
      types: ['LEGAL_AID'],
      needs: ['INTERNATIONAL_PROTECTION'],
      languages: ['en', 'sw'],
      status: 'ACTIVE',
      firewall_status: 'FIREWALLED',
      legal_status_condition: 'NONE',
      required_documents: [],
      only_nationalities: [],
      except_nationalities: [],
      intake_criteria: [],
      eligibility: {},
      coverages: [],
      ways_in: [],
      referral_required: true,
      referral_method: 'ACCORD',
      access_agreement_id: places[number % places.length],
      assured_at: '2026-11-01',
      taken_over: true,
      version: 1,
      created_at: '2026-01-01',
      updated_at: '2026-01-01',
    };
  });
  await insert(
    client,
    'services.service',
    'id text, organisation_id text, name text, names jsonb, descriptions jsonb, search_text text, type text, types text[], needs text[], languages text[], status text, firewall_status text, legal_status_condition text, required_documents jsonb, only_nationalities text[], except_nationalities text[], intake_criteria text[], eligibility jsonb, coverages text[], ways_in text[], referral_required boolean, referral_method text, access_agreement_id text, assured_at timestamptz, taken_over boolean, version integer, created_at timestamptz, updated_at timestamptz',
    rows,
  );
  return grouped(rows.map(({ id, organisation_id }) => [organisation_id, id]));
}

async function insertReferrals(
  client: pg.Client,
  vault: Vault,
  senders: readonly Named[],
  receivers: readonly Named[],
  services: OfReceiver,
  count: number,
): Promise<void> {
  await client.query(`create schema bench; create table bench.plain_person (
    owner_id text, person_id text, ref text, triage jsonb, location_coarse jsonb, identity jsonb, contact jsonb, primary key (owner_id, person_id))`);
  const bar = new SingleBar({
    format: 'Referrals [{bar}] {value} of {total}',
    noTTYOutput: true,
    notTTYSchedule: 5_000,
  });
  bar.start(count, 0);
  for (let from = 0; from < count; from += CHUNK) {
    const cases = Array.from({ length: Math.min(CHUNK, count - from) }, (_, index) =>
      caseOf(vault, from + index, senders, receivers, services),
    );
    for (const [table, columns] of Object.entries(CASE_TABLES)) {
      await insert(
        client,
        table,
        columns,
        cases.flatMap((one) => one[table] ?? []),
      );
    }
    bar.update(from + cases.length);
  }
  bar.stop();
}

const CASE_TABLES: Readonly<Record<string, string>> = {
  'referrals.person': 'owner_id text, id text, key_id text, wrapped_key bytea',
  'referrals.person_category':
    'owner_id text, person_id text, category text, version integer, ciphertext bytea',
  'referrals.consent':
    'owner_id text, id text, person_id text, state text, revision integer, recipient_ids text[], purposes text[], categories text[], statistics boolean, acknowledges_reporting_risk boolean, given_by text, manner text, language text, interpreter boolean, notice_version text, given_at timestamptz, valid_from timestamptz, valid_until timestamptz',
  'referrals.referral':
    'owner_id text, id text, person_id text, to_id text, service_id text, service_type text, urgency text, state text, version integer, consent_id text, sent_at timestamptz, acknowledge_by timestamptz, act_by timestamptz',
  'bench.plain_person':
    'owner_id text, person_id text, ref text, triage jsonb, location_coarse jsonb, identity jsonb, contact jsonb',
};

/** One person with a consent and a referral that was accepted, as rows by table. */
function caseOf(
  vault: Vault,
  number: number,
  senders: readonly Named[],
  receivers: readonly Named[],
  services: OfReceiver,
): Readonly<Record<string, readonly object[]>> {
  const owner_id = (senders[number % senders.length] as Named).id;
  const to_id = (receivers[number % receivers.length] as Named).id;
  const offered = services.get(to_id) ?? [];
  const [id, person_id, consent_id] = [newId('referral'), newId('person'), newId('consent')];
  const values = {
    TRIAGE: { ageBand: 'AGE_18_59', languages: ['sw', 'so'], householdSize: 1 + (number % 7) },
    LOCATION_COARSE: { country: 'KE', admin1: 'Garissa' },
    IDENTITY: { caseCode: `KE-${number}`, name: `Alias ${number}` },
    CONTACT: { phone: `+2547${String(number).padStart(8, '0')}` },
  };
  const { keyId, wrapped } = vault.newDataKey(owner_id, person_id);
  const key = vault.open(owner_id, person_id, keyId, wrapped);
  const sent = new Date(Date.UTC(2026, 5, 1) + number * 60_000).toISOString();
  return {
    'referrals.person': [{ owner_id, id: person_id, key_id: keyId, wrapped_key: hex(wrapped) }],
    'referrals.person_category': Object.entries(values).map(([category, value]) => ({
      owner_id,
      person_id,
      category,
      version: 1,
      ciphertext: hex(key.seal(category, 1, value)),
    })),
    'referrals.consent': [
      {
        owner_id,
        id: consent_id,
        person_id,
        state: 'GIVEN',
        revision: 1,
        recipient_ids: [to_id],
        purposes: PURPOSES,
        categories: SHARED,
        statistics: false,
        acknowledges_reporting_risk: false,
        given_by: 'SELF',
        manner: 'WRITTEN',
        language: 'sw',
        interpreter: false,
        notice_version: '1',
        given_at: sent,
        valid_from: sent,
        valid_until: '2999-01-01',
      },
    ],
    'referrals.referral': [
      {
        owner_id,
        id,
        person_id,
        to_id,
        service_id: offered[number % offered.length],
        service_type: 'LEGAL_AID',
        urgency: 'NORMAL',
        state: 'ACCEPTED',
        version: 3,
        consent_id,
        sent_at: sent,
        acknowledge_by: sent,
        act_by: sent,
      },
    ],
    'bench.plain_person': [
      {
        owner_id,
        person_id,
        ref: key.pseudonymFor(to_id),
        triage: values.TRIAGE,
        location_coarse: values.LOCATION_COARSE,
        identity: values.IDENTITY,
        contact: values.CONTACT,
      },
    ],
  };
}

/** One statement for each chunk: PostgreSQL unfolds the JSON into rows of these columns. */
async function insert(
  client: pg.Client,
  table: string,
  columns: string,
  rows: readonly object[],
): Promise<void> {
  const names = columns.split(/,(?![^[]*\])/).map((column) => column.trim().split(' ')[0]);
  for (let from = 0; from < rows.length; from += CHUNK * 4) {
    await client.query(
      `insert into ${table} (${names.join(', ')}) select ${names.join(', ')} from jsonb_to_recordset($1) as rows (${columns})`,
      [JSON.stringify(rows.slice(from, from + CHUNK * 4))],
    );
  }
}

function grouped(pairs: readonly (readonly [string, string])[]): OfReceiver {
  const groups = new Map<string, string[]>();
  for (const [key, value] of pairs) groups.set(key, [...(groups.get(key) ?? []), value]);
  return groups;
}

/** How PostgreSQL reads bytes out of JSON. */
function hex(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`;
}
