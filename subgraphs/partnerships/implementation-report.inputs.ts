import { Field, InputType, Int } from 'type-graphql';

@InputType()
export class FreezeReportInput {
  @Field(() => Int, { description: 'Number of the Conference it goes to, such as 32.' })
  conference: number;
}
