import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { graphqlEnum } from '../../shared/enums.ts';
import { connectionOf } from '../../shared/pagination.ts';
import {
  ACTION_LEVELS,
  type ActionLevel,
  ATTESTATION_STATES,
  type AttestationState,
  BENEFICIARY_GROUPS,
  type BeneficiaryGroup,
  EVIDENCE_KINDS,
  type EvidenceKind,
  MEASURE_STATUSES,
  MEASURE_TYPES,
  type MeasureStatus,
  type MeasureType,
} from '../../shared/policy/measure-words.ts';
import { RESOLUTION_PARAGRAPHS, type ResolutionParagraph } from '../../shared/policy/resolution.ts';
import { type Payload, UserError } from '../../shared/user-error.ts';

export const MeasureTypeEnum = graphqlEnum(MEASURE_TYPES);
registerEnumType(MeasureTypeEnum, { name: 'MeasureType' });
export const MeasureStatusEnum = graphqlEnum(MEASURE_STATUSES);
registerEnumType(MeasureStatusEnum, { name: 'MeasureStatus' });
export const AttestationStateEnum = graphqlEnum(ATTESTATION_STATES);
registerEnumType(AttestationStateEnum, { name: 'AttestationState' });
const ActionLevelEnum = graphqlEnum(ACTION_LEVELS);
registerEnumType(ActionLevelEnum, { name: 'ActionLevel', description: '31IC/11/R3, P3.' });
const BeneficiaryGroupEnum = graphqlEnum(BENEFICIARY_GROUPS);
registerEnumType(BeneficiaryGroupEnum, { name: 'BeneficiaryGroup', description: '31IC/11/R3, P4.' });
const EvidenceKindEnum = graphqlEnum(EVIDENCE_KINDS);
registerEnumType(EvidenceKindEnum, { name: 'EvidenceKind' });
export const ResolutionParagraphEnum = graphqlEnum(RESOLUTION_PARAGRAPHS);
registerEnumType(ResolutionParagraphEnum, {
  name: 'ResolutionParagraph',
  description:
    'Of 31IC/11/R3: P1 to P10 the preamble, OP1 to OP5 the operative part, OP2 by its four duties.',
});

@ObjectType({ simpleResolvers: true, description: 'A title and a summary in another language.' })
export class TitleTranslation {
  @Field(() => String, { description: 'BCP 47.' })
  language: string;

  @Field(() => String)
  title: string;

  @Field(() => String, { nullable: true })
  summary: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What shows that a measure was taken.' })
export class MeasureEvidence {
  @Field(() => EvidenceKindEnum)
  kind: EvidenceKind;

  /** Of what Accord knows; null for a document. */
  id: string | null;

  @Field(() => String, { nullable: true })
  title: string | null;

  @Field(() => String, { nullable: true, description: 'http or https.' })
  url: string | null;
}

/** What was done about the resolution. Anyone reads what is public and attested, whoever took it the rest. */
@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'What was done about resolution 31IC/11/R3 (OP5).' })
@Entity('measure')
export class Measure {
  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  filerId: string;

  @Column({ type: 'text', array: true })
  jointImplementerIds: string[];

  @Field(() => String)
  @Column({ type: 'text' })
  title: string;

  @Field(() => String, { nullable: true })
  @Column({ type: 'text', nullable: true })
  summary: string | null;

  @Field(() => String, { description: 'Of title and summary, BCP 47.' })
  @Column({ type: 'text' })
  language: string;

  @Field(() => [TitleTranslation])
  @Column({ type: 'jsonb' })
  translations: TitleTranslation[];

  @Field(() => MeasureTypeEnum)
  @Column({ type: 'text' })
  type: MeasureType;

  @Field(() => MeasureStatusEnum)
  @Column({ type: 'text' })
  status: MeasureStatus;

  @Field(() => AttestationStateEnum)
  @Column({ type: 'text' })
  attestation: AttestationState;

  @Field(() => Boolean, { description: 'Once attested it may be read by anyone.' })
  @Column({ type: 'boolean' })
  isPublic: boolean;

  @Column({ type: 'text', array: true })
  countries: string[];

  @Field(() => ActionLevelEnum)
  @Column({ type: 'text' })
  level: ActionLevel;

  @Field(() => [ResolutionParagraphEnum])
  @Column({ type: 'text', array: true })
  paragraphs: ResolutionParagraph[];

  @Field(() => [BeneficiaryGroupEnum])
  @Column({ type: 'text', array: true })
  beneficiaryGroups: BeneficiaryGroup[];

  @Field(() => [MeasureEvidence])
  @Column({ type: 'jsonb' })
  evidence: MeasureEvidence[];

  @Field(() => String, { description: 'ISO 8601 day.' })
  @Column({ type: 'date' })
  startedOn: string;

  @Field(() => String, { nullable: true, description: 'ISO 8601 day, the last of it; null: it goes on.' })
  @Column({ type: 'date', nullable: true })
  endedOn: string | null;

  /** `sub` of whoever wrote what stands now. */
  @Column({ type: 'text' })
  writtenBy: string;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  filedAt: Date;

  /** `sub` of the second person. */
  @Column({ type: 'text', nullable: true })
  attestedBy: string | null;

  @Column({ type: 'text', nullable: true })
  attestedById: string | null;

  @Field(() => Date, { nullable: true })
  @Column({ type: 'timestamptz', nullable: true })
  attestedAt: Date | null;

  @Field(() => Int, { description: 'What a step is decided on; it names the version it saw.' })
  @Column({ type: 'integer' })
  version: number;
}

export const MeasureConnection = connectionOf('Measure', Measure);

@ObjectType({ simpleResolvers: true })
export class MeasurePayload implements Payload {
  @Field(() => Measure, { nullable: true })
  measure?: Measure;

  @Field(() => [UserError])
  userErrors: UserError[];
}
