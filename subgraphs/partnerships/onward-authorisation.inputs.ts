import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'Saying it again changes nothing.' })
export class AuthoriseOnwardInput {
  @Field(() => ID)
  agreementId: string;

  @Field(() => ID, { description: 'The organisation that data received under the agreement may go on to.' })
  recipientId: string;
}
