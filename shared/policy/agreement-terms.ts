import { exceedsCeiling, type OnwardTransfer } from './agreement.ts';
import { type DataCategory, SEVERE_CATEGORIES } from './categories.ts';
import { addMonths } from './months.ts';
import {
  type FirewallClass,
  firewallClassOf,
  isBehindFirewall,
  type OrganisationType,
} from './organisations.ts';
import { isPurpose, type Purpose } from './purposes.ts';
import { type AgreementClock, isWithinBounds } from './referral-clocks.ts';
import type { Role } from './roles.ts';
import { allOf, type Rule } from './rule.ts';

/** The words are fixed, so that no party can soften them [law 7]. */
export const FIREWALL_CLAUSE =
  'Personal data shared under this agreement is never given to, or used for, immigration enforcement, border control, ' +
  'law enforcement, prosecution, intelligence or national security, and no consent, instruction or later agreement lifts this.';

/** At most 24 months, notice of a breach within 72 hours [law 7]. */
export const AGREEMENT_MONTHS = 24;
export const BREACH_NOTICE_HOURS = 72;

/** What a data-sharing agreement, provider → recipient, says of itself. */
export interface AgreementTerms {
  readonly providerId: string;
  readonly recipientId: string;
  readonly recipientType: OrganisationType;
  /** Types of the units it shares credentials with. */
  readonly recipientSharesCredentialsWith: readonly OrganisationType[];
  /** Where a mandate limits the recipient's purposes, as for UNODC; null where none does. */
  readonly recipientMandatePurposes: readonly Purpose[] | null;
  readonly purposes: readonly string[];
  readonly categories: readonly DataCategory[];
  readonly jurisdictions: readonly string[];
  readonly recipientRoles: readonly Role[];
  readonly onward: OnwardTransfer;
  readonly onwardRecipientIds: readonly string[];
  /** Of those whom it names, each the strictest of the units it shares credentials with. */
  readonly onwardRecipientClasses: readonly FirewallClass[];
  readonly impactAssessment: boolean;
  readonly breachNoticeHours: number;
  /** Its own clocks for referrals; where it sets none, the law's hold. */
  readonly clocks: readonly AgreementClock[];
  readonly validFrom: Date;
  readonly validUntil: Date;
}

export const AGREEMENT_TERMS_RULES: readonly Rule<AgreementTerms>[] = [
  {
    id: 'one-way',
    says: 'It runs one way, from a provider to another organisation.',
    source: 'law 7',
    holds: ({ providerId, recipientId }) => providerId !== recipientId,
  },
  {
    id: 'terms-outside-firewall',
    says: 'The recipient is neither enforcement nor for statistics only.',
    source: 'law 2, line 3',
    holds: ({ recipientType, recipientSharesCredentialsWith }) =>
      !isBehindFirewall(firewallClassOf(recipientType, recipientSharesCredentialsWith)),
  },
  {
    id: 'states-what-for',
    says: 'It states purposes, categories, jurisdictions and recipient roles.',
    source: 'law 7',
    holds: ({ purposes, categories, jurisdictions, recipientRoles }) =>
      [purposes, categories, jurisdictions, recipientRoles].every((list) => list.length > 0),
  },
  {
    id: 'purposes-allowed',
    says: "Its purposes are allowed ones, within the recipient's mandate.",
    source: 'law 1; law 4: UNODC',
    holds: ({ purposes, recipientMandatePurposes: mandate }) =>
      purposes.every((purpose) => isPurpose(purpose) && (mandate === null || mandate.includes(purpose))),
  },
  {
    id: 'within-ceiling',
    says: "Its categories are within the ceiling of the recipient's class.",
    source: 'law 7',
    holds: ({ recipientType, recipientSharesCredentialsWith, categories }) =>
      !exceedsCeiling(recipientType, categories, recipientSharesCredentialsWith),
  },
  {
    id: 'asylum-authority-own-claim',
    says: "An asylum authority receives for access to international protection alone: the person's own claim.",
    source: 'law 4: own claim',
    holds: ({ recipientType, recipientSharesCredentialsWith, purposes }) =>
      firewallClassOf(recipientType, recipientSharesCredentialsWith) !== 'ASYLUM_AUTHORITY' ||
      purposes.every((purpose) => purpose === 'INTERNATIONAL_PROTECTION_ACCESS'),
  },
  {
    id: 'onward-within-mandate',
    says: 'A recipient whose mandate is limited passes nothing on.',
    source: 'law 4: UNODC',
    holds: ({ recipientMandatePurposes, onward }) =>
      recipientMandatePurposes === null || onward === 'FORBIDDEN',
  },
  {
    id: 'onward-recipients-named',
    says: 'Onward transfer for the same purpose names its recipients.',
    source: 'law 7',
    holds: ({ onward, onwardRecipientIds }) =>
      onward !== 'SAME_PURPOSE_NAMED_RECIPIENTS' || onwardRecipientIds.length > 0,
  },
  {
    id: 'onward-outside-firewall',
    says: 'Nobody that it names to pass data on to is enforcement or for statistics only.',
    source: 'law 2, lines 3 and 12',
    holds: ({ onwardRecipientClasses }) => !onwardRecipientClasses.some(isBehindFirewall),
  },
  {
    id: 'severe-assessed',
    says: 'An impact assessment comes with a severe category.',
    source: 'law 7',
    holds: ({ categories, impactAssessment }) =>
      impactAssessment || !categories.some((category) => SEVERE_CATEGORIES.has(category)),
  },
  {
    id: 'breach-notice',
    says: 'A breach is notified within 72 hours.',
    source: 'law 7',
    holds: ({ breachNoticeHours }) => breachNoticeHours > 0 && breachNoticeHours <= BREACH_NOTICE_HOURS,
  },
  {
    id: 'clocks-within-bounds',
    says: 'A referral clock of its own has whole hours, no longer to acknowledge than to act, and is not too slow for its urgency.',
    source: 'law 5: an agreement may set its own',
    holds: ({ clocks }) => clocks.every(isWithinBounds),
  },
  {
    id: 'at-most-24-months',
    says: 'It begins before it ends, and lasts at most 24 months.',
    source: 'law 7',
    holds: ({ validFrom, validUntil }) =>
      validFrom < validUntil && validUntil <= addMonths(validFrom, AGREEMENT_MONTHS),
  },
];

/** May a data-sharing agreement be written down in these words? */
export const mayWriteAgreement = allOf(AGREEMENT_TERMS_RULES);
