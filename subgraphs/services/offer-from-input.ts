import type { CapacityInput } from './details.inputs.ts';
import { HSDS_PARTS } from './hsds-model.ts';
import { type Kept, keptPart } from './hsds-parts.ts';
import type { AtLocationInput, LocationInput } from './location.inputs.ts';
import { BLANK_OFFER, type Capacity, type Location, type Offer, type Schedule, type Texts } from './offer.ts';
import type { ScheduleInput } from './schedule.inputs.ts';
import type { PublishServiceInput, ReviseServiceInput } from './service.inputs.ts';
import { needsOf } from './vocabulary.ts';

/** The language of `name`, `description` and whatever else an input says once. */
const ENGLISH = 'en';

/** Fields that are taken over as they are said; null clears them. */
const CLEARED_BY_NULL = [
  'firewallEvidence',
  'mandateLimitedTo',
  'referralMethod',
  'responseDelay',
  'nextStep',
  'feedbackMechanism',
  'feedbackDelay',
  'phone',
  'email',
  'url',
  'accessAgreementId',
  'validFrom',
  'validUntil',
  'minimumAge',
  'maximumAge',
  'cost',
  'servicePoint',
  'inclusion',
] as const;

/** Fields that always say something: null leaves them as they are. */
const KEPT_BY_NULL = [
  'languages',
  'firewallStatus',
  'legalStatusCondition',
  'intakeCriteria',
  'coverages',
  'waysIn',
  'referralRequired',
  'journeyStages',
  'genders',
  'onlyNationalities',
  'exceptNationalities',
] as const;

export function publishedOffer(input: PublishServiceInput): Offer {
  return revisedOffer({ ...BLANK_OFFER, type: input.type }, input);
}

/** What is left out of the input stays; null clears it. Errors: VALIDATION_FAILED. */
export function revisedOffer(before: Offer, input: PublishServiceInput | ReviseServiceInput): Offer {
  const type = input.type ?? before.type;
  const types = [...new Set([type, ...(input.types ?? (before.types.includes(type) ? before.types : []))])];
  const sameTypes = types.length === before.types.length && types.every((one) => before.types.includes(one));
  const said: Kept = { ...input };
  return {
    ...before,
    ...Object.fromEntries(
      CLEARED_BY_NULL.filter((field) => said[field] !== undefined).map((field) => [field, said[field]]),
    ),
    ...Object.fromEntries(
      KEPT_BY_NULL.filter((field) => said[field] != null).map((field) => [field, said[field]]),
    ),
    names: revisedTexts(before.names, input, 'name'),
    descriptions: revisedTexts(before.descriptions, input, 'description'),
    type,
    types,
    needs: input.needs ?? (sameTypes ? before.needs : needsOf(types)),
    requiredDocuments:
      input.requiredDocuments?.map(({ kind, name, expiredAccepted, uri }) => ({
        kind,
        names: textsOf(name),
        expiredAccepted,
        ...(uri == null ? {} : { uri }),
      })) ?? before.requiredDocuments,
    eligibility: input.eligibility === undefined ? before.eligibility : textsOf(input.eligibility),
    details: revisedDetails(before.details, said),
    locations: input.locations?.map(locationOf) ?? before.locations,
    schedules:
      input.schedules?.map((one, index) => scheduleOf(one, `input.schedules.${index}`)) ?? before.schedules,
    capacities: input.capacities?.map(capacityOf) ?? before.capacities,
  };
}

function revisedDetails(before: Kept, said: Kept): Kept {
  const fields = Object.keys(HSDS_PARTS.serviceDetails).filter((field) => said[field] !== undefined);
  const stays = Object.fromEntries(Object.entries(before).filter(([field]) => !fields.includes(field)));
  return { ...stays, ...keptPart('serviceDetails', said, 'input') };
}

function textsOf(text: string | null | undefined): Texts {
  return text == null || text.trim() === '' ? {} : { [ENGLISH]: text.trim() };
}

function revisedTexts(
  before: Texts,
  input: PublishServiceInput | ReviseServiceInput,
  field: 'name' | 'description',
): Texts {
  const texts: Record<string, string> = {};
  for (const [language, text] of Object.entries(before)) {
    if (language === ENGLISH ? input[field] === undefined : input.translations == null)
      texts[language] = text;
  }
  Object.assign(texts, textsOf(input[field]));
  for (const translation of input.translations ?? []) {
    const text = translation[field]?.trim() ?? '';
    if (text !== '') texts[translation.language] = text;
  }
  return texts;
}

function locationOf(input: LocationInput, index: number): Location {
  const path = `input.locations.${index}`;
  return {
    names: textsOf(input.name),
    locationType: input.locationType ?? null,
    country: input.country?.toUpperCase() ?? null,
    admin1: input.admin1 ?? null,
    pcode: input.pcode ?? null,
    address: input.address ?? null,
    latitude: input.latitude ?? null,
    longitude: input.longitude ?? null,
    confidential: input.confidential,
    phone: input.phone ?? null,
    details: keptPart('locationDetails', input, path),
    hsdsId: null,
    at: atLocationOf(input.at ?? {}, `${path}.at`),
  };
}

function atLocationOf(input: AtLocationInput, path: string): Location['at'] {
  return {
    details: keptPart('serviceAtLocationDetails', input, path),
    schedules: (input.schedules ?? []).map((one, index) => scheduleOf(one, `${path}.schedules.${index}`)),
    hsdsId: null,
  };
}

function capacityOf(input: CapacityInput, index: number): Capacity {
  const path = `input.capacities.${index}`;
  return {
    unit: keptPart('unit', input.unit, `${path}.unit`),
    available: input.available,
    maximum: input.maximum ?? null,
    perReferral: input.perReferral,
    details: keptPart('capacityDetails', input, path),
    hsdsId: null,
  };
}

function scheduleOf(input: ScheduleInput, path: string): Schedule {
  const { kind, timeZone, days, frequency, interval } = input;
  return {
    kind,
    timeZone,
    days,
    opensAt: input.opensAt ?? null,
    closesAt: input.closesAt ?? null,
    frequency,
    interval,
    everyDay: frequency === 'WEEKLY' && interval === 1 && days.length > 0,
    validFrom: input.validFrom ?? null,
    validUntil: input.validUntil ?? null,
    startsOn: input.startsOn ?? null,
    until: input.until ?? null,
    count: input.count ?? null,
    weekStart: input.weekStart ?? null,
    byDay: input.byDay ?? null,
    byWeekNo: input.byWeekNo ?? null,
    byMonthDay: input.byMonthDay ?? null,
    byYearDay: input.byYearDay ?? null,
    details: keptPart('scheduleDetails', input, path),
    hsdsId: null,
  };
}
