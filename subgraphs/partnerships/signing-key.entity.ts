import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PublicKey } from '../../shared/agreement/public-key.ts';
import { type Payload, UserError } from '../../shared/user-error.ts';

/** A public key that an organisation signs agreements with. One at a time is in use; the others keep what they signed good. */
@ObjectType({
  simpleResolvers: true,
  description: 'A public key that an organisation signs agreements with. Anyone may read it.',
})
@Entity('signing_key')
export class SigningKey {
  @Field(() => ID, { description: 'Its thumbprint (RFC 7638); a signature names it.' })
  @PrimaryColumn({ type: 'text' })
  kid: string;

  @Field(() => ID)
  @Column({ type: 'text' })
  organisationId: string;

  @Column({ type: 'jsonb', name: 'jwk' })
  publicKey: PublicKey;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  validFrom: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'Signatures made before this moment stay good. Null: the key is in use.',
  })
  @Column({ type: 'timestamptz', nullable: true })
  validUntil: Date | null;

  /** Client that registered it. */
  @Column({ type: 'text' })
  registeredBy: string;
}

@ObjectType({ simpleResolvers: true })
export class SigningKeyPayload implements Payload {
  @Field(() => SigningKey, { nullable: true })
  signingKey?: SigningKey;

  @Field(() => [UserError])
  userErrors: UserError[];
}
