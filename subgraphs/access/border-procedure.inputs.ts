import { Field, ID, InputType } from 'type-graphql';
import type { ModalityAnswer } from '../../shared/policy/access-words.ts';
import { ModalityAnswerEnum } from './access-agreement.entity.ts';

@InputType()
export class RecordBorderProcedureInput {
  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  country: string;

  @Field(() => String, { description: 'A word of `BorderProcedureType`.' })
  type: string;

  @Field(() => String, {
    nullable: true,
    description: 'Where or how, if a country has several of a type; up to 200 characters.',
  })
  name?: string | null;

  @Field(() => ID, { nullable: true, description: 'Who carries it out, where that is registered.' })
  authorityId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The law it stands on, as recorded here.' })
  legalInstrumentId?: string | null;
}

@InputType({ description: 'A new line in the table; the earlier ones stay.' })
export class AssessSafeguardInput {
  @Field(() => ID)
  procedureId: string;

  @Field(() => String, { description: 'A word of `Safeguard`.' })
  safeguard: string;

  @Field(() => ModalityAnswerEnum)
  inLaw: ModalityAnswer;

  @Field(() => ModalityAnswerEnum)
  inPractice: ModalityAnswer;

  @Field(() => String, { description: 'What it rests on; 1 to 2,000 characters. Anyone reads it: no names.' })
  evidence: string;

  @Field(() => String, { nullable: true, description: 'Where that can be read: https.' })
  url?: string | null;

  @Field(() => String, { description: 'ISO 8601 date.' })
  assessedOn: string;

  @Field(() => String, {
    nullable: true,
    description: 'The day on which those concerned were consulted; ISO 8601.',
  })
  consultedOn?: string | null;

  @Field(() => ID, { nullable: true, description: 'The consultation as partnerships keeps it.' })
  consultationId?: string | null;
}
