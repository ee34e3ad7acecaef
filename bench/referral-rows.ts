import type pg from 'pg';
import { newId } from '../shared/ids.ts';
import { DATA_CATEGORIES } from '../shared/policy/categories.ts';
import { URGENCIES } from '../shared/policy/emergency.ts';
import type { ReferralState } from '../shared/policy/referral-states.ts';
import type { Vault } from '../shared/vault/vault.ts';
import { AGREED, type Directory, type Size, senderOf } from './directory-rows.ts';
import { bytea, insert } from './insert.ts';
import { PURPOSE } from './question.ts';

const DAY = 86_400_000;
const AGE_BANDS = ['AGE_5_11', 'AGE_12_17', 'AGE_18_59', 'AGE_60_PLUS'];
const GENDERS = ['FEMALE', 'MALE'];
/** All of them open the categories behind acceptance, so that every answer costs as much as an answer can. */
const STATES: readonly ReferralState[] = ['ACCEPTED', 'IN_PROGRESS', 'SCHEDULED'];

/** The person agrees to this and to nothing else. */
const CONSENTED = ['ROUTING', 'TRIAGE', 'IDENTITY', 'CONTACT', 'LOCATION_COARSE'];

/** What the policy must find for every referral here, written down without asking it. */
const DISCLOSURE = {
  released: CONSENTED,
  withheld: DATA_CATEGORIES.filter((category) => !CONSENTED.includes(category)).map((category) => ({
    category,
    reason: AGREED.includes(category) ? 'CONSENT' : 'AGREEMENT',
  })),
};

/** One chunk of rows, by table. */
type Rows = Record<
  'person' | 'person_category' | 'consent' | 'referral' | 'plain_category' | 'plain_referral',
  object[]
>;

/** Persons, their sealed categories and consents, and the referrals that pass them on: those numbered `from` to `to`. */
export async function insertReferrals(
  client: pg.Client,
  vault: Vault,
  directory: Directory,
  size: Size,
  [from, to]: readonly [number, number],
): Promise<void> {
  const rows: Rows = {
    person: [],
    person_category: [],
    consent: [],
    referral: [],
    plain_category: [],
    plain_referral: [],
  };
  for (let number = from; number < to; number += 1) addReferral(rows, vault, directory, size, number);
  for (const [table, some] of Object.entries(rows)) {
    await insert(client, `${table.startsWith('plain') ? 'bench' : 'referrals'}.${table}`, some);
  }
}

/** What the limit server reads in place of ciphertexts and decisions: the same values, in the clear. */
export const PLAIN_TABLES = `
  create schema bench;
  create table bench.plain_category (
    owner_id text not null, person_id text not null, category text not null, value json not null,
    primary key (owner_id, person_id, category));
  create table bench.plain_referral (id text primary key, disclosure json not null)`;

function addReferral(rows: Rows, vault: Vault, directory: Directory, size: Size, number: number): void {
  const recipient = number % size.organisations;
  const round = Math.floor(number / size.organisations);
  const owner = idAt(directory, senderOf(recipient, round, size));
  const services = directory.services[recipient] ?? [];
  const service = services[round % services.length];
  const person = newId('person');
  const consent = newId('consent');
  addPerson(rows, vault, owner, person, number);
  rows.consent.push(consentOf(owner, consent, person, idAt(directory, recipient)));
  const sentAt = Date.now() - 40 * DAY + Math.floor(Math.random() * 30 * DAY);
  const id = newId('referral');
  rows.referral.push({
    owner_id: owner,
    id,
    person_id: person,
    to_id: idAt(directory, recipient),
    service_id: service?.id,
    service_type: service?.type,
    urgency: of(URGENCIES, number),
    state: of(STATES, number),
    version: 4,
    consent_id: consent,
    sender_code: `S-${number}`,
    drafted_at: new Date(sentAt - DAY),
    sent_at: new Date(sentAt),
    acknowledge_by: new Date(sentAt + DAY),
    act_by: new Date(sentAt + 3 * DAY),
  });
  rows.plain_referral.push({ id, disclosure: DISCLOSURE });
}

function addPerson(rows: Rows, vault: Vault, owner: string, person: string, number: number): void {
  const values = valuesOf(number);
  const { keyId, wrapped } = vault.newDataKey(owner, person);
  const key = vault.open(owner, person, keyId, wrapped);
  rows.person.push({
    owner_id: owner,
    id: person,
    case_code_hash: bytea(vault.lookupHash(owner, values.IDENTITY.caseCode)),
    key_id: keyId,
    wrapped_key: bytea(wrapped),
    registered_at: new Date(),
  });
  for (const [category, value] of Object.entries(values)) {
    const place = { owner_id: owner, person_id: person, category };
    const ciphertext = bytea(key.seal(category, 1, value));
    rows.person_category.push({ ...place, version: 1, ciphertext, erase_after: '2099-01-01T00:00:00Z' });
    if (category !== 'HEALTH') rows.plain_category.push({ ...place, value });
  }
}

/** The order of the fields is that of the question: the limit server hands these texts on as they are. */
function valuesOf(number: number) {
  return {
    TRIAGE: {
      ageBand: of(AGE_BANDS, number),
      gender: of(GENDERS, number),
      languages: ['ar', 'fr'],
      householdSize: 1 + (number % 7),
    },
    LOCATION_COARSE: { country: 'JO', admin1: 'Amman' },
    IDENTITY: { caseCode: `C-${number}`, name: `Alias ${number}`, birthDate: String(1950 + (number % 60)) },
    CONTACT: {
      phone: `+9627${String(number).padStart(8, '0')}`,
      safeContact: 'Write first, call in the morning, leave no message.',
    },
    HEALTH: { physical: 'Needs insulin.', mental: null, pregnant: null, disability: null },
  };
}

function consentOf(owner: string, id: string, person: string, recipient: string) {
  return {
    owner_id: owner,
    id,
    person_id: person,
    state: 'GIVEN',
    revision: 1,
    recipient_ids: [recipient],
    purposes: [PURPOSE],
    categories: CONSENTED,
    statistics: false,
    acknowledges_reporting_risk: false,
    given_by: 'SELF',
    manner: 'ORAL_WITNESSED',
    language: 'ar',
    interpreter: false,
    notice_version: '1',
    given_at: new Date(Date.now() - 60 * DAY),
    valid_from: new Date(Date.now() - 60 * DAY),
    valid_until: new Date(Date.now() + 300 * DAY),
  };
}

function idAt({ organisations }: Directory, index: number): string {
  return organisations[index]?.id ?? '';
}

function of(words: readonly string[], number: number): string {
  return words[number % words.length] as string;
}
