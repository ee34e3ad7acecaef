// The code lists of measures and of what is reported beside them. Sources: capabilities, Partnerships; P3 and P4 of the resolution.

export const MEASURE_TYPES = [
  'LEGISLATION',
  'REGULATION_OR_PROCEDURE',
  'ACCESS_AGREEMENT',
  'BORDER_SAFEGUARD',
  'PROTECTION_SERVICE',
  'RFL_SERVICE',
  'DIVERSITY_AND_NONVIOLENCE',
  'CULTURAL_AWARENESS',
  'HUMANITARIAN_EDUCATION',
  'SOCIAL_COHESION',
  'PARTNERSHIP',
  'CONSULTATION',
  'TRAINING',
  'ADVOCACY',
  'RESEARCH_OR_REPORT',
] as const;
export type MeasureType = (typeof MEASURE_TYPES)[number];

export const MEASURE_STATUSES = ['PLANNED', 'ONGOING', 'COMPLETED', 'DISCONTINUED'] as const;
export type MeasureStatus = (typeof MEASURE_STATUSES)[number];

export const ATTESTATION_STATES = ['DRAFT', 'ATTESTED', 'WITHDRAWN'] as const;
export type AttestationState = (typeof ATTESTATION_STATES)[number];

/** Cooperation at all levels [31IC/11/R3, P3]. */
export const ACTION_LEVELS = ['LOCAL', 'NATIONAL', 'REGIONAL', 'GLOBAL'] as const;
export type ActionLevel = (typeof ACTION_LEVELS)[number];

/** For whom; families and communities among them [31IC/11/R3, P4]. No group is named by its legal status [choice]. */
export const BENEFICIARY_GROUPS = [
  'ALL_MIGRANTS',
  'CHILDREN',
  'UNACCOMPANIED_CHILDREN',
  'WOMEN_AND_GIRLS',
  'OLDER_PERSONS',
  'PERSONS_WITH_DISABILITIES',
  'SURVIVORS_OF_TRAFFICKING',
  'SURVIVORS_OF_VIOLENCE',
  'PERSONS_SEEKING_PROTECTION',
  'STATELESS_PERSONS',
  'MIGRANT_WORKERS',
  'PERSONS_DEPRIVED_OF_LIBERTY',
  'RETURNING_MIGRANTS',
  'SEPARATED_AND_MISSING',
  'FAMILIES',
  'HOST_COMMUNITIES',
  'STAFF_AND_VOLUNTEERS',
] as const;
export type BeneficiaryGroup = (typeof BENEFICIARY_GROUPS)[number];

/** What shows that a measure was taken. All but `DOCUMENT` name something that Accord knows. */
export const EVIDENCE_KINDS = [
  'AGREEMENT',
  'ACCESS_AGREEMENT',
  'BORDER_PROCEDURE',
  'LEGAL_INSTRUMENT',
  'SERVICE',
  'CONSULTATION',
  'DOCUMENT',
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];
