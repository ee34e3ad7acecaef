import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SIGNATURE_MAKERS, type SignatureMaker } from '../../shared/agreement/bundle.ts';
import type { PublicKey } from '../../shared/agreement/public-key.ts';
import { graphqlEnum } from '../../shared/enums.ts';

const SignatureMakerEnum = graphqlEnum(SIGNATURE_MAKERS);
registerEnumType(SignatureMakerEnum, {
  name: 'SignatureMaker',
  description:
    '`ORGANISATION`: with its own key. `INSTANCE`: by this instance, in the name of a signatory whose organisation has none.',
});

/** A signature binds the hash of one exact revision (law.md, section 7). */
@ObjectType({
  simpleResolvers: true,
  description: "One party's signature under the revision that stands now.",
})
@Entity('agreement_signature')
export class AgreementSignature {
  @PrimaryColumn({ type: 'text' })
  agreementId: string;

  @PrimaryColumn({ type: 'text' })
  revisionHash: string;

  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  organisationId: string;

  /** Client that signed. */
  @Column({ type: 'text' })
  signedBy: string;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  signedAt: Date;

  @Field(() => SignatureMakerEnum, {
    nullable: true,
    description: 'Null: taken in before signatures were made with keys.',
  })
  @Column({ type: 'text', nullable: true })
  madeBy: SignatureMaker | null;

  @Field(() => String, {
    nullable: true,
    description: 'Detached JWS over the hash of the revision, as text.',
  })
  @Column({ type: 'text', nullable: true })
  jws: string | null;

  @Column({ type: 'jsonb', nullable: true })
  jwk: PublicKey | null;
}
