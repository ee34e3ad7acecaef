import type { ModalityAnswer } from './access-words.ts';

export const BORDER_PROCEDURE_TYPES = [
  'ENTRY_SCREENING',
  'REFUSAL_OF_ENTRY',
  'INTERDICTION',
  'INTERCEPTION_AT_SEA',
  'RESCUE_AND_DISEMBARKATION',
  'BORDER_DETENTION',
  'ACCELERATED_ASYLUM_PROCEDURE',
  'SAFE_THIRD_COUNTRY_TRANSFER',
  'READMISSION',
  'DEPORTATION',
] as const;
export type BorderProcedureType = (typeof BORDER_PROCEDURE_TYPES)[number];

/** OHCHR, Recommended Principles and Guidelines on Human Rights at International Borders; each with its name in words. */
const NAMES = {
  NON_REFOULEMENT_CHECK: 'A check against refoulement',
  INDIVIDUAL_ASSESSMENT: 'An assessment of each person',
  NO_COLLECTIVE_EXPULSION: 'The ban on collective expulsion',
  ACCESS_TO_ASYLUM_PROCEDURE: 'Access to the asylum procedure',
  INFORMATION_IN_UNDERSTOOD_LANGUAGE: 'Information in a language that is understood',
  INTERPRETER: 'An interpreter',
  LEGAL_ASSISTANCE: 'Legal assistance',
  EFFECTIVE_REMEDY_WITH_SUSPENSIVE_EFFECT: 'An effective remedy with suspensive effect',
  BEST_INTERESTS_OF_CHILD: 'The best interests of the child',
  GUARDIAN_FOR_UNACCOMPANIED_CHILD: 'A guardian for an unaccompanied child',
  VULNERABILITY_IDENTIFICATION: 'Identification of people in a vulnerable situation',
  IMMEDIATE_ASSISTANCE: 'Immediate assistance',
  FAMILY_UNITY_AND_RFL: 'Family unity and the restoring of family links',
  DETENTION_LAST_RESORT: 'Detention as a last resort alone',
  SEARCH_AND_RESCUE_PRIORITY: 'The priority of search and rescue',
  USE_OF_FORCE_LIMITS: 'Limits to the use of force',
  DATA_PROTECTION_FIREWALL: 'A firewall for personal data',
  INDEPENDENT_MONITORING: 'Independent monitoring',
  NATIONAL_SOCIETY_ACCESS: 'Access of the National Society',
  STAFF_TRAINING: 'Training of the staff',
} as const;
export type Safeguard = keyof typeof NAMES;
export const SAFEGUARDS = Object.keys(NAMES) as Safeguard[];

export function spokenSafeguard(safeguard: Safeguard): string {
  return NAMES[safeguard];
}

/** In law and in practice, each `YES`, `PARTIAL`, `NO` or `UNKNOWN`. */
export interface SafeguardAnswers {
  readonly inLaw: ModalityAnswer;
  readonly inPractice: ModalityAnswer;
}

/** Somebody says that it is there, wholly or in part. */
export function isPresent({ inLaw, inPractice }: SafeguardAnswers): boolean {
  return [inLaw, inPractice].some((answer) => answer === 'YES' || answer === 'PARTIAL');
}

const IN_LAW: Readonly<Record<ModalityAnswer, string>> = {
  YES: 'the law provides for it',
  PARTIAL: 'the law provides for it in part',
  NO: 'no law provides for it',
  UNKNOWN: 'whether the law provides for it is not known',
};
const IN_PRACTICE: Readonly<Record<ModalityAnswer, string>> = {
  YES: 'in practice it is there',
  PARTIAL: 'in practice it is there in part',
  NO: 'in practice it is missing',
  UNKNOWN: 'whether it is there in practice is not known',
};

/** What is missing, in a sentence; null when it is there in law and in practice. `answers` null: nobody assessed it. */
export function missingOf(safeguard: Safeguard, answers: SafeguardAnswers | null): string | null {
  if (answers === null) return `${NAMES[safeguard]}: nobody has assessed it.`;
  const { inLaw, inPractice } = answers;
  if (inLaw === 'YES' && inPractice === 'YES') return null;
  if (inLaw === 'NO' && inPractice === 'NO') return `${NAMES[safeguard]}: missing in law and in practice.`;
  return `${NAMES[safeguard]}: ${IN_LAW[inLaw]}, ${IN_PRACTICE[inPractice]}.`;
}
