import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { graphqlEnum } from '../../shared/enums.ts';

export const RECEIPT_FORMATS = ['ISO_27560', 'NEUTRAL', 'KANTARA_1_1'] as const;
export type ReceiptFormat = (typeof RECEIPT_FORMATS)[number];
export const ReceiptFormatEnum = graphqlEnum(RECEIPT_FORMATS);
registerEnumType(ReceiptFormatEnum, {
  name: 'ReceiptFormat',
  description:
    'ISO_27560: JSON-LD with the fields of ISO/IEC TS 27560. NEUTRAL: safe to be found with, it tells of no organisation, purpose or category. KANTARA_1_1: Consent Receipt 1.1.',
});

@ObjectType({ simpleResolvers: true, description: 'What the person gets to keep of one event of a consent.' })
export class ConsentReceipt {
  @Field(() => ID, { description: 'A UUID. That of a neutral receipt leads to no other.' })
  id: string;

  @Field(() => Int, { description: 'The number of the event in the life of the consent.' })
  revision: number;

  @Field(() => ReceiptFormatEnum)
  format: ReceiptFormat;

  @Field(() => String, { description: 'In which it speaks, BCP 47: en, fr, es or ar.' })
  language: string;

  @Field(() => String)
  mediaType: string;

  @Field(() => String, { description: 'The receipt as JSON.' })
  content: string;

  @Field(() => String, {
    description:
      'The same JSON signed: compact JWS, Ed25519, with a key of `/receipts/jwks.json`. `/receipts` verifies it.',
  })
  jws: string;
}

@ObjectType({ simpleResolvers: true, description: 'A public key that receipts are signed with (RFC 8037).' })
export class ReceiptKey {
  @Field(() => String)
  kid: string;

  @Field(() => String)
  kty: string;

  @Field(() => String)
  crv: string;

  @Field(() => String)
  x: string;
}
