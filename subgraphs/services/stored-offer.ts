import type { Transaction } from '../../shared/database.ts';
import type { Capacity, Location, Offer, Schedule } from './offer.ts';

export type Sql = Transaction['sql'];

export type OfferField = Exclude<keyof Offer, 'locations' | 'schedules' | 'capacities'>;

type Columns<Shape> = Readonly<Record<keyof Shape, string>>;

/** The columns of `service` that say what is offered; places, times and capacities stand in tables of their own. */
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
  journeyStages: 'journey_stages',
  minimumAge: 'minimum_age',
  maximumAge: 'maximum_age',
  genders: 'genders',
  cost: 'cost',
  servicePoint: 'service_point',
  inclusion: 'inclusion',
  details: 'details',
  hsdsId: 'hsds_id',
};

export const OFFER_FIELDS = Object.keys(OFFER_COLUMNS) as OfferField[];

export const LOCATION_COLUMNS: Columns<Omit<Location, 'at'>> = {
  names: 'names',
  locationType: 'location_type',
  country: 'country',
  admin1: 'admin1',
  pcode: 'pcode',
  address: 'address',
  latitude: 'latitude',
  longitude: 'longitude',
  confidential: 'confidential',
  phone: 'phone',
  details: 'details',
  hsdsId: 'hsds_id',
};

export const SCHEDULE_COLUMNS: Columns<Schedule> = {
  kind: 'kind',
  timeZone: 'time_zone',
  days: 'days',
  opensAt: 'opens_at',
  closesAt: 'closes_at',
  frequency: 'frequency',
  interval: 'interval',
  everyDay: 'every_day',
  validFrom: 'valid_from',
  validUntil: 'valid_until',
  startsOn: 'starts_on',
  until: 'until',
  count: 'count',
  weekStart: 'week_start',
  byDay: 'by_day',
  byWeekNo: 'by_week_no',
  byMonthDay: 'by_month_day',
  byYearDay: 'by_year_day',
  details: 'details',
  hsdsId: 'hsds_id',
};

export const CAPACITY_COLUMNS: Columns<Capacity> = {
  unit: 'unit',
  available: 'available',
  maximum: 'maximum',
  perReferral: 'per_referral',
  details: 'details',
  hsdsId: 'hsds_id',
};

/** The schedules of a service `s` that hold everywhere, and those of its place `sl`, as JSON. */
export const SCHEDULES_OF_SERVICE = schedules('h.service_at_location_id is null and h.service_id = s.id');
export const SCHEDULES_AT_PLACE = schedules('h.service_at_location_id = sl.id');

function schedules(which: string): string {
  return `coalesce((select json_agg(json_build_object(${pairs(SCHEDULE_COLUMNS, 'h')}) order by h.position)
    from services.schedule h where ${which}), '[]')`;
}

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

// Two halves: a function of PostgreSQL takes at most 100 arguments.
const [FIRST, SECOND] = [Object.entries(OFFER_COLUMNS).slice(0, 20), Object.entries(OFFER_COLUMNS).slice(20)];

const STORED_OFFER = `
  select s.id, s.organisation_id as "organisationId", s.version,
    jsonb_build_object(${pairs(Object.fromEntries(FIRST), 's')})
    || jsonb_build_object(${pairs(Object.fromEntries(SECOND), 's')})
    || jsonb_build_object(
      'locations', coalesce((select jsonb_agg(
          jsonb_build_object(${pairs(LOCATION_COLUMNS, 'l')}, 'at', jsonb_build_object(
            'details', sl.details, 'schedules', ${SCHEDULES_AT_PLACE}, 'hsdsId', sl.hsds_id)) order by sl.position)
        from services.service_at_location sl join services.location l on l.id = sl.location_id
        where sl.service_id = s.id), '[]'),
      'schedules', ${SCHEDULES_OF_SERVICE},
      'capacities', coalesce((select jsonb_agg(jsonb_build_object(${pairs(CAPACITY_COLUMNS, 'c')}) order by c.position)
        from services.service_capacity c where c.service_id = s.id), '[]')) as offer
  from services.service s where s.id = $1 for update of s`;

function pairs(columns: Readonly<Record<string, string>>, table: string): string {
  return Object.entries(columns)
    .map(([field, column]) => `'${field}', ${table}.${column}`)
    .join(', ');
}
