import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { graphqlEnum } from '../../shared/enums.ts';
import { connectionOf } from '../../shared/pagination.ts';
import {
  type AccessCondition,
  type AccessModality,
  type AccessObligation,
  type ExclusionGround,
  INSTRUMENT_KINDS,
  type InstrumentKind,
  type ModalityAnswer,
  type StatusGroup,
} from '../../shared/policy/access-words.ts';
import type { ConformityVerdict } from '../../shared/policy/conformity.ts';
import { type Payload, UserError } from '../../shared/user-error.ts';
import {
  AccessConditionEnum,
  AccessObligationEnum,
  ExclusionGroundEnum,
  ModalityGranted,
  StatusGroupEnum,
} from './access-agreement.entity.ts';
import { ConformityResult, ConformityVerdictEnum } from './conformity-check.entity.ts';
import { CountryKey, OrganisationKey } from './neighbours.ts';
import { TextWarning } from './text-warning.entity.ts';

export const InstrumentKindEnum = graphqlEnum(INSTRUMENT_KINDS);
registerEnumType(InstrumentKindEnum, { name: 'InstrumentKind' });

/** A law, a regulation or a paper like it, and what it says about access. Anyone reads it [31IC/11/R3, OP1]. */
@Directive('@key(fields: "id")')
@ObjectType({
  simpleResolvers: true,
  description: 'A law or a paper like it, and what it says about access.',
})
@Entity('legal_instrument')
export class LegalInstrument {
  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text', name: 'country' })
  iso2: string;

  @Column({ type: 'text' })
  recordedById: string;

  @Field(() => InstrumentKindEnum)
  @Column({ type: 'text' })
  kind: InstrumentKind;

  @Field(() => String)
  @Column({ type: 'text' })
  title: string;

  @Field(() => String, { nullable: true, description: 'As it is cited, such as Act 13 of 2021, section 12.' })
  @Column({ type: 'text', nullable: true })
  citation: string | null;

  @Field(() => String, { nullable: true, description: 'Where it can be read.' })
  @Column({ type: 'text', nullable: true })
  url: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 8601 date.' })
  @Column({ type: 'date', nullable: true })
  inForceFrom: string | null;

  @Field(() => String, { nullable: true, description: 'The last day on which it holds; ISO 8601 date.' })
  @Column({ type: 'date', nullable: true })
  inForceUntil: string | null;

  @Field(() => [StatusGroupEnum], { description: 'Whom it leaves out by legal status.' })
  @Column({ type: 'text', array: true })
  groupsLeftOut: StatusGroup[];

  @Field(() => [ExclusionGroundEnum], { description: 'On which other ground it leaves people out.' })
  @Column({ type: 'text', array: true })
  groundsLeftOut: ExclusionGround[];

  @Field(() => [AccessConditionEnum])
  @Column({ type: 'text', array: true })
  conditions: AccessCondition[];

  @Field(() => [AccessObligationEnum])
  @Column({ type: 'text', array: true })
  obligations: AccessObligation[];

  @Column({ type: 'jsonb' })
  modalityAnswers: Partial<Record<AccessModality, ModalityAnswer>>;

  @Field(() => String, {
    nullable: true,
    description: 'The day on which somebody read it whole for the six tests.',
  })
  @Column({ type: 'date', nullable: true })
  examinedOn: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The day on which the National Society was consulted.',
  })
  @Column({ type: 'date', nullable: true })
  consultedOn: string | null;

  @Field(() => ID, { nullable: true, description: 'The consultation as partnerships keeps it.' })
  @Column({ type: 'text', nullable: true })
  consultationId: string | null;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  recordedAt: Date;

  @Field(() => Int)
  @Column({ type: 'integer' })
  version: number;

  @Field(() => ConformityVerdictEnum)
  verdict: ConformityVerdict;

  @Field(() => [ConformityResult], { description: 'The six tests behind the verdict.' })
  conformity: ConformityResult[];

  @Field(() => CountryKey)
  country: CountryKey;

  @Field(() => OrganisationKey, { description: 'Who recorded it.' })
  recordedBy: OrganisationKey;

  @Field(() => [ModalityGranted], { description: 'What it says about each; what is not said is unknown.' })
  modalities: ModalityGranted[];
}

export const LegalInstrumentConnection = connectionOf('LegalInstrument', LegalInstrument);

@ObjectType({ simpleResolvers: true })
export class LegalInstrumentPayload implements Payload {
  @Field(() => LegalInstrument, { nullable: true })
  legalInstrument?: LegalInstrument;

  @Field(() => [UserError])
  userErrors: UserError[];

  @Field(() => [TextWarning], { description: 'What was recorded, and had better not stand in a text.' })
  warnings: TextWarning[];
}
