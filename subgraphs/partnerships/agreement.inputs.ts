import { Field, ID, InputType, Int } from 'type-graphql';
import type { AgreementState, OnwardTransfer } from '../../shared/policy/agreement.ts';
import type { ControllerRelationship } from '../../shared/policy/agreement-clauses.ts';
import type { AgreementKind } from '../../shared/policy/agreement-reading.ts';
import type { DataCategory } from '../../shared/policy/categories.ts';
import type { Urgency } from '../../shared/policy/emergency.ts';
import type { AgreementClock } from '../../shared/policy/referral-clocks.ts';
import type { Role } from '../../shared/policy/roles.ts';
import {
  AgreementKindEnum,
  AgreementStateEnum,
  ControllerRelationshipEnum,
  DataCategoryEnum,
  OnwardTransferEnum,
  UrgencyEnum,
} from './agreement.entity.ts';
import { RoleEnum } from './viewer.entity.ts';

@InputType()
export class AgreementFilter {
  @Field(() => AgreementKindEnum, { nullable: true })
  kind?: AgreementKind | null;

  @Field(() => [AgreementStateEnum], { nullable: true })
  states?: AgreementState[] | null;

  @Field(() => ID, { nullable: true, description: 'A party.' })
  organisationId?: string | null;
}

@InputType()
export class RetentionInput {
  @Field(() => DataCategoryEnum)
  category: DataCategory;

  @Field(() => Int, { description: 'Days from the day of sending, 1 to 3650.' })
  days: number;
}

@InputType({ description: 'In place of the times of law.md, section 5, for referrals of this urgency.' })
export class ReferralClockInput implements AgreementClock {
  @Field(() => UrgencyEnum)
  urgency: Urgency;

  @Field(() => Int, { description: 'Hours from the moment of sending, 1 or more, and no more than to act.' })
  acknowledgeHours: number;

  @Field(() => Int, {
    description: 'At most 72 in an EMERGENCY, 336 (14 days) when URGENT, 2160 (90 days) when NORMAL.',
  })
  actHours: number;
}

@InputType({ description: 'Who signs for a party, by office and not by name.' })
export class SigningOfficeInput {
  @Field(() => ID)
  organisationId: string;

  @Field(() => String, { description: 'Such as “Secretary General”.' })
  office: string;
}

/** The clauses of law.md, section 7. What a data-sharing agreement lacks is named when it is proposed or revised. */
@InputType()
abstract class ClausesInput {
  @Field(() => [String], { defaultValue: [], description: 'Words of `Purpose`.' })
  purposes: string[];

  @Field(() => [DataCategoryEnum], { defaultValue: [] })
  categories: DataCategory[];

  @Field(() => String, { nullable: true })
  dataSubjects?: string | null;

  @Field(() => String, { nullable: true })
  legalBasis?: string | null;

  @Field(() => [RoleEnum], { defaultValue: [] })
  recipientRoles: Role[];

  @Field(() => [String], { defaultValue: [], description: 'ISO 3166-1 alpha-2.' })
  jurisdictions: string[];

  @Field(() => [RetentionInput], { defaultValue: [], description: 'One for each category.' })
  retention: RetentionInput[];

  @Field(() => OnwardTransferEnum, { defaultValue: 'FORBIDDEN' })
  onward: OnwardTransfer;

  @Field(() => [ID], { defaultValue: [] })
  onwardRecipientIds: string[];

  @Field(() => String, { nullable: true })
  securityMeasures?: string | null;

  @Field(() => Int, { defaultValue: 72 })
  breachNoticeHours: number;

  @Field(() => [ReferralClockInput], {
    defaultValue: [],
    description: 'At most one for each urgency; where there is none, the times of the law hold.',
  })
  clocks: ReferralClockInput[];

  @Field(() => String, { nullable: true })
  rightsContact?: string | null;

  @Field(() => String, { nullable: true, description: 'Needed where a severe category is shared.' })
  impactAssessment?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 8601 day.' })
  impactAssessedOn?: string | null;

  @Field(() => ControllerRelationshipEnum, { nullable: true, description: 'Who decides over the data.' })
  relationship?: ControllerRelationship | null;

  @Field(() => [String], { defaultValue: [], description: 'Where the data are kept: ISO 3166-1 alpha-2.' })
  storageLocations: string[];

  @Field(() => String, {
    nullable: true,
    description: 'The law or the rules that govern it; privileges and immunities stay.',
  })
  governingRules?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 8601 day, while it is valid.' })
  reviewOn?: string | null;

  @Field(() => [SigningOfficeInput], { defaultValue: [], description: 'One for each party.' })
  signatories: SigningOfficeInput[];

  @Field(() => String, { nullable: true })
  atTheEnd?: string | null;

  @Field(() => String, { nullable: true, description: 'Up to 20,000 characters.' })
  text?: string | null;

  @Field(() => Boolean, {
    defaultValue: true,
    description: 'It conforms with the seven Fundamental Principles.',
  })
  statesConformity: boolean;

  @Field(() => Date)
  validFrom: Date;

  @Field(() => Date, { description: 'At most 24 months later.' })
  validUntil: Date;
}

@InputType({ description: 'Your organisation is one of the two.' })
export class ProposeAgreementInput extends ClausesInput {
  @Field(() => AgreementKindEnum)
  kind: AgreementKind;

  @Field(() => ID, { description: 'Whose data it is; of an MoU, either party.' })
  providerId: string;

  @Field(() => ID)
  recipientId: string;
}

@InputType({ description: 'One step in the life of an agreement.' })
export class AgreementStepInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int, { description: 'The version that was read; refused if the agreement has moved.' })
  expectedVersion: number;
}

@InputType({ description: 'All clauses anew: a new revision, and no signature stands.' })
export class ReviseAgreementInput extends ClausesInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  expectedVersion: number;
}

@InputType()
export class SignAgreementInput extends AgreementStepInput {
  @Field(() => String, { description: 'The hash of the revision that was read.' })
  revisionHash: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Detached JWS over that hash, as text, with the registered key of your organisation; its header names `kid`. Null where there is none: the instance then signs in your name, and says so.',
  })
  signature?: string | null;
}
