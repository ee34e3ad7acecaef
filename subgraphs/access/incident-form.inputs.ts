import { Field, ID, InputType, Int } from 'type-graphql';

@InputType({ description: 'What a team in the field tells; day, kind and country are enough.' })
export class FileIncidentByLinkInput {
  @Field(() => String, { description: 'What the team was given.' })
  token: string;

  @Field(() => String, {
    description:
      'Any word, of one form: the same words filed again with it are filed once. Up to 100 characters.',
  })
  entry: string;

  @Field(() => String, { description: 'A word of `AccessIncidentKind`.' })
  kind: string;

  @Field(() => String, { description: 'ISO 8601 date.' })
  occurredOn: string;

  @Field(() => ID, {
    nullable: true,
    description: 'A place that the form lists; it brings its country along.',
  })
  placeId?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2; needed unless there is a place.' })
  country?: string | null;

  @Field(() => String, { nullable: true, description: 'First administrative level; up to 200 characters.' })
  admin1?: string | null;

  @Field(() => Int, { nullable: true, description: '0 (none) to 3 (severe); none: unknown.' })
  severity?: number | null;

  @Field(() => [String], { defaultValue: [], description: 'Words of `AccessIncidentImpact`, each once.' })
  impacts: string[];

  @Field(() => String, {
    nullable: true,
    description: 'What happened; up to 5,000 characters, without names.',
  })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'What was done; up to 5,000 characters.' })
  actionTaken?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'File it although a warning was given.' })
  despiteWarnings: boolean;
}
