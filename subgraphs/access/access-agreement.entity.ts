import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { graphqlEnum } from '../../shared/enums.ts';
import { connectionOf } from '../../shared/pagination.ts';
import { ACCESS_AGREEMENT_STATES, type AccessAgreementState } from '../../shared/policy/access-life.ts';
import {
  ACCESS_STANDINGS,
  type AccessReading,
  type AccessStanding,
} from '../../shared/policy/access-reading.ts';
import {
  ACCESS_CONDITIONS,
  ACCESS_GROUNDS,
  ACCESS_INSTRUMENTS,
  ACCESS_MODALITIES,
  ACCESS_OBLIGATIONS,
  type AccessCondition,
  type AccessGround,
  type AccessInstrument,
  type AccessModality,
  type AccessObligation,
  type AccessSetting,
  EXCLUSION_GROUNDS,
  type ExclusionGround,
  MODALITY_ANSWERS,
  type ModalityAnswer,
  STATUS_GROUPS,
  type StatusGroup,
} from '../../shared/policy/access-words.ts';
import type { ConformityVerdict } from '../../shared/policy/conformity.ts';
import { type Payload, UserError } from '../../shared/user-error.ts';
import { AccessSettingEnum } from './access-place.entity.ts';
import { AccessSignature } from './access-signature.entity.ts';
import { ConformityResult, ConformityVerdictEnum } from './conformity-check.entity.ts';
import { CountryKey, OrganisationKey } from './neighbours.ts';
import { TextWarning } from './text-warning.entity.ts';

export const AccessAgreementStateEnum = graphqlEnum(ACCESS_AGREEMENT_STATES);
registerEnumType(AccessAgreementStateEnum, {
  name: 'AccessAgreementState',
  description: 'law.md, section 7, and what an authority allowed by word of mouth.',
});
export const AccessStandingEnum = graphqlEnum(ACCESS_STANDINGS);
registerEnumType(AccessStandingEnum, {
  name: 'AccessStanding',
  description: 'CHALLENGED: in force, while an incident of denial is open against it.',
});
export const AccessGroundEnum = graphqlEnum(ACCESS_GROUNDS);
registerEnumType(AccessGroundEnum, { name: 'AccessGround' });
export const AccessInstrumentEnum = graphqlEnum(ACCESS_INSTRUMENTS);
registerEnumType(AccessInstrumentEnum, { name: 'AccessInstrument' });
export const AccessModalityEnum = graphqlEnum(ACCESS_MODALITIES);
registerEnumType(AccessModalityEnum, {
  name: 'AccessModality',
  description: "The first five are ICRC's conditions for a visit.",
});
export const ModalityAnswerEnum = graphqlEnum(MODALITY_ANSWERS);
registerEnumType(ModalityAnswerEnum, { name: 'ModalityAnswer' });
export const AccessObligationEnum = graphqlEnum(ACCESS_OBLIGATIONS);
registerEnumType(AccessObligationEnum, { name: 'AccessObligation' });
export const StatusGroupEnum = graphqlEnum(STATUS_GROUPS);
registerEnumType(StatusGroupEnum, {
  name: 'StatusGroup',
  description: 'A group as texts name it by legal status.',
});
export const AccessConditionEnum = graphqlEnum(ACCESS_CONDITIONS);
registerEnumType(AccessConditionEnum, {
  name: 'AccessCondition',
  description: 'On what the access depends.',
});
export const ExclusionGroundEnum = graphqlEnum(EXCLUSION_GROUNDS);
registerEnumType(ExclusionGroundEnum, { name: 'ExclusionGround' });

@ObjectType({ simpleResolvers: true })
export class ModalityGranted {
  @Field(() => AccessModalityEnum)
  modality: AccessModality;

  @Field(() => ModalityAnswerEnum)
  answer: ModalityAnswer;
}

/**
 * Who may reach people in need where. Anyone reads parties, state, country, settings, ground, modalities and verdict of
 * one in force; what is nullable here is for its parties.
 */
@Directive('@key(fields: "id")')
@ObjectType({
  simpleResolvers: true,
  description: 'Who may reach people in need where. Nullable fields are for parties.',
})
@Entity('access_agreement')
export class AccessAgreement {
  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  recordedById: string;

  @Column({ type: 'text', array: true })
  partyIds: string[];

  @Column({ type: 'text', name: 'country' })
  iso2: string;

  @Column({ type: 'text', array: true })
  placeIds: string[];

  @Field(() => AccessAgreementStateEnum)
  @Column({ type: 'text' })
  state: AccessAgreementState;

  @Field(() => AccessStandingEnum, {
    description: 'Derived from the rest, as far as you may know; nobody sets it.',
  })
  standing: AccessStanding;

  @Field(() => [AccessSettingEnum])
  @Column({ type: 'text', array: true })
  settings: AccessSetting[];

  @Field(() => AccessGroundEnum)
  @Column({ type: 'text' })
  ground: AccessGround;

  /** What is not named is unknown. */
  @Column({ type: 'jsonb' })
  modalityAnswers: Partial<Record<AccessModality, ModalityAnswer>>;

  @Field(() => ConformityVerdictEnum)
  verdict: ConformityVerdict;

  @Field(() => [ConformityResult], {
    description: 'The six tests behind the verdict; the reasons for parties.',
  })
  conformity: ConformityResult[];

  @Field(() => [StatusGroupEnum], { nullable: true, description: 'Whom it leaves out by legal status.' })
  @Column({ type: 'text', array: true })
  groupsLeftOut: StatusGroup[] | null;

  @Field(() => [AccessObligationEnum], { nullable: true })
  @Column({ type: 'text', array: true })
  obligations: AccessObligation[] | null;

  @Field(() => [ExclusionGroundEnum], {
    nullable: true,
    description: 'On which other ground it leaves people out.',
  })
  @Column({ type: 'text', array: true, default: [] })
  groundsLeftOut: ExclusionGround[] | null;

  @Field(() => [AccessConditionEnum], { nullable: true })
  @Column({ type: 'text', array: true, default: [] })
  conditions: AccessCondition[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'The day on which somebody read it whole for the six tests; ISO 8601.',
  })
  @Column({ type: 'date', nullable: true })
  examinedOn: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The day on which the National Society was consulted; ISO 8601.',
  })
  @Column({ type: 'date', nullable: true })
  consultedOn: string | null;

  @Field(() => ID, { nullable: true, description: 'The consultation as partnerships keeps it.' })
  @Column({ type: 'text', nullable: true })
  consultationId: string | null;

  /** A party is a National Society, and so was consulted by agreeing. */
  @Column({ type: 'boolean', default: false })
  societyIsParty: boolean;

  @Column({ type: 'text', nullable: true })
  legalInstrumentId: string | null;

  @Field(() => AccessInstrumentEnum, { nullable: true })
  @Column({ type: 'text' })
  instrument: AccessInstrument | null;

  @Field(() => String, { nullable: true })
  @Column({ type: 'text', nullable: true })
  text: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'It states its conformity with the Fundamental Principles.',
  })
  @Column({ type: 'boolean' })
  statesConformity: boolean | null;

  @Field(() => String, { nullable: true, description: 'ISO 8601 date.' })
  @Column({ type: 'date', nullable: true })
  icrcCoordinatedOn: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was not coordinated with ICRC.' })
  @Column({ type: 'text', nullable: true })
  icrcNotCoordinatedBecause: string | null;

  @Field(() => Date, { nullable: true })
  @Column({ type: 'timestamptz' })
  validFrom: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'The first moment at which it no longer holds; null: no end.',
  })
  @Column({ type: 'timestamptz', nullable: true })
  validUntil: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: '90, 30 or 7: so many days are left at most; null: more, or none.',
  })
  expiryWarning: number | null;

  @Field(() => Int, { nullable: true })
  @Column({ type: 'integer' })
  revision: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of this revision, in hexadecimal: what a signature binds.',
  })
  @Column({ type: 'text' })
  revisionHash: string | null;

  /** When it first came into force. */
  @Column({ type: 'timestamptz', nullable: true })
  activatedAt: Date | null;

  /** Parties that want it to hold again while it is suspended; all of them are needed. */
  @Column({ type: 'text', array: true, default: [] })
  resumptionAgreedIds: string[] | null;

  @Field(() => Date, { nullable: true })
  @Column({ type: 'timestamptz' })
  recordedAt: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: 'What a transition is decided on; it names the version it saw.',
  })
  @Column({ type: 'integer', default: 1 })
  version: number | null;

  @Field(() => [AccessSignature], { nullable: true })
  signatures: AccessSignature[] | null;

  /** How much of it this viewer reads; decided before the row became this object. */
  reading: AccessReading;

  @Field(() => [OrganisationKey])
  parties: OrganisationKey[];

  @Field(() => CountryKey)
  country: CountryKey;

  @Field(() => [ModalityGranted], { description: 'Every modality; what is not said is unknown.' })
  modalities: ModalityGranted[];
}

export const AccessAgreementConnection = connectionOf('AccessAgreement', AccessAgreement);

@ObjectType({ simpleResolvers: true })
export class AccessAgreementPayload implements Payload {
  @Field(() => AccessAgreement, { nullable: true })
  accessAgreement?: AccessAgreement;

  @Field(() => [TextWarning], {
    nullable: true,
    description: 'What was recorded, and had better not stand in a text; null where none was written.',
  })
  warnings?: TextWarning[];

  @Field(() => [UserError])
  userErrors: UserError[];
}
