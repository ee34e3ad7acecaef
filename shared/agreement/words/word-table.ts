import type { AgreementState, OnwardTransfer } from '../../policy/agreement.ts';
import type { ControllerRelationship } from '../../policy/agreement-clauses.ts';
import type { PreviewStage } from '../../policy/agreement-preview.ts';
import type { AgreementKind } from '../../policy/agreement-reading.ts';
import type { DataCategory } from '../../policy/categories.ts';
import type { Urgency } from '../../policy/emergency.ts';
import type { Purpose } from '../../policy/purposes.ts';
import type { Role } from '../../policy/roles.ts';
import type { ServiceType } from '../../policy/service-types.ts';
import type { SignatureMaker } from '../bundle.ts';

/** What an agreement is made of, in the order in which it is read. */
export const AGREEMENT_PARTS = [
  'provider',
  'recipient',
  'relationship',
  'purposes',
  'categories',
  'dataSubjects',
  'legalBasis',
  'recipientRoles',
  'jurisdictions',
  'storageLocations',
  'retention',
  'onward',
  'onwardRecipients',
  'firewall',
  'security',
  'breachNotice',
  'rightsContact',
  'impactAssessment',
  'impactAssessedOn',
  'clocks',
  'conformity',
  'validFrom',
  'validUntil',
  'governingRules',
  'atTheEnd',
  'reviewOn',
  'signatories',
  'text',
] as const;
export type AgreementPart = (typeof AGREEMENT_PARTS)[number];

/** All that is said about an agreement in one language, to staff of the parties. */
export interface AgreementWords {
  /** The language's own name for itself. */
  readonly language: string;
  readonly parts: Readonly<Record<AgreementPart, string>>;
  readonly kinds: Readonly<Record<AgreementKind, string>>;
  readonly states: Readonly<Record<AgreementState, string>>;
  readonly categories: Readonly<Record<DataCategory, string>>;
  readonly purposes: Readonly<Record<Purpose, string>>;
  readonly roles: Readonly<Record<Role, string>>;
  readonly services: Readonly<Record<ServiceType, string>>;
  readonly relationships: Readonly<Record<ControllerRelationship, string>>;
  readonly onward: Readonly<Record<OnwardTransfer, string>>;
  readonly urgencies: Readonly<Record<Urgency, string>>;
  readonly stages: Readonly<Record<PreviewStage, string>>;
  readonly makers: Readonly<Record<SignatureMaker, string>>;
  /** The firewall clause for who does not read its own words, which alone hold; null where they are in this language. */
  readonly firewall: string | null;
  readonly yes: string;
  readonly no: string;
  /** Where a clause says nothing. */
  readonly nothing: string;
  /** 24 months, 10 days or 1 hour: `count` is a whole number. */
  readonly months: (count: number) => string;
  readonly days: (count: number) => string;
  readonly hours: (count: number) => string;
  readonly clock: (acknowledge: string, act: string) => string;
  readonly preview: {
    readonly everyService: string;
    readonly everyOtherService: string;
    /** A list of services, as the end of "a referral for …". */
    readonly forServices: (services: string) => string;
    readonly line: (said: {
      readonly stage: string;
      readonly services: string;
      readonly viewer: string;
      readonly roles: string;
      readonly categories: string;
      readonly purposes: string;
    }) => string;
    readonly nothing: (viewer: string) => string;
    readonly never: (categories: string) => string;
  };
  readonly change: {
    /** What of a part that has several, such as how long one category is kept. */
    readonly of: (part: string, item: string) => string;
    /** One line of such a part. */
    readonly item: (item: string, value: string) => string;
    readonly replaced: (part: string, before: string, after: string) => string;
    readonly added: (part: string, what: string) => string;
    readonly removed: (part: string, what: string) => string;
    readonly rewritten: (part: string) => string;
    readonly none: string;
  };
  /** What stands on paper beside the clauses. */
  readonly print: {
    readonly between: string;
    readonly clauses: string;
    readonly opens: string;
    readonly opensSays: string;
    readonly signatures: string;
    readonly notSigned: string;
    readonly signed: (how: string) => string;
    readonly key: string;
    readonly verify: string;
    readonly verifySays: string;
    readonly hash: string;
    readonly revision: string;
    readonly state: string;
    readonly identifier: string;
    readonly page: string;
    readonly draft: string;
    readonly sandbox: string;
    readonly asWritten: string;
  };
}
