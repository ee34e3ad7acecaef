import { Field, ID, InputType } from 'type-graphql';

@InputType()
export class WithdrawByLinkInput {
  @Field(() => String, { description: 'What the person was given.' })
  token: string;

  @Field(() => ID, { nullable: true, description: 'One consent of the person; all of them when absent.' })
  consent?: string | null;
}
