import { ArgsType, Field, ID, Int } from 'type-graphql';
import { type ReceiptFormat, ReceiptFormatEnum } from './consent-receipt.entity.ts';

/** Which receipt, by an id of a consent that is no secret: who may have it is decided by whose consent it is. */
@ArgsType()
export class ReceiptInput {
  @Field(() => ID)
  consent: string;

  @Field(() => Int, { nullable: true, description: 'The number of the event; the latest when absent.' })
  revision?: number | null;

  @Field(() => ReceiptFormatEnum, { defaultValue: 'ISO_27560' })
  format: ReceiptFormat;

  @Field(() => String, {
    nullable: true,
    description: 'BCP 47: en, fr, es or ar; that in which the consent was asked when absent.',
  })
  language?: string | null;
}

@ArgsType()
export class HolderReceiptInput extends ReceiptInput {
  @Field(() => String, { description: 'What the person was given.' })
  token: string;
}
