import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { graphqlEnum } from '../../shared/enums.ts';
import { connectionOf } from '../../shared/pagination.ts';
import {
  AGREEMENT_STATES,
  type AgreementState,
  ONWARD_TRANSFERS,
  type OnwardTransfer,
} from '../../shared/policy/agreement.ts';
import {
  AGREEMENT_CLAUSES,
  type AgreementClause,
  CONTROLLER_RELATIONSHIPS,
  type ControllerRelationship,
} from '../../shared/policy/agreement-clauses.ts';
import { AGREEMENT_KINDS, type AgreementKind } from '../../shared/policy/agreement-reading.ts';
import { DATA_CATEGORIES, type DataCategory } from '../../shared/policy/categories.ts';
import { URGENCIES, type Urgency } from '../../shared/policy/emergency.ts';
import type { Purpose } from '../../shared/policy/purposes.ts';
import type { Role } from '../../shared/policy/roles.ts';
import { type Payload, UserError } from '../../shared/user-error.ts';
import { AgreementSignature } from './agreement-signature.entity.ts';
import { PurposeEnum } from './organisation.entity.ts';
import { RoleEnum } from './viewer.entity.ts';

export const AgreementKindEnum = graphqlEnum(AGREEMENT_KINDS);
registerEnumType(AgreementKindEnum, { name: 'AgreementKind' });
export const AgreementStateEnum = graphqlEnum(AGREEMENT_STATES);
registerEnumType(AgreementStateEnum, { name: 'AgreementState', description: 'W3C DPV contract status.' });
export const OnwardTransferEnum = graphqlEnum(ONWARD_TRANSFERS);
registerEnumType(OnwardTransferEnum, { name: 'OnwardTransfer' });
export const DataCategoryEnum = graphqlEnum(DATA_CATEGORIES);
registerEnumType(DataCategoryEnum, { name: 'DataCategory', description: 'law.md, section 1.' });

export const UrgencyEnum = graphqlEnum(URGENCIES);
registerEnumType(UrgencyEnum, { name: 'Urgency' });

export const ControllerRelationshipEnum = graphqlEnum(CONTROLLER_RELATIONSHIPS);
registerEnumType(ControllerRelationshipEnum, {
  name: 'ControllerRelationship',
  description: 'Who decides over the data.',
});
const AgreementClauseEnum = graphqlEnum(AGREEMENT_CLAUSES);
registerEnumType(AgreementClauseEnum, {
  name: 'AgreementClause',
  description: 'The nineteen clauses of a data-sharing agreement.',
});

@ObjectType({ simpleResolvers: true, description: 'Who signs for a party.' })
export class SigningOffice {
  @Field(() => ID)
  organisationId: string;

  @Field(() => String)
  office: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'In place of the times of the law, for referrals of this urgency.',
})
export class ReferralClock {
  @Field(() => UrgencyEnum)
  urgency: Urgency;

  @Field(() => Int, { description: 'From the moment of sending.' })
  acknowledgeHours: number;

  @Field(() => Int, { description: 'From the moment of sending.' })
  actHours: number;
}

@ObjectType({ simpleResolvers: true })
export class Retention {
  @Field(() => DataCategoryEnum)
  category: DataCategory;

  @Field(() => Int, { description: 'Days from the day of sending.' })
  days: number;
}

/** Everything the parties put their names to beside who they are and how long it holds. */
@ObjectType({ simpleResolvers: true, description: 'The clauses, for the parties alone.' })
export class AgreementClauses {
  @Field(() => String, { nullable: true, description: 'Whose data, children among them.' })
  dataSubjects: string | null;

  @Field(() => String, { nullable: true })
  legalBasis: string | null;

  @Field(() => [RoleEnum])
  recipientRoles: Role[];

  @Field(() => [String], { description: 'ISO 3166-1 alpha-2.' })
  jurisdictions: string[];

  @Field(() => [Retention])
  retention: Retention[];

  @Field(() => OnwardTransferEnum)
  onward: OnwardTransfer;

  @Field(() => [ID])
  onwardRecipientIds: string[];

  @Field(() => String, { nullable: true })
  securityMeasures: string | null;

  @Field(() => Int, { description: 'At most 72.' })
  breachNoticeHours: number;

  @Field(() => [ReferralClock], {
    nullable: true,
    description: "Null, and then no part of what the hash covers, where it leaves all to the law's times.",
  })
  clocks?: ReferralClock[];

  @Field(() => String, { nullable: true })
  rightsContact: string | null;

  @Field(() => String, { nullable: true, description: 'Needed where a severe category is shared.' })
  impactAssessment: string | null;

  @Field(() => String, { nullable: true, description: 'Return or destroy, by when, with what certificate.' })
  atTheEnd: string | null;

  @Field(() => String, { nullable: true })
  text: string | null;

  @Field(() => String, { nullable: true, description: 'Fixed words, which no party can soften.' })
  firewallClause: string | null;

  // Null, and then no part of what the hash covers, where a draft leaves them open.
  @Field(() => ControllerRelationshipEnum, { nullable: true, description: 'Who decides over the data.' })
  relationship?: ControllerRelationship;

  @Field(() => [String], { nullable: true, description: 'Where the data are kept: ISO 3166-1 alpha-2.' })
  storageLocations?: string[];

  @Field(() => String, { nullable: true, description: 'ISO 8601 day.' })
  impactAssessedOn?: string;

  @Field(() => String, { nullable: true, description: 'ISO 8601 day.' })
  reviewOn?: string;

  @Field(() => String, { nullable: true })
  governingRules?: string;

  @Field(() => [SigningOffice], { nullable: true })
  signatories?: SigningOffice[];
}

/**
 * Who may share what with whom: a data-sharing agreement runs one way, provider → recipient; an MoU shares nothing
 * about persons. What is nullable is for the parties alone.
 */
@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'A data-sharing agreement, one way, or an MoU.' })
@Entity('agreement')
export class Agreement {
  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Field(() => AgreementKindEnum)
  @Column({ type: 'text' })
  kind: AgreementKind;

  @Column({ type: 'text' })
  providerId: string;

  @Column({ type: 'text' })
  recipientId: string;

  @Field(() => AgreementStateEnum)
  @Column({ type: 'text' })
  state: AgreementState;

  @Field(() => [PurposeEnum])
  @Column({ type: 'text', array: true })
  purposes: Purpose[];

  @Field(() => [DataCategoryEnum])
  @Column({ type: 'text', array: true })
  categories: DataCategory[];

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  validFrom: Date;

  @Field(() => Date, { description: 'The first moment at which it no longer holds.' })
  @Column({ type: 'timestamptz' })
  validUntil: Date;

  @Field(() => AgreementClauses, { nullable: true })
  @Column({ type: 'jsonb' })
  clauses: AgreementClauses | null;

  @Field(() => Int)
  @Column({ type: 'integer' })
  revision: number;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of this revision, in hexadecimal: what a signature binds.',
  })
  @Column({ type: 'text' })
  revisionHash: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'It states its conformity with the seven Fundamental Principles.',
  })
  @Column({ type: 'boolean' })
  statesConformity: boolean | null;

  @Field(() => [ID], { nullable: true, description: 'Parties that have asked to resume it.' })
  @Column({ type: 'text', array: true })
  resumptionAgreedIds: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Parties that have reported a breach since it was last resumed; each may end the agreement for it.',
  })
  @Column({ type: 'text', array: true })
  breachReportedByIds: string[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'What a step is decided on; it names the version it saw.',
  })
  @Column({ type: 'integer' })
  version: number | null;

  @Field(() => [AgreementSignature], { nullable: true })
  signatures: AgreementSignature[] | null;

  @Field(() => [AgreementClauseEnum], {
    nullable: true,
    description: 'For the parties: clauses that it does not state yet, without which it is not approved.',
  })
  missingClauses: AgreementClause[] | null;
}

export const AgreementConnection = connectionOf('Agreement', Agreement);

@ObjectType({ simpleResolvers: true })
export class AgreementPayload implements Payload {
  @Field(() => Agreement, { nullable: true })
  agreement?: Agreement;

  @Field(() => [UserError])
  userErrors: UserError[];
}
