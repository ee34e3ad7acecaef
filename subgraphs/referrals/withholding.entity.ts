import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { ConsentManner, WithholdingReason } from '../../shared/policy/consent-life.ts';
import type { OrganisationType } from '../../shared/policy/organisations.ts';
import { type Payload, UserError } from '../../shared/user-error.ts';
import { ConsentMannerEnum, OrganisationTypeEnum, WithholdingReasonEnum } from './consent.entity.ts';

/** Whom a person asked not to tell. It outlives the consent it was said with, until the person takes it back. */
@ObjectType({
  simpleResolvers: true,
  description:
    'Whom a person asked not to tell: one organisation with its parent and units, or every one of a type.',
})
@Entity('withholding')
export class Withholding {
  @PrimaryColumn({ type: 'text' })
  ownerId: string;

  @PrimaryColumn({ type: 'text' })
  personId: string;

  @PrimaryGeneratedColumn('identity', { type: 'integer' })
  number: number;

  @Field(() => ID, { nullable: true })
  @Column({ type: 'text', nullable: true })
  organisationId: string | null;

  @Field(() => OrganisationTypeEnum, { nullable: true })
  @Column({ type: 'text', nullable: true })
  organisationType: OrganisationType | null;

  @Field(() => WithholdingReasonEnum)
  @Column({ type: 'text' })
  reason: WithholdingReason;

  @Column({ type: 'text' })
  consentId: string;

  @Field(() => Date, {
    nullable: true,
    description: 'When the person took it back; from then on it withholds nothing.',
  })
  @Column({ type: 'timestamptz', nullable: true })
  liftedAt: Date | null;

  /** The client that wrote it down. */
  @Column({ type: 'text', nullable: true })
  liftedBy: string | null;

  @Field(() => ConsentMannerEnum, { nullable: true, description: 'How the person said so.' })
  @Column({ type: 'text', nullable: true })
  liftManner: ConsentManner | null;
}

@ObjectType({ simpleResolvers: true })
export class WithholdingPayload implements Payload {
  @Field(() => [Withholding], { nullable: true, description: 'What was lifted.' })
  withholdings?: Withholding[];

  @Field(() => [UserError])
  userErrors: UserError[];
}
