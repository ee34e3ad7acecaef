import { AccordError } from '../../shared/errors.ts';
import type { Capacity, Location, Offer, Schedule, Texts } from './offer.ts';
import { isCountry, isDay, isLanguage, isMail, isTimeZone, isWebAddress } from './offer-words.ts';

// What an offer must be to stand in the directory at all. Whether it may is the policy's to say.

const OPENS = /^([01]\d|2[0-3]):[0-5]\d$/;
const CLOSES = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** Errors: VALIDATION_FAILED, with the path of the input field at fault. */
export function checkOffer(offer: Offer): void {
  // PostgreSQL keeps no text with this character.
  refuseUnless(!JSON.stringify(offer).includes('\\u0000'), 'name', 'No text may hold the character U+0000.');
  refuseUnless(
    textsFit(offer.names, 200) && Object.keys(offer.names).length > 0,
    'name',
    'A name has 1 to 200 characters.',
  );
  refuseUnless(
    textsFit(offer.descriptions, 5000),
    'description',
    'A description has at most 5000 characters.',
  );
  for (const language of [...Object.keys(offer.names), ...offer.languages]) {
    refuseUnless(isLanguage(language), 'languages', 'A language is a BCP 47 tag, such as ar or pt-BR.');
  }
  refuseUnless(
    offer.firewallStatus !== 'FIREWALLED' || filled(offer.firewallEvidence),
    'firewallEvidence',
    'FIREWALLED says what it rests on: a policy, a law, an agreement.',
  );
  const lawfulResidence = offer.requiredDocuments.some(
    ({ kind }) => kind === 'RESIDENCE_PERMIT' || kind === 'VISA',
  );
  refuseUnless(
    !lawfulResidence || offer.legalStatusCondition === 'REQUIRED',
    'legalStatusCondition',
    'A service that asks for a residence permit or a visa is REQUIRED: it depends on legal status.',
  );
  refuseUnless(offer.url === null || isWebAddress(offer.url), 'url', 'It begins with http:// or https://.');
  refuseUnless(offer.email === null || isMail(offer.email), 'email', 'It is not a mail address.');
  checkSpan(offer.validFrom, offer.validUntil, '');
  checkWhom(offer);
  checkInclusion(offer);
  refuseUnless(offer.locations.length <= 50, 'locations', 'At most 50 locations.');
  refuseUnless(offer.schedules.length <= 50, 'schedules', 'At most 50 schedules.');
  offer.locations.forEach(checkLocation);
  offer.schedules.forEach((schedule, index) => {
    checkSchedule(schedule, `schedules.${index}.`);
  });
  checkCapacities(offer.capacities);
}

function checkWhom({ minimumAge, maximumAge, onlyNationalities, exceptNationalities }: Offer): void {
  for (const [field, age] of [
    ['minimumAge', minimumAge],
    ['maximumAge', maximumAge],
  ] as const) {
    refuseUnless(age === null || (age >= 0 && age <= 150), field, 'An age is from 0 to 150 years.');
  }
  refuseUnless(
    minimumAge === null || maximumAge === null || minimumAge <= maximumAge,
    'maximumAge',
    'The highest age is below the lowest.',
  );
  for (const [field, list] of [
    ['onlyNationalities', onlyNationalities],
    ['exceptNationalities', exceptNationalities],
  ] as const) {
    refuseUnless(list.every(isCountry), field, 'A nationality is two letters, ISO 3166-1.');
  }
}

function checkInclusion({ type, types, inclusion }: Offer): void {
  refuseUnless(
    inclusion === null ? type !== 'INCLUSION_ACTIVITY' : types.includes('INCLUSION_ACTIVITY'),
    'inclusion',
    'An INCLUSION_ACTIVITY, and nothing else, says its strand, its setting and for whom it is open.',
  );
  refuseUnless(
    inclusion === null || inclusion.openToMigrants || inclusion.openToLocals,
    'inclusion.openToMigrants',
    'It is open to migrants, to locals, or to both.',
  );
  inclusion?.jointImplementers.forEach(({ name }, index) => {
    refuseUnless(filled(name), `inclusion.jointImplementers.${index}.name`, 'It has a name.');
  });
}

function checkCapacities(capacities: readonly Capacity[]): void {
  capacities.forEach(({ available, maximum }, index) => {
    const path = `capacities.${index}.`;
    refuseUnless(available >= 0, `${path}available`, 'There are none or more left.');
    refuseUnless(maximum === null || maximum >= available, `${path}maximum`, 'More are left than there are.');
  });
  const counted = capacities.filter(({ perReferral }) => perReferral);
  refuseUnless(counted.length <= 1, 'capacities', 'A referral takes one place of one capacity.');
  refuseUnless(
    counted.every(({ available, maximum }) => Number.isInteger(available) && Number.isInteger(maximum ?? 0)),
    'capacities',
    'Places that referrals take are whole.',
  );
}

function checkLocation(location: Location, index: number): void {
  const path = `locations.${index}.`;
  const { latitude, longitude } = location;
  refuseUnless(
    Object.keys(location.names).length > 0 && textsFit(location.names, 200),
    `${path}name`,
    'A name has 1 to 200 characters.',
  );
  refuseUnless(
    location.country === null ? location.locationType === 'VIRTUAL' : isCountry(location.country),
    `${path}country`,
    'A country is two letters, ISO 3166-1; only a VIRTUAL place has none.',
  );
  refuseUnless(
    (latitude === null) === (longitude === null),
    `${path}latitude`,
    'A point is both coordinates or neither.',
  );
  refuseUnless(
    latitude === null || Math.abs(latitude) <= 90,
    `${path}latitude`,
    'A latitude is from -90 to 90 degrees.',
  );
  refuseUnless(
    longitude === null || Math.abs(longitude) <= 180,
    `${path}longitude`,
    'A longitude is from -180 to 180 degrees.',
  );
  refuseUnless(
    !location.confidential || filled(location.admin1),
    `${path}admin1`,
    'A confidential place says its first administrative level: it is all that others see.',
  );
  location.at.schedules.forEach((schedule, at) => {
    checkSchedule(schedule, `${path}at.schedules.${at}.`);
  });
}

/** What RFC 5545 lets stand behind the BY-words. */
const RULE_PARTS = {
  byDay: /^([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU))*$/,
  byWeekNo: /^-?([1-9]|[1-4]\d|5[0-3])(,-?([1-9]|[1-4]\d|5[0-3]))*$/,
  byMonthDay: /^-?([1-9]|[12]\d|3[01])(,-?([1-9]|[12]\d|3[01]))*$/,
  byYearDay: /^-?\d{1,3}(,-?\d{1,3})*$/,
} as const;

/** Errors: as for `checkOffer`; `path` is that of the schedule within the input, with a dot behind it. */
export function checkSchedule(schedule: Schedule, path: string): void {
  refuseUnless(
    isTimeZone(schedule.timeZone),
    `${path}timeZone`,
    'A time zone is an IANA name, such as Asia/Amman.',
  );
  refuseUnless(
    schedule.opensAt === null || OPENS.test(schedule.opensAt),
    `${path}opensAt`,
    'Write HH:MM, 00:00 to 23:59.',
  );
  refuseUnless(
    schedule.closesAt === null || CLOSES.test(schedule.closesAt),
    `${path}closesAt`,
    'Write HH:MM, 00:00 to 24:00.',
  );
  refuseUnless(
    schedule.interval >= 1 && schedule.interval <= 52,
    `${path}interval`,
    'An interval is from 1 to 52.',
  );
  for (const [part, pattern] of Object.entries(RULE_PARTS)) {
    const said = schedule[part as keyof typeof RULE_PARTS];
    refuseUnless(said === null || pattern.test(said), `${path}${part}`, 'Not what RFC 5545 lets stand here.');
  }
  for (const part of ['startsOn', 'until'] as const) {
    const day = schedule[part];
    refuseUnless(day === null || isDay(day), `${path}${part}`, 'A day is written 2026-12-31.');
  }
  refuseUnless(
    schedule.count === null || (schedule.count >= 1 && schedule.startsOn !== null),
    `${path}count`,
    'A count is 1 or more, and counted from `startsOn`.',
  );
  refuseUnless(
    schedule.kind === 'REGULAR' || (schedule.validFrom !== null && schedule.validUntil !== null),
    `${path}validFrom`,
    'CLOSED and SPECIAL say from which day to which.',
  );
  checkSpan(schedule.validFrom, schedule.validUntil, path);
}

function checkSpan(from: string | null, until: string | null, path: string): void {
  for (const [field, day] of [
    ['validFrom', from],
    ['validUntil', until],
  ] as const) {
    refuseUnless(day === null || isDay(day), `${path}${field}`, 'A day is written 2026-12-31.');
  }
  refuseUnless(
    from === null || until === null || from <= until,
    `${path}validUntil`,
    'The last day is before the first.',
  );
}

function refuseUnless(holds: boolean, field: string, says: string): void {
  if (!holds) throw new AccordError('VALIDATION_FAILED', { field: `input.${field}`, says });
}

function filled(text: string | null): boolean {
  return (text?.trim() ?? '') !== '';
}

function textsFit(texts: Texts, most: number): boolean {
  return Object.values(texts).every((text) => text.trim() !== '' && text.length <= most);
}
