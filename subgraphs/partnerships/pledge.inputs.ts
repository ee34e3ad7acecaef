import { Field, ID, InputType, Int } from 'type-graphql';
import type { PledgeKind, PledgeState } from '../../shared/policy/pledge-life.ts';
import { TitleTranslationInput } from './measure.inputs.ts';
import { PledgeKindEnum, PledgeStateEnum } from './pledge.entity.ts';

@InputType()
export class PledgeFilter {
  @Field(() => Int, { nullable: true, description: 'Number of the Conference to which it was made.' })
  conference?: number | null;

  @Field(() => [PledgeKindEnum], { nullable: true })
  kinds?: PledgeKind[] | null;

  @Field(() => [PledgeStateEnum], { nullable: true })
  states?: PledgeState[] | null;

  @Field(() => ID, { nullable: true, description: 'A party, or whoever signed.' })
  organisationId?: string | null;
}

@InputType({ description: 'Your organisation is one of the parties.' })
export class SubmitPledgeInput {
  @Field(() => String, { description: 'A word of `PledgeKind`.' })
  kind: string;

  @Field(() => Int, { description: 'Number of the Conference to which it is made; 31 or later.' })
  conference: number;

  @Field(() => [ID], {
    description:
      'Your own for an individual pledge, 2 to 100 for a joint one; an open one begins with some of them.',
  })
  partyIds: string[];

  @Field(() => String, { description: '1 to 300 characters.' })
  title: string;

  @Field(() => String, { description: 'What is pledged; 1 to 20,000 characters.' })
  text: string;

  @Field(() => String, { defaultValue: 'en', description: 'Of title and text, BCP 47.' })
  language: string;

  @Field(() => [TitleTranslationInput], {
    defaultValue: [],
    description: 'Of the title and, as its summary, of the text.',
  })
  translations: TitleTranslationInput[];

  @Field(() => [String], { description: 'Words of `ResolutionParagraph`; at least one.' })
  paragraphs: string[];

  @Field(() => String, { description: 'ISO 8601 day.' })
  beginsOn: string;

  @Field(() => String, { description: 'ISO 8601 day, the last of it.' })
  endsOn: string;
}

@InputType()
abstract class PledgeStepInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int, { description: 'The version that was read; refused if the pledge has moved.' })
  expectedVersion: number;
}

@InputType()
export class SignPledgeInput extends PledgeStepInput {
  @Field(() => String, { description: 'The hash of the pledge that was read.' })
  hash: string;
}

@InputType()
export class ReportOnPledgeInput extends PledgeStepInput {
  @Field(() => String, { description: 'A word of `PledgeProgress`.' })
  progress: string;

  @Field(() => Boolean, { defaultValue: false, description: 'The last report of your organisation.' })
  isFinal: boolean;

  @Field(() => String, { description: '1 to 5,000 characters.' })
  text: string;

  @Field(() => String, { defaultValue: 'en', description: 'BCP 47.' })
  language: string;

  @Field(() => [ID], {
    defaultValue: [],
    description: 'Measures by which it was kept, as far as you read them; at most 100.',
  })
  measureIds: string[];
}
