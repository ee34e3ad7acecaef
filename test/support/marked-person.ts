import { DATA_CATEGORIES, type DataCategory } from '../../shared/policy/categories.ts';
import type { PersonCategory } from '../../subgraphs/referrals/person.entity.ts';

/** One word for each category that stands nowhere else, so that a leak is found by searching the text of an answer. */
export const MARKS: Readonly<Record<PersonCategory, string>> = {
  TRIAGE: 'mark-of-triage',
  IDENTITY: 'mark-of-identity',
  CONTACT: 'mark-of-contact',
  LOCATION_COARSE: 'mark-of-coarse-location',
  LOCATION_PRECISE: 'mark-of-precise-location',
  ORIGIN: 'mark-of-origin',
  MIGRATION_STATUS: 'mark-of-migration-status',
  HEALTH: 'mark-of-health',
  PROTECTION: 'mark-of-protection',
  FAMILY: 'mark-of-family',
  BELIEF: 'mark-of-belief',
  NARRATIVE: 'mark-of-narrative',
};

/** A person with a marked value in every category, as `registerPerson` takes it. */
export const MARKED_PERSON = {
  triage: { ageBand: 'AGE_18_59', languages: ['ar'], accessNeeds: [MARKS.TRIAGE] },
  identity: { name: MARKS.IDENTITY },
  contact: { safeContact: MARKS.CONTACT },
  locationCoarse: { country: 'JO', admin1: MARKS.LOCATION_COARSE },
  locationPrecise: { address: MARKS.LOCATION_PRECISE },
  origin: { ethnicOrigin: MARKS.ORIGIN },
  migrationStatus: { asylumClaim: MARKS.MIGRATION_STATUS },
  health: { physical: MARKS.HEALTH },
  protection: { violence: MARKS.PROTECTION },
  family: { familyLinksCase: MARKS.FAMILY },
  belief: { religion: MARKS.BELIEF },
  narrative: MARKS.NARRATIVE,
} as const;

/** Every marked value of a `Person`. */
export const ALL_VALUES = `triage { accessNeeds } identity { name } contact { safeContact } locationCoarse { admin1 }
  locationPrecise { address } origin { ethnicOrigin } migrationStatus { asylumClaim } health { physical }
  protection { violence } family { familyLinksCase } belief { religion } narrative`;

/** The categories whose marked value stands anywhere in the answer, in the order of the law. */
export function marksIn(answer: unknown): DataCategory[] {
  const text = JSON.stringify(answer);
  return DATA_CATEGORIES.filter((category) => category !== 'ROUTING' && text.includes(MARKS[category]));
}
