import { AccordError } from '../../shared/errors.ts';
import type { CapacityInput } from './details.inputs.ts';
import { isCertain } from './hours/certain.ts';
import { readHours } from './hours/read-hours.ts';
import { withEnd } from './hours/rule-end.ts';
import { HoursError } from './hours/tokens.ts';
import { HSDS_PARTS } from './hsds-model.ts';
import { type Kept, keptPart } from './hsds-parts.ts';
import type { AtLocationInput, LocationInput } from './location.inputs.ts';
import type { OfferInput } from './offer.inputs.ts';
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
    schedules: schedulesOf(input, before.schedules),
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
  const schedule = {
    kind,
    timeZone,
    days,
    opensAt: input.opensAt ?? null,
    closesAt: input.closesAt ?? null,
    frequency,
    interval,
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
  return withEnd({ ...schedule, everyDay: isCertain(schedule) });
}

/** Hours may come typed, or as a list. Errors: VALIDATION_FAILED, with the place of the mistake. */
function schedulesOf(input: OfferInput, before: readonly Schedule[]): readonly Schedule[] {
  const { openingHours, schedules } = input;
  if (openingHours == null) {
    return schedules?.map((one, index) => scheduleOf(one, `input.schedules.${index}`)) ?? before;
  }
  if (schedules != null) {
    const says = 'Hours are typed or a list, not both.';
    throw new AccordError('VALIDATION_FAILED', { field: 'input.openingHours', says });
  }
  try {
    return readHours(openingHours.text, openingHours.timeZone);
  } catch (error) {
    if (!(error instanceof HoursError)) throw error;
    const says = `At character ${error.at + 1}: ${error.says}`;
    throw new AccordError('VALIDATION_FAILED', { field: 'input.openingHours.text', says });
  }
}
