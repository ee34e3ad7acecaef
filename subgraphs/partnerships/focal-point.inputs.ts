import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class AddFocalPointInput {
  @Field(() => ID, { description: 'Your own organisation, or a unit of it.' })
  organisationId: string;

  @Field(() => String, { description: '1 to 200 characters.' })
  name: string;

  @Field(() => String, { description: 'What for; 1 to 200 characters.' })
  role: string;

  @Field(() => String, { nullable: true, description: 'An address or a number is needed.' })
  email?: string | null;

  @Field(() => String, { nullable: true })
  phone?: string | null;

  @Field(() => [String], { description: 'BCP 47; at least one.' })
  languages: string[];
}

@InputType({ description: 'As it stands from now on.' })
export class ReviseFocalPointInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int, { description: 'The version that was read.' })
  expectedVersion: number;

  @Field(() => String, { description: '1 to 200 characters.' })
  name: string;

  @Field(() => String, { description: 'What for; 1 to 200 characters.' })
  role: string;

  @Field(() => String, { nullable: true, description: 'An address or a number is needed.' })
  email?: string | null;

  @Field(() => String, { nullable: true })
  phone?: string | null;

  @Field(() => [String], { description: 'BCP 47; at least one.' })
  languages: string[];
}

@InputType()
export class RemoveFocalPointInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int, { description: 'The version that was read.' })
  expectedVersion: number;
}
