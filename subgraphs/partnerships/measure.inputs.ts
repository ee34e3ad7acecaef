import { Field, ID, InputType, Int } from 'type-graphql';
import type { AttestationState, MeasureStatus, MeasureType } from '../../shared/policy/measure-words.ts';
import type { ResolutionParagraph } from '../../shared/policy/resolution.ts';
import {
  AttestationStateEnum,
  MeasureStatusEnum,
  MeasureTypeEnum,
  ResolutionParagraphEnum,
} from './measure.entity.ts';

@InputType()
export class MeasureFilter {
  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2.' })
  country?: string | null;

  @Field(() => [ResolutionParagraphEnum], { nullable: true, description: 'At least one of them.' })
  paragraphs?: ResolutionParagraph[] | null;

  @Field(() => [MeasureTypeEnum], { nullable: true })
  types?: MeasureType[] | null;

  @Field(() => [MeasureStatusEnum], { nullable: true })
  statuses?: MeasureStatus[] | null;

  @Field(() => [AttestationStateEnum], { nullable: true })
  attestations?: AttestationState[] | null;

  @Field(() => Int, { nullable: true, description: 'A calendar year in which it ran.' })
  year?: number | null;

  @Field(() => ID, { nullable: true, description: 'Who took it, alone or jointly.' })
  organisationId?: string | null;
}

@InputType()
export class TitleTranslationInput {
  @Field(() => String, { description: 'BCP 47; each once, and not that of the original.' })
  language: string;

  @Field(() => String, { description: '1 to 300 characters.' })
  title: string;

  @Field(() => String, { nullable: true, description: 'Up to 5,000 characters.' })
  summary?: string | null;
}

@InputType({ description: 'Something that Accord knows, by its id, or a document, by its title.' })
export class EvidenceInput {
  @Field(() => String, { description: 'A word of `EvidenceKind`.' })
  kind: string;

  @Field(() => ID, { nullable: true, description: 'For every kind but `DOCUMENT`.' })
  id?: string | null;

  @Field(() => String, { nullable: true, description: 'Up to 300 characters; for a document it is needed.' })
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'http or https, up to 2,000 characters.' })
  url?: string | null;
}

@InputType()
abstract class MeasureInput {
  @Field(() => String, { description: '1 to 300 characters.' })
  title: string;

  @Field(() => String, { nullable: true, description: 'Up to 5,000 characters.' })
  summary?: string | null;

  @Field(() => String, { defaultValue: 'en', description: 'Of title and summary, BCP 47.' })
  language: string;

  @Field(() => [TitleTranslationInput], { defaultValue: [], description: 'At most 20.' })
  translations: TitleTranslationInput[];

  @Field(() => String, { description: 'A word of `MeasureType`.' })
  type: string;

  @Field(() => String, { description: 'A word of `MeasureStatus`.' })
  status: string;

  @Field(() => [String], {
    description: 'Words of `ResolutionParagraph`; at least one.',
  })
  paragraphs: string[];

  @Field(() => [String], {
    defaultValue: [],
    description: 'ISO 3166-1 alpha-2; a measure of level LOCAL or NATIONAL names one at least.',
  })
  countries: string[];

  @Field(() => String, { description: 'A word of `ActionLevel`.' })
  level: string;

  @Field(() => [String], { defaultValue: [], description: 'Words of `BeneficiaryGroup`.' })
  beneficiaryGroups: string[];

  @Field(() => [ID], { defaultValue: [], description: 'Organisations beside your own; at most 50.' })
  jointImplementerIds: string[];

  @Field(() => [EvidenceInput], { defaultValue: [], description: 'At most 50.' })
  evidence: EvidenceInput[];

  @Field(() => String, { description: 'ISO 8601 day.' })
  startedOn: string;

  @Field(() => String, { nullable: true, description: 'ISO 8601 day, the last of it.' })
  endedOn?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Once attested it may be read by anyone, and is counted in reports.',
  })
  isPublic: boolean;
}

@InputType({ description: 'A measure of your organisation; it begins as a draft.' })
export class FileMeasureInput extends MeasureInput {}

@InputType({ description: 'The whole measure anew; its attestation is void.' })
export class ReviseMeasureInput extends MeasureInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  expectedVersion: number;
}

@InputType({ description: 'One step in the life of a measure.' })
export class MeasureStepInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int, { description: 'The version that was read; refused if the measure has moved.' })
  expectedVersion: number;
}
