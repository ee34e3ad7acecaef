import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'A new link takes the place of the one before, which opens nothing from then on.' })
export class IssuePersonLinkInput {
  @Field(() => ID, { description: "The reference of one of your organisation's own persons." })
  personRef: string;

  @Field(() => Date, { nullable: true, description: 'At most 12 months ahead; 12 months when absent.' })
  expiresAt?: Date | null;
}

@InputType()
export class RevokePersonLinkInput {
  @Field(() => ID, { description: "The reference of one of your organisation's own persons." })
  personRef: string;
}
