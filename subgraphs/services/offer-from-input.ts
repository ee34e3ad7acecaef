import type { Location, Offer, Schedule, Texts } from './offer.ts';
import type {
  LocationInput,
  PublishServiceInput,
  ReviseServiceInput,
  ScheduleInput,
} from './service.inputs.ts';
import { needsOf } from './vocabulary.ts';

/** The language of `name`, `description` and whatever else an input says once. */
const ENGLISH = 'en';

/** A service of which nothing is said yet. */
const BLANK: Omit<Offer, 'type'> = {
  names: {},
  descriptions: {},
  types: [],
  needs: [],
  languages: [],
  status: 'ACTIVE',
  firewallStatus: 'UNKNOWN',
  firewallEvidence: null,
  legalStatusCondition: 'NONE',
  mandateLimitedTo: null,
  requiredDocuments: [],
  onlyNationalities: [],
  exceptNationalities: [],
  intakeCriteria: [],
  eligibility: {},
  coverages: [],
  waysIn: [],
  referralRequired: false,
  referralMethod: null,
  responseDelay: null,
  nextStep: null,
  feedbackMechanism: null,
  feedbackDelay: null,
  phone: null,
  email: null,
  url: null,
  accessAgreementId: null,
  validFrom: null,
  validUntil: null,
  locations: [],
  schedules: [],
};

export function publishedOffer(input: PublishServiceInput): Offer {
  return revisedOffer({ ...BLANK, type: input.type }, input);
}

/** What is left out of the input stays; null clears it. */
export function revisedOffer(before: Offer, input: PublishServiceInput | ReviseServiceInput): Offer {
  const type = input.type ?? before.type;
  const types = [...new Set([type, ...(input.types ?? (before.types.includes(type) ? before.types : []))])];
  const sameTypes = types.length === before.types.length && types.every((one) => before.types.includes(one));
  return {
    ...before,
    names: revisedTexts(before.names, input, 'name'),
    descriptions: revisedTexts(before.descriptions, input, 'description'),
    type,
    types,
    needs: input.needs ?? (sameTypes ? before.needs : needsOf(types)),
    languages: input.languages ?? before.languages,
    firewallStatus: input.firewallStatus ?? before.firewallStatus,
    firewallEvidence: given(input.firewallEvidence, before.firewallEvidence),
    legalStatusCondition: input.legalStatusCondition ?? before.legalStatusCondition,
    mandateLimitedTo: given(input.mandateLimitedTo, before.mandateLimitedTo),
    requiredDocuments:
      input.requiredDocuments?.map(({ kind, name, expiredAccepted }) => ({
        kind,
        names: textsOf(name),
        expiredAccepted,
      })) ?? before.requiredDocuments,
    intakeCriteria: input.intakeCriteria ?? before.intakeCriteria,
    eligibility: input.eligibility === undefined ? before.eligibility : textsOf(input.eligibility),
    coverages: input.coverages ?? before.coverages,
    waysIn: input.waysIn ?? before.waysIn,
    referralRequired: input.referralRequired ?? before.referralRequired,
    referralMethod: given(input.referralMethod, before.referralMethod),
    phone: given(input.phone, before.phone),
    email: given(input.email, before.email),
    url: given(input.url, before.url),
    accessAgreementId: given(input.accessAgreementId, before.accessAgreementId),
    validFrom: given(input.validFrom, before.validFrom),
    validUntil: given(input.validUntil, before.validUntil),
    locations: input.locations?.map(locationOf) ?? before.locations,
    schedules: input.schedules?.map(scheduleOf) ?? before.schedules,
  };
}

function given<Value>(said: Value | null | undefined, before: Value | null): Value | null {
  return said === undefined ? before : said;
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

function locationOf(input: LocationInput): Location {
  return {
    names: textsOf(input.name),
    country: input.country.toUpperCase(),
    admin1: input.admin1 ?? null,
    address: input.address ?? null,
    latitude: input.latitude ?? null,
    longitude: input.longitude ?? null,
    confidential: input.confidential,
    phone: input.phone ?? null,
  };
}

function scheduleOf(input: ScheduleInput): Schedule {
  return {
    timeZone: input.timeZone,
    days: input.days,
    opensAt: input.opensAt ?? null,
    closesAt: input.closesAt ?? null,
    frequency: input.frequency,
    interval: input.interval,
    everyDay: input.frequency === 'WEEKLY' && input.interval === 1 && input.days.length > 0,
    validFrom: input.validFrom ?? null,
    validUntil: input.validUntil ?? null,
  };
}
