import { AccordError } from '../../shared/errors.ts';
import type { Location, Offer, Schedule, Texts } from './offer.ts';
import type { NearInput, ServiceFilter } from './service.inputs.ts';

// What an offer must be to stand in the directory at all. Whether it may is the policy's to say.

const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
const COUNTRY = /^[A-Z]{2}$/;
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
    refuseUnless(LANGUAGE.test(language), 'languages', 'A language is a BCP 47 tag, such as ar or pt-BR.');
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
  refuseUnless(
    offer.url === null || /^https?:\/\/\S+$/.test(offer.url),
    'url',
    'It begins with http:// or https://.',
  );
  refuseUnless(
    offer.email === null || /^[^\s@]+@[^\s@]+$/.test(offer.email),
    'email',
    'It is not a mail address.',
  );
  checkSpan(offer.validFrom, offer.validUntil, '');
  refuseUnless(offer.locations.length <= 50, 'locations', 'At most 50 locations.');
  refuseUnless(offer.schedules.length <= 50, 'schedules', 'At most 50 schedules.');
  offer.locations.forEach(checkLocation);
  offer.schedules.forEach(checkSchedule);
}

function checkLocation(location: Location, index: number): void {
  const path = `locations.${index}.`;
  const { latitude, longitude } = location;
  refuseUnless(
    Object.keys(location.names).length > 0 && textsFit(location.names, 200),
    `${path}name`,
    'A name has 1 to 200 characters.',
  );
  refuseUnless(COUNTRY.test(location.country), `${path}country`, 'A country is two letters, ISO 3166-1.');
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
}

function checkSchedule(schedule: Schedule, index: number): void {
  const path = `schedules.${index}.`;
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

/** Errors: VALIDATION_FAILED. */
export function checkSearch(filter: ServiceFilter, near: NearInput | null): void {
  refuseUnless((filter.text ?? '').length <= 200, 'filter.text', 'At most 200 characters.', '');
  if (near === null) return;
  refuseUnless(Math.abs(near.latitude) <= 90, 'near.latitude', 'A latitude is from -90 to 90 degrees.', '');
  refuseUnless(
    Math.abs(near.longitude) <= 180,
    'near.longitude',
    'A longitude is from -180 to 180 degrees.',
    '',
  );
  refuseUnless(
    near.withinKm > 0 && near.withinKm <= 1000,
    'near.withinKm',
    'More than 0 and at most 1000.',
    '',
  );
}

function refuseUnless(holds: boolean, field: string, says: string, root = 'input.'): void {
  if (!holds) throw new AccordError('VALIDATION_FAILED', { field: `${root}${field}`, says });
}

function filled(text: string | null): boolean {
  return (text?.trim() ?? '') !== '';
}

function textsFit(texts: Texts, most: number): boolean {
  return Object.values(texts).every((text) => text.trim() !== '' && text.length <= most);
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
