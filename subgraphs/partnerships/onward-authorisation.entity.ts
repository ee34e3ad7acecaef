import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One party's written word that what was received under an agreement may go on to somebody; it counts once all have given it. */
@ObjectType({
  simpleResolvers: true,
  description: "One party's written authorisation for data to go on to an organisation.",
})
@Entity('onward_authorisation')
export class OnwardAuthorisation {
  @PrimaryColumn({ type: 'text' })
  agreementId: string;

  @Field(() => ID, { description: 'The organisation that the data may go on to.' })
  @PrimaryColumn({ type: 'text' })
  recipientId: string;

  @Field(() => ID, { description: 'The party that authorised it.' })
  @PrimaryColumn({ type: 'text' })
  organisationId: string;

  /** Client that authorised. */
  @Column({ type: 'text' })
  authorisedBy: string;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  authorisedAt: Date;
}
