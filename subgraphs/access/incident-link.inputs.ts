import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'A link for a named team; each of its members comes in by the same one.' })
export class IssueIncidentLinkInput {
  @Field(() => String, {
    description: 'Such as “Night shift, Busia”; up to 100 characters, no names of persons.',
  })
  team: string;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2: what the form begins with.' })
  country?: string | null;

  @Field(() => [ID], {
    defaultValue: [],
    description:
      'Places that your organisation recorded, up to 50. Whoever finds the link reads their names: leave out what is not to be found.',
  })
  placeIds: string[];

  @Field(() => Date, { nullable: true, description: 'At most 90 days ahead; 14 days when absent.' })
  expiresAt?: Date | null;
}

@InputType()
export class RevokeIncidentLinkInput {
  @Field(() => ID)
  id: string;
}
