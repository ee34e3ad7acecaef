import { mayPublishService } from '../../../shared/policy/service-offer.ts';
import type { ServiceType } from '../../../shared/policy/service-types.ts';
import { BLANK_LOCATION, BLANK_OFFER, type Location, type Offer, type Texts } from '../offer.ts';
import { NEEDS, needsOf, WAYS_IN, type WayIn } from '../vocabulary.ts';
import { activityNumbered, mainType } from './services-advisor/activities.ts';
import { type Fault, type Feature, isObject, readFeatures, sourceIdOf } from './services-advisor/features.ts';
import { INDICATORS, NOT_HELP_TO_A_PERSON } from './services-advisor/indicators.ts';
import { readLegalCondition } from './services-advisor/legal-condition.ts';
import { type Partner, partnerNamed } from './services-advisor/partners.ts';
import { governorateOf, WHOLE_COUNTRY } from './services-advisor/places.ts';
import { Reading, type Unmapped } from './services-advisor/reading.ts';
import { readSchedules } from './services-advisor/schedules.ts';
import * as words from './services-advisor/words.ts';

const { FIELDS } = words;

/** One service of the directory. `sourceId` is its feature's id and its activity: the id alone is not unique there. */
export interface ServiceRow {
  readonly sourceId: string;
  readonly partnerCode: string;
  readonly offer: Offer;
}

export interface ServicesAdvisor {
  readonly services: readonly ServiceRow[];
  readonly partners: readonly Partner[];
  /** What stands in the file and has no place here. */
  readonly unmapped: readonly Unmapped[];
  /** Not empty: the file is broken, and the rest is empty. */
  readonly faults: readonly Fault[];
}

/**
 * UNHCR's Services Advisor of Jordan, as parsed JSON: an array of GeoJSON features in English, and its twin in Arabic.
 * From the twin come texts alone (names, descriptions, places, papers): its coded words are translations of the
 * English ones, at least two of them wrong ("Open to all" stands there as "serious medical condition", "Outreach" as
 * "referred only"). `languages` holds `ar` and `en` only where the entry is published in both: the file does not say
 * in which language help is given.
 */
export function readServicesAdvisor(english: unknown, arabic?: unknown): ServicesAdvisor {
  const main = readFeatures(english);
  const twin = arabic === undefined ? { features: [], faults: [] } : readFeatures(arabic);
  const faults = [...main.faults, ...twin.faults.map((one) => ({ ...one, where: `Arabic, ${one.where}` }))];
  if (faults.length > 0) return { services: [], partners: [], unmapped: [], faults };

  const inArabic = new Map(twin.features.map((feature) => [sourceIdOf(feature), feature]));
  const partners = new Map<string, Partner>();
  const services: ServiceRow[] = [];
  const unmapped: Unmapped[] = [];
  for (const feature of main.features) {
    const reading = new Reading(feature, inArabic.get(sourceIdOf(feature)) ?? null);
    if (arabic !== undefined && !inArabic.delete(sourceIdOf(feature))) {
      reading.unmapped('Arabic', null, 'The Arabic file has no such feature.');
    }
    const partner = readPartner(reading);
    const offer = readOffer(reading, partner);
    if (offer) {
      partners.set(partner.code, partner);
      services.push({ sourceId: sourceIdOf(feature), partnerCode: partner.code, offer });
    }
    unmapped.push(...reading.left);
  }
  for (const { id, properties } of inArabic.values()) {
    const reason = 'The English file has no such feature.';
    unmapped.push({ featureId: id, field: 'Arabic', value: String(properties.activityName), reason });
  }
  return { services, partners: [...partners.values()], unmapped, faults: [] };
}

function readPartner(reading: Reading): Partner {
  const { partner, known } = partnerNamed(String(reading.feature.properties.partnerName));
  if (!known) {
    reading.unmapped(
      'partnerName',
      partner.sourceName,
      'Not among the partners this import knows: type OTHER.',
    );
  }
  return partner;
}

function readOffer(reading: Reading, partner: Partner): Offer | null {
  const { properties } = reading.feature;
  const activity = activityNumbered(properties.activity);
  if (!activity) {
    const reason = 'Not an activity this import knows: the service is left out.';
    reading.unmapped('activity', JSON.stringify(properties.activity ?? null), reason);
    return null;
  }
  for (const field of Object.keys(properties)) {
    if (!words.KNOWN_FIELDS.has(field)) {
      reading.unmapped(field, JSON.stringify(properties[field]), 'Not a field this import knows.');
    }
  }
  const offered = readOffered(reading);
  const type = mainType(activity, offered);
  const types = [type, ...offered.filter((one) => one !== type)];
  const met = new Set([...needsOf(types), ...(activity.needs ?? [])]);
  const names = reading.texts(
    oneSpaced(reading.text('activityName')),
    (twin) => twin.properties.activityName,
  );
  return withinLaw(reading, partner, {
    ...BLANK_OFFER,
    names,
    descriptions: reading.texts(offeredText(reading.feature), offeredText),
    type,
    types,
    needs: NEEDS.filter((need) => met.has(need)),
    languages: 'ar' in names && 'en' in names ? ['ar', 'en'] : [],
    ...readLegalCondition(reading),
    intakeCriteria: reading.words(FIELDS.intake, words.INTAKE),
    eligibility: readEligibility(reading),
    coverages: unique(reading.words(FIELDS.coverage, words.COVERAGE).flat()),
    waysIn: waysOf(reading),
    ...readReferral(reading),
    ...readValidity(reading),
    locations: [readLocation(reading, types)],
    schedules: readSchedules(reading),
  });
}

/** The types of what is offered. A zero in the file means: a thing of this activity, not offered here. */
function readOffered(reading: Reading): ServiceType[] {
  const types: ServiceType[] = [];
  for (const [indicator, amount] of indicatorsOf(reading.feature)) {
    if (amount === 0) continue;
    const type = INDICATORS[indicator];
    if (NOT_HELP_TO_A_PERSON.has(indicator)) {
      reading.unmapped('indicators', indicator, 'Work of the organisation: no help a person is referred to.');
    } else if (type === null) {
      reading.unmapped('indicators', indicator, 'No service type fits; it stands in the description.');
    } else if (type === undefined) {
      reading.unmapped(
        'indicators',
        indicator,
        'Not an indicator this import knows; it stands in the description.',
      );
    } else {
      types.push(type);
    }
    if (amount !== 1) {
      reading.unmapped('indicators', `${indicator}: ${amount}`, 'The directory has no field for how many.');
    }
  }
  return unique(types);
}

function indicatorsOf({ properties }: Feature): [string, unknown][] {
  return isObject(properties.indicators) ? Object.entries(properties.indicators) : [];
}

function offeredText(feature: Feature): string {
  const offered = indicatorsOf(feature).filter(([, amount]) => amount !== 0);
  return offered.map(([indicator]) => oneSpaced(indicator)).join('; ');
}

function readEligibility(reading: Reading): Texts {
  const english = [...reading.keys(FIELDS.papers), ...reading.keys(FIELDS.nationality)].join('; ');
  return reading.texts(english, ({ properties }) => {
    const said = Object.entries(properties).filter(([field]) => /^[12]\. /.test(field));
    return said.flatMap(([, value]) => (isObject(value) ? Object.keys(value) : [])).join('؛ ');
  });
}

/** "Referral required: Yes" stands on every feature, also where the method says that no referral is taken. */
function readReferral(reading: Reading) {
  const referralMethod = reading.word(FIELDS.referralMethod, words.REFERRAL_METHOD);
  const said = reading.text(FIELDS.referralRequired);
  if (said !== 'Yes' && said !== 'No') {
    reading.unmapped(FIELDS.referralRequired, said === '' ? null : said, 'Neither Yes nor No.');
  }
  const contradicted = referralMethod === 'NOT_ACCEPTED' || referralMethod === 'NOT_NEEDED';
  if (said === 'Yes' && contradicted) {
    reading.unmapped(FIELDS.referralRequired, said, 'The referral method contradicts it, and is followed.');
  }
  return {
    referralRequired: said === 'Yes' && !contradicted,
    referralMethod,
    nextStep: reading.word(FIELDS.nextStep, words.NEXT_STEP),
    responseDelay: reading.word(FIELDS.responseDelay, words.RESPONSE_DELAY),
    feedbackMechanism: reading.word(FIELDS.feedbackMechanism, words.FEEDBACK_MECHANISM),
    feedbackDelay: reading.word(FIELDS.feedbackDelay, words.FEEDBACK_DELAY),
  };
}

/** In the order of the vocabulary: two features that tick the same ways in another order are alike. */
function waysOf(reading: Reading): WayIn[] {
  const said = reading.words(FIELDS.accessibility, words.ACCESSIBILITY).flat();
  return WAYS_IN.filter((way) => said.includes(way));
}

function readValidity(reading: Reading): { validFrom: string | null; validUntil: string | null } {
  const [validFrom, validUntil] = ['startDate', 'endDate'].map((field) => {
    const said = reading.text(field);
    if (/^\d{4}-\d\d-\d\d$/.test(said) && !Number.isNaN(Date.parse(said))) return said;
    reading.unmapped(field, said === '' ? null : said, 'Not a date.');
    return null;
  });
  return { validFrom: validFrom ?? null, validUntil: validUntil ?? null };
}

/** A safe shelter's place is confidential, also where the file was not careful. */
function readLocation(reading: Reading, types: readonly ServiceType[]): Location {
  const { latitude, longitude } = reading.feature;
  const name = oneSpaced(reading.text('locationName'));
  const somewhere = name !== WHOLE_COUNTRY;
  if (!somewhere) {
    reading.unmapped(
      'geometry',
      `${longitude}, ${latitude}`,
      'The middle of the country is no place to go to.',
    );
  }
  const admin1 = governorateOf(name);
  if (somewhere && admin1 === null) {
    reading.unmapped('locationName', name, 'Its governorate is not known; the name and the point are kept.');
  }
  return {
    ...BLANK_LOCATION,
    names: reading.texts(name, (twin) => twin.properties.locationName),
    country: 'JO',
    admin1,
    latitude: somewhere ? latitude : null,
    longitude: somewhere ? longitude : null,
    confidential: types.includes('SAFE_SHELTER'),
  };
}

/** What the law forbids to publish is not published: the entry waits, inactive, for its owner. */
function withinLaw(reading: Reading, partner: Partner, offer: Offer): Offer {
  const decision = mayPublishService({
    ownerType: partner.type,
    legalStatusCondition: offer.legalStatusCondition,
    mandateLimitedTo: offer.mandateLimitedTo,
    requiredPapers: offer.requiredDocuments.map(({ kind }) => kind),
  });
  if (decision.allowed) return offer;
  const reason = `${decision.rule.says} (${decision.rule.source}) The papers are not recorded and the service is inactive until its owner revises it.`;
  reading.unmapped(FIELDS.papers, reading.keys(FIELDS.papers).join('; '), reason);
  return {
    ...offer,
    status: 'INACTIVE',
    legalStatusCondition: 'NONE',
    mandateLimitedTo: null,
    requiredDocuments: [],
    onlyNationalities: [],
    exceptNationalities: [],
    eligibility: {},
  };
}

function oneSpaced(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function unique<Word>(list: readonly Word[]): Word[] {
  return [...new Set(list)];
}
