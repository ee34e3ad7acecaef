import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class ConsultationFilter {
  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2.' })
  country?: string | null;

  @Field(() => ID, { nullable: true, description: 'A participant.' })
  organisationId?: string | null;
}

@InputType()
export class WithdrawConsultationInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int, { description: 'The version that was read.' })
  expectedVersion: number;

  @Field(() => String, { description: 'For whoever reads the consultation. 1 to 1,000 characters.' })
  reason: string;
}

@InputType({ description: 'A consultation in which your organisation took part.' })
export class RecordConsultationInput {
  @Field(() => [ID], {
    description: 'Registered organisations, your own and a component of the Movement among them; 2 to 50.',
  })
  participantIds: string[];

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2.' })
  country?: string | null;

  @Field(() => String, { description: 'ISO 8601 day, not one to come.' })
  heldOn: string;

  @Field(() => String, { description: '1 to 300 characters.' })
  subject: string;

  @Field(() => String, { nullable: true, description: 'Up to 5,000 characters.' })
  outcome?: string | null;

  @Field(() => String, { defaultValue: 'en', description: 'Of subject and outcome, BCP 47.' })
  language: string;

  @Field(() => [String], {
    defaultValue: ['OP2_CONSULTATION'],
    description: 'Words of `ResolutionParagraph`; at least one.',
  })
  paragraphs: string[];

  @Field(() => Boolean, { defaultValue: false, description: 'Anyone may read it.' })
  isPublic: boolean;
}
