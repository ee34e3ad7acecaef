import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A signature binds the hash of the pledge, which never changes. */
@ObjectType({ simpleResolvers: true, description: 'One organisation’s signature under a pledge.' })
@Entity('pledge_signature')
export class PledgeSignature {
  @PrimaryColumn({ type: 'text' })
  pledgeId: string;

  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  organisationId: string;

  /** `sub` of whoever signed. */
  @Column({ type: 'text' })
  signedBy: string;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  signedAt: Date;
}
