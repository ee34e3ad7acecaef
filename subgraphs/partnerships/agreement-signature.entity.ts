import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

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
}
