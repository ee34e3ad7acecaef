import { type CaseworkFacts, ORGANISATION_ACTIVE, OUTSIDE_FIREWALL } from './casework.ts';
import { allOf, type Rule } from './rule.ts';

/** What an organisation is told without asking: something ran out, or waits for it. */
export const NOTICE_KINDS = [
  'REFERRAL_UNACKNOWLEDGED',
  'REFERRAL_OVERDUE',
  'REFERRAL_EXPIRED',
  'REFERRAL_RECIPIENT_CLOSED',
  'REFERRAL_ERROR_MARKED',
  'CONSENT_ENDING',
  'CONSENT_EXPIRED',
  'ERASURE_OVERDUE',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** So many days before its end a consent is said to end, while there is time to ask the person again [choice]. */
export const CONSENT_ENDING_DAYS = 30;

export const NOTICE_RULES: readonly Rule<CaseworkFacts>[] = [
  ORGANISATION_ACTIVE,
  OUTSIDE_FIREWALL,
  {
    id: 'staff-reads-notices',
    says: "A role that covers a referral's routing reads its organisation's notices and acknowledges them.",
    source: 'law 2: roles; law 5: tells the sender',
    holds: ({ role }) =>
      role === 'caseworker' ||
      role === 'system' ||
      role === 'coordinator' ||
      role === 'data_protection_officer',
  },
];

export const mayReadNotices = allOf(NOTICE_RULES);
