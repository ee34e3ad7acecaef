import { createHash } from 'node:crypto';
import { AccordError } from '../../shared/errors.ts';
import type { RecordAccessAgreementInput } from './access-agreement.inputs.ts';

/** SHA-256, in hexadecimal, of everything a party puts its name to. */
export function revisionHashOf(input: RecordAccessAgreementInput): string {
  const terms = [
    [...input.partyIds].sort(),
    input.country.toUpperCase(),
    input.places.map(({ name, setting, admin1, latitude, longitude }) => [
      name,
      setting,
      admin1 ?? null,
      latitude ?? null,
      longitude ?? null,
    ]),
    input.ground,
    input.modalities.map(({ modality, answer }) => [modality, answer]).sort(),
    [...input.groupsLeftOut].sort(),
    [...input.obligations].sort(),
    input.instrument,
    input.text ?? null,
    input.statesConformity,
    input.validFrom.toISOString(),
    input.validUntil?.toISOString() ?? null,
    input.icrcCoordinatedOn ?? null,
    input.icrcNotCoordinatedBecause ?? null,
  ];
  return createHash('sha256').update(JSON.stringify(terms)).digest('hex');
}

/** Errors: VALIDATION_FAILED, with the field. */
export function checkTerms(input: RecordAccessAgreementInput): void {
  const { partyIds, country, places, modalities, text, icrcCoordinatedOn } = input;
  refuseUnless(partyIds.length <= 20, 'partyIds', 'An agreement has at most 20 parties.');
  refuseUnless(new Set(partyIds).size === partyIds.length, 'partyIds', 'Each party is named once.');
  refuseUnless(/^[a-z]{2}$/i.test(country), 'country', 'A country is two letters, ISO 3166-1.');
  refuseUnless(
    places.length >= 1 && places.length <= 200,
    'places',
    'An agreement is about 1 to 200 places.',
  );
  places.forEach(({ name, latitude, longitude }, index) => {
    const at = `places.${index}`;
    refuseUnless(
      name.trim().length > 0 && name.length <= 200,
      `${at}.name`,
      'A name has 1 to 200 characters.',
    );
    refuseUnless(
      (latitude == null) === (longitude == null),
      at,
      'A latitude needs a longitude, and a longitude a latitude.',
    );
    refuseUnless(
      Math.abs(latitude ?? 0) <= 90,
      `${at}.latitude`,
      'A latitude is between -90 and 90 degrees.',
    );
    refuseUnless(
      Math.abs(longitude ?? 0) <= 180,
      `${at}.longitude`,
      'A longitude is between -180 and 180 degrees.',
    );
  });
  const named = modalities.map(({ modality }) => modality);
  refuseUnless(new Set(named).size === named.length, 'modalities', 'Each modality is answered once.');
  refuseUnless((text?.length ?? 0) <= 20_000, 'text', 'A text has at most 20,000 characters.');
  refuseUnless(
    icrcCoordinatedOn == null || isDate(icrcCoordinatedOn),
    'icrcCoordinatedOn',
    'A date is written as 2026-03-31.',
  );
}

function isDate(word: string): boolean {
  const date = new Date(`${word}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(word) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(word)
  );
}

function refuseUnless(holds: boolean, field: string, says: string): void {
  if (!holds) throw new AccordError('VALIDATION_FAILED', { field: `input.${field}`, says });
}
