import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { WithholdingReason } from '../../shared/policy/consent-life.ts';
import type { OrganisationType } from '../../shared/policy/organisations.ts';
import { OrganisationTypeEnum, WithholdingReasonEnum } from './consent.entity.ts';

/** Whom a person asked not to tell. It outlives the consent it was said with. */
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
}
