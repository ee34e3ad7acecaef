import { createHash } from 'node:crypto';
import type { RecordAccessAgreementInput } from './access-agreement.inputs.ts';
import { checkCountry, isDay, isLatitude, isLongitude, refuseUnless } from './input-checks.ts';

/** SHA-256, in hexadecimal, of everything a party puts its name to. Its number is part of it: old terms taken up again are signed again. */
export function revisionHashOf(input: RecordAccessAgreementInput, revision: number): string {
  const terms = [
    revision,
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
    [...input.groundsLeftOut].sort(),
    [...input.conditions].sort(),
    input.legalInstrumentId ?? null,
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
  checkCountry(country);
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
    refuseUnless(isLatitude(latitude ?? 0), `${at}.latitude`, 'A latitude is between -90 and 90 degrees.');
    refuseUnless(
      isLongitude(longitude ?? 0),
      `${at}.longitude`,
      'A longitude is between -180 and 180 degrees.',
    );
  });
  const named = modalities.map(({ modality }) => modality);
  refuseUnless(new Set(named).size === named.length, 'modalities', 'Each modality is answered once.');
  refuseUnless((text?.length ?? 0) <= 20_000, 'text', 'A text has at most 20,000 characters.');
  refuseUnless(
    icrcCoordinatedOn == null || isDay(icrcCoordinatedOn),
    'icrcCoordinatedOn',
    'A date is written as 2026-03-31.',
  );
}
