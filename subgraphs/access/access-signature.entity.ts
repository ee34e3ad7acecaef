import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { OrganisationKey } from './neighbours.ts';

/** A signature binds the hash of one exact revision (law.md, section 7). */
@ObjectType({
  simpleResolvers: true,
  description: "One party's signature under the revision that stands now.",
})
@Entity('access_signature')
export class AccessSignature {
  @PrimaryColumn({ type: 'text' })
  agreementId: string;

  @PrimaryColumn({ type: 'text' })
  organisationId: string;

  @PrimaryColumn({ type: 'text' })
  revisionHash: string;

  /** Client that signed. */
  @Column({ type: 'text' })
  signedBy: string;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  signedAt: Date;

  @Field(() => OrganisationKey)
  organisation: OrganisationKey;
}
