import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { PageArguments } from '../../shared/pagination.ts';
import { type Box, BoxEnum } from './referral.inputs.ts';

@ArgsType()
export class ErasureOrdersArguments extends PageArguments {
  @Field(() => BoxEnum, { description: 'INBOX: what your organisation must erase; SENT: what it ordered.' })
  box: Box;

  @Field(() => Boolean, { nullable: true, description: 'Only those acknowledged, or only those not.' })
  acknowledged?: boolean | null;
}

@InputType()
export class AcknowledgeErasureInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int, { description: 'Refused if the order has moved.' })
  expectedVersion: number;
}

@InputType({
  description: 'All of a person goes, whatever has moved since it was read: no version is asked for.',
})
export class ErasePersonInput {
  @Field(() => ID, { description: "The reference of one of your organisation's own persons." })
  ref: string;
}
