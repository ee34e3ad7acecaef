import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { AccessAgreement } from './access-agreement.entity.ts';

@ObjectType({
  simpleResolvers: true,
  description: 'Your organisation is told, once for each, that an agreement of yours is about to end.',
})
@Entity('access_notice')
export class AccessNotice {
  @PrimaryColumn({ type: 'text' })
  agreementId: string;

  @PrimaryColumn({ type: 'text' })
  organisationId: string;

  @Field(() => Int, { description: '90, 30 or 7: at most so many days were left.' })
  @PrimaryColumn({ type: 'integer' })
  daysLeft: number;

  @Field(() => Date, { description: 'The first moment at which it no longer holds.' })
  @PrimaryColumn({ type: 'timestamptz' })
  endsAt: Date;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  at: Date;

  @Field(() => AccessAgreement, { nullable: true })
  accessAgreement: AccessAgreement | null;
}
