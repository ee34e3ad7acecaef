import { AccordError } from '../../shared/errors.ts';
import { isCountry, isLanguage } from './offer-words.ts';
import type { NearInput, ServiceFilter } from './search.inputs.ts';

/** Errors: VALIDATION_FAILED. */
export function checkSearch(filter: ServiceFilter, near: NearInput | null): void {
  refuseUnless((filter.text ?? '').length <= 200, 'filter.text', 'At most 200 characters.');
  refuseUnless(
    filter.age == null || (filter.age >= 0 && filter.age <= 150),
    'filter.age',
    'An age is from 0 to 150 years.',
  );
  for (const tag of filter.languages ?? []) {
    refuseUnless(isLanguage(tag), 'filter.languages', 'A language is a BCP 47 tag, such as ar or pt-BR.');
  }
  refuseUnless(
    filter.country == null || isCountry(filter.country.toUpperCase()),
    'filter.country',
    'A country is two letters, ISO 3166-1.',
  );
  if (near === null) return;
  refuseUnless(Math.abs(near.latitude) <= 90, 'near.latitude', 'A latitude is from -90 to 90 degrees.');
  refuseUnless(Math.abs(near.longitude) <= 180, 'near.longitude', 'A longitude is from -180 to 180 degrees.');
  refuseUnless(near.withinKm > 0 && near.withinKm <= 1000, 'near.withinKm', 'More than 0 and at most 1000.');
}

function refuseUnless(holds: boolean, field: string, says: string): void {
  if (!holds) throw new AccordError('VALIDATION_FAILED', { field, says });
}
