/** The thirteen lines of the release rule, in the order in which they are read [law 2]. */
export const RELEASE_RULE_IDS = [
  'authenticated',
  'purpose-allowed',
  'firewall',
  'retained',
  'owner',
  'not-withheld',
  'relation',
  'agreement',
  'consent',
  'stage',
  'ceiling',
  'onward',
  'recorded',
] as const;

export type ReleaseRuleId = (typeof RELEASE_RULE_IDS)[number];

/** The exact word for each refusal; `ROLE` is the owner's own member of staff whose role does not cover the category. */
export const REFUSALS = [
  'UNAUTHENTICATED',
  'PURPOSE',
  'FIREWALL',
  'RETENTION',
  'ROLE',
  'WITHHELD',
  'NO_RELATION',
  'AGREEMENT',
  'CONSENT',
  'STAGE',
  'CEILING',
  'ONWARD',
  'LEDGER_UNAVAILABLE',
] as const;

export type Refusal = (typeof REFUSALS)[number];
