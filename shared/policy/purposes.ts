/** What person data may be asked for [law 1]. */
export const PURPOSES = [
  'SERVICE_REFERRAL',
  'SERVICE_DELIVERY',
  'CASE_MANAGEMENT',
  'HEALTH_CARE',
  'LEGAL_AID',
  'INTERNATIONAL_PROTECTION_ACCESS',
  'RESTORING_FAMILY_LINKS',
  'TRAFFICKING_VICTIM_PROTECTION',
  'CHILD_PROTECTION',
  'VITAL_INTEREST_EMERGENCY',
  'STATISTICS',
  'ACCESS_MONITORING',
  'CONFERENCE_REPORTING',
  'DATA_SUBJECT_RIGHTS',
  'AUDIT_OVERSIGHT',
] as const;

export type Purpose = (typeof PURPOSES)[number];

/** Codes of the W3C Data Privacy Vocabulary 2.3, so that a partner can test a refusal in its own words [law 1]. */
export const PROHIBITED_PURPOSES = [
  'UnauthorisedMigrationDetection',
  'UnauthorisedMigrationManagement',
  'UnauthorisedMigrationPrediction',
  'ImmigrationBorderControlManagement',
  'ImmigrationBorderDocumentVerification',
  'ImmigrationBorderIdentityVerification',
  'ImmigrationIdentityVerification',
  'ImmigrationExpiredPermitManagement',
  'ImmigrationFraudManagement',
  'ImmigrationSecurityManagement',
  'ImmigrationManagement',
  'LawEnforcement',
  'CriminalLawEnforcement',
  'CrimeInvestigation',
  'CrimeSurveillance',
  'CrimeArrestDetention',
  'LegalInterrogation',
  'LegalEvidenceCollection',
  'Counterterrorism',
  'ProtectionOfNationalSecurity',
  'ProtectionOfPublicSecurity',
  'SellDataToThirdParties',
  'DirectMarketing',
  'TargetedAdvertising',
] as const;

export type ProhibitedPurpose = (typeof PROHIBITED_PURPOSES)[number];

const ALLOWED_WORDS: ReadonlySet<string | null> = new Set(PURPOSES);

export function isPurpose(word: string | null): word is Purpose {
  return ALLOWED_WORDS.has(word);
}

/** An unknown purpose is a prohibited one; null is not prohibited but missing [law 1, law 2 line 2]. */
export function isProhibited(word: string | null): boolean {
  return word !== null && !ALLOWED_WORDS.has(word);
}
