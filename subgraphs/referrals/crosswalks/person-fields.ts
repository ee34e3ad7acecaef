import type { PersonCategory } from '../person.entity.ts';

/** Every value that a person's record can hold, by the field of `Person` that holds it, and the category that releases it. */
export const PERSON_FIELDS = {
  'triage.ageBand': 'TRIAGE',
  'triage.gender': 'TRIAGE',
  'triage.languages': 'TRIAGE',
  'triage.householdSize': 'TRIAGE',
  'triage.accessNeeds': 'TRIAGE',
  'identity.caseCode': 'IDENTITY',
  'identity.name': 'IDENTITY',
  'identity.birthDate': 'IDENTITY',
  'identity.caseNumbers': 'IDENTITY',
  'contact.phone': 'CONTACT',
  'contact.email': 'CONTACT',
  'contact.safeContact': 'CONTACT',
  'contact.caregiver': 'CONTACT',
  'locationCoarse.country': 'LOCATION_COARSE',
  'locationCoarse.admin1': 'LOCATION_COARSE',
  'locationPrecise.address': 'LOCATION_PRECISE',
  'locationPrecise.site': 'LOCATION_PRECISE',
  'locationPrecise.latitude': 'LOCATION_PRECISE',
  'locationPrecise.longitude': 'LOCATION_PRECISE',
  'origin.nationalities': 'ORIGIN',
  'origin.ethnicOrigin': 'ORIGIN',
  'origin.route': 'ORIGIN',
  'migrationStatus.standing': 'MIGRATION_STATUS',
  'migrationStatus.asylumClaim': 'MIGRATION_STATUS',
  'migrationStatus.removalOrder': 'MIGRATION_STATUS',
  'health.physical': 'HEALTH',
  'health.mental': 'HEALTH',
  'health.pregnant': 'HEALTH',
  'health.disability': 'HEALTH',
  'protection.specificNeeds': 'PROTECTION',
  'protection.violence': 'PROTECTION',
  'protection.traffickingIndicators': 'PROTECTION',
  'family.relatives': 'FAMILY',
  'family.familyLinksCase': 'FAMILY',
  'belief.religion': 'BELIEF',
  'belief.politics': 'BELIEF',
  'belief.sexualOrientationAndGenderIdentity': 'BELIEF',
  narrative: 'NARRATIVE',
} as const satisfies Readonly<Record<string, PersonCategory>>;

export type PersonField = keyof typeof PERSON_FIELDS;

/** The categories of which at least one field has a place: the others need not be opened for an export. */
export function categoriesPlaced(places: Readonly<Record<PersonField, unknown>>): PersonCategory[] {
  const fields = Object.keys(PERSON_FIELDS) as PersonField[];
  return [
    ...new Set(
      fields.filter((field) => typeof places[field] === 'string').map((field) => PERSON_FIELDS[field]),
    ),
  ];
}
