import type pg from 'pg';
import { newId } from '../shared/ids.ts';
import { DATA_CATEGORIES } from '../shared/policy/categories.ts';
import type { OrganisationType } from '../shared/policy/organisations.ts';
import { purposesFor } from '../subgraphs/partnerships/registered-purposes.ts';
import { insert } from './insert.ts';
import { PURPOSE } from './question.ts';

/** How many of each there are. */
export interface Size {
  /** At least three. */
  readonly organisations: number;
  /** A multiple of the organisations, or a little more. */
  readonly services: number;
  readonly referrals: number;
}

export interface BenchOrganisation {
  readonly id: string;
  readonly code: string;
  readonly country: string;
}

export interface BenchService {
  readonly id: string;
  readonly type: string;
}

export interface Directory {
  readonly organisations: readonly BenchOrganisation[];
  /** The services of each organisation, by its place in `organisations`. */
  readonly services: readonly (readonly BenchService[])[];
}

/** Each organisation receives from so many others, and has an agreement with each of them. */
export const SENDERS = 10;

/** What an agreement covers: all that the question asks for, and health, which no consent of the benchmark covers. */
export const AGREED = ['ROUTING', 'TRIAGE', 'IDENTITY', 'CONTACT', 'LOCATION_COARSE', 'HEALTH'];

const COUNTRIES = ['JO', 'LB', 'KE', 'GR', 'IT', 'TR', 'CO', 'MX', 'BD', 'NE'];
const TYPES: readonly OrganisationType[] = [
  'NATIONAL_NGO',
  'INTERNATIONAL_NGO',
  'UN_AGENCY',
  'LEGAL_SERVICE_PROVIDER',
];
const SERVICE_TYPES = ['LEGAL_AID', 'FOOD', 'CASH_ASSISTANCE', 'EDUCATION', 'LIVELIHOODS'];
const BEGAN = '2026-01-01T00:00:00Z';
const ENDS = '2099-01-01T00:00:00Z';

/** Senders of the organisation at `index`, by place: its next neighbours in a ring. */
export function senderOf(index: number, number: number, { organisations }: Size): number {
  return (index + 1 + (number % Math.min(SENDERS, organisations - 1))) % organisations;
}

export async function insertDirectory(client: pg.Client, size: Size): Promise<Directory> {
  const organisations = Array.from({ length: size.organisations }, (_, index) => organisation(index));
  const access = organisations.flatMap((one, index) =>
    [0, 1].map(() => accessAgreement(one, organisations, index)),
  );
  const services = Array.from({ length: size.services }, (_, index) => {
    const owner = index % size.organisations;
    const place = access[owner * 2 + (Math.floor(index / size.organisations) % 2)];
    return service(index, organisations[owner] as BenchOrganisation, place?.id ?? null);
  });
  const agreements = organisations.flatMap((recipient, index) =>
    Array.from({ length: Math.min(SENDERS, size.organisations - 1) }, (_, number) =>
      agreement(organisations[senderOf(index, number, size)] as BenchOrganisation, recipient),
    ),
  );
  await insert(client, 'partnerships.organisation', organisations);
  await insert(client, 'partnerships.agreement', agreements);
  await insert(client, 'access.access_agreement', access);
  await insert(client, 'services.service', services);
  const ofOwner = organisations.map(({ id }) => services.filter((one) => one.organisation_id === id));
  return { organisations, services: ofOwner };
}

function organisation(index: number) {
  const type = TYPES[index % TYPES.length] as OrganisationType;
  return {
    id: newId('org'),
    code: `bench${String(index).padStart(3, '0')}`,
    name: `Organisation ${index} of the benchmark`,
    names: {},
    type,
    country: COUNTRIES[index % COUNTRIES.length] as string,
    active: true,
    purposes: purposesFor(type),
    version: 1,
  };
}

function agreement(provider: BenchOrganisation, recipient: BenchOrganisation) {
  return {
    id: newId('agreement'),
    kind: 'DATA_SHARING',
    provider_id: provider.id,
    recipient_id: recipient.id,
    state: 'ACTIVE',
    purposes: [PURPOSE],
    categories: AGREED,
    valid_from: BEGAN,
    valid_until: ENDS,
    clauses: {
      jurisdictions: [recipient.country],
      recipientRoles: ['caseworker', 'system'],
      onward: 'FORBIDDEN',
      onwardRecipientIds: [],
      retention: DATA_CATEGORIES.filter((category) => AGREED.includes(category)).map((category) => ({
        category,
        days: 3_650,
      })),
    },
    revision: 1,
    revision_hash: 'benchmark',
    states_conformity: true,
    resumption_agreed_ids: [],
    version: 1,
  };
}

function accessAgreement(one: BenchOrganisation, all: readonly BenchOrganisation[], index: number) {
  const other = all[(index + 1) % all.length] as BenchOrganisation;
  return {
    id: newId('access'),
    recorded_by_id: one.id,
    party_ids: [one.id, other.id],
    country: one.country,
    place_ids: [],
    settings: ['RECEPTION_CENTRE', 'URBAN'],
    ground: 'NATIONAL_LAW',
    modality_answers: { PRIVATE_INTERVIEWS: 'YES' },
    groups_left_out: [],
    obligations: [],
    instrument: 'MEMORANDUM_OF_UNDERSTANDING',
    states_conformity: true,
    valid_from: BEGAN,
    valid_until: ENDS,
    state: 'ACTIVE',
    revision: 1,
    revision_hash: 'benchmark',
    resumption_agreed_ids: [],
    recorded_at: BEGAN,
    version: 1,
  };
}

function service(index: number, owner: BenchOrganisation, accessAgreementId: string | null) {
  const type = SERVICE_TYPES[index % SERVICE_TYPES.length] as string;
  const name = `Service ${index} of the benchmark`;
  return {
    id: newId('service'),
    organisation_id: owner.id,
    name,
    names: { en: name, ar: `خدمة ${index}` },
    descriptions: { en: 'Open to everyone who asks, without papers.' },
    search_text: name.toLowerCase(),
    type,
    types: [type],
    needs: ['SAFETY', 'DIGNITY'],
    languages: ['en', 'ar', 'fr'],
    status: 'ACTIVE',
    firewall_status: 'FIREWALLED',
    firewall_checked_at: BEGAN,
    legal_status_condition: 'NONE',
    required_documents: [],
    only_nationalities: [],
    except_nationalities: [],
    intake_criteria: ['OPEN_TO_ALL'],
    eligibility: {},
    coverages: [],
    ways_in: [],
    referral_required: true,
    access_agreement_id: accessAgreementId,
    assured_at: new Date(),
    taken_over: false,
    version: 1,
    created_at: BEGAN,
    updated_at: BEGAN,
  };
}
