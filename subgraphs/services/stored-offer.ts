import type { Transaction } from '../../shared/database.ts';
import type { Location, Offer, Schedule } from './offer.ts';

export type Sql = Transaction['sql'];

export type OfferField = Exclude<keyof Offer, 'locations' | 'schedules'>;

/** The columns of `service` that say what is offered; locations and schedules stand in tables of their own. */
export const OFFER_COLUMNS: Readonly<Record<OfferField, string>> = {
  names: 'names',
  descriptions: 'descriptions',
  type: 'type',
  types: 'types',
  needs: 'needs',
  languages: 'languages',
  status: 'status',
  firewallStatus: 'firewall_status',
  firewallEvidence: 'firewall_evidence',
  legalStatusCondition: 'legal_status_condition',
  mandateLimitedTo: 'mandate_limited_to',
  requiredDocuments: 'required_documents',
  onlyNationalities: 'only_nationalities',
  exceptNationalities: 'except_nationalities',
  intakeCriteria: 'intake_criteria',
  eligibility: 'eligibility',
  coverages: 'coverages',
  waysIn: 'ways_in',
  referralRequired: 'referral_required',
  referralMethod: 'referral_method',
  responseDelay: 'response_delay',
  nextStep: 'next_step',
  feedbackMechanism: 'feedback_mechanism',
  feedbackDelay: 'feedback_delay',
  phone: 'phone',
  email: 'email',
  url: 'url',
  accessAgreementId: 'access_agreement_id',
  validFrom: 'valid_from',
  validUntil: 'valid_until',
};

export const OFFER_FIELDS = Object.keys(OFFER_COLUMNS) as OfferField[];

const LOCATION_COLUMNS: Readonly<Record<keyof Location, string>> = {
  names: 'names',
  country: 'country',
  admin1: 'admin1',
  address: 'address',
  latitude: 'latitude',
  longitude: 'longitude',
  confidential: 'confidential',
  phone: 'phone',
};

const SCHEDULE_COLUMNS: Readonly<Record<keyof Schedule, string>> = {
  timeZone: 'time_zone',
  days: 'days',
  opensAt: 'opens_at',
  closesAt: 'closes_at',
  frequency: 'frequency',
  interval: 'interval',
  everyDay: 'every_day',
  validFrom: 'valid_from',
  validUntil: 'valid_until',
};

/** A service as it stands, with what decides whether and how it may be changed. */
export interface StoredOffer {
  readonly id: string;
  readonly organisationId: string;
  readonly version: number;
  readonly offer: Offer;
}

/** Locked until the transaction ends: two changes of one service come one after the other. */
export async function storedOffer(sql: Sql, id: string): Promise<StoredOffer | null> {
  const [row] = await sql<StoredOffer>('stored-offer', STORED_OFFER, [id]);
  return row ?? null;
}

const STORED_OFFER = `
  select s.id, s.organisation_id as "organisationId", s.version,
    jsonb_build_object(${pairs(OFFER_COLUMNS, 's')}) || jsonb_build_object(
      'locations', coalesce((select jsonb_agg(jsonb_build_object(${pairs(LOCATION_COLUMNS, 'l')}) order by sl.position)
        from services.service_at_location sl join services.location l on l.id = sl.location_id
        where sl.service_id = s.id), '[]'),
      'schedules', coalesce((select jsonb_agg(jsonb_build_object(${pairs(SCHEDULE_COLUMNS, 'h')}) order by h.position)
        from services.schedule h where h.service_id = s.id), '[]')) as offer
  from services.service s where s.id = $1 for update of s`;

function pairs(columns: Readonly<Record<string, string>>, table: string): string {
  return Object.entries(columns)
    .map(([field, column]) => `'${field}', ${table}.${column}`)
    .join(', ');
}
