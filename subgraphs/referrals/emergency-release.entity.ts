import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { graphqlEnum } from '../../shared/enums.ts';
import { connectionOf } from '../../shared/pagination.ts';
import type { DataCategory } from '../../shared/policy/categories.ts';
import { VITAL_INTEREST_REASONS, type VitalInterestReason } from '../../shared/policy/emergency.ts';
import {
  EMERGENCY_FINDINGS,
  EMERGENCY_RELEASE_STATES,
  type EmergencyFinding,
  type EmergencyReleaseState,
} from '../../shared/policy/emergency-life.ts';
import { type Payload, UserError } from '../../shared/user-error.ts';
import { DataCategoryEnum } from './consent.entity.ts';
import { OrganisationKey } from './neighbours.ts';

export const VitalInterestReasonEnum = graphqlEnum(VITAL_INTEREST_REASONS);
registerEnumType(VitalInterestReasonEnum, { name: 'VitalInterestReason', description: 'law.md, section 3.' });
export const EmergencyReleaseStateEnum = graphqlEnum(EMERGENCY_RELEASE_STATES);
registerEnumType(EmergencyReleaseStateEnum, { name: 'EmergencyReleaseState' });
export const EmergencyFindingEnum = graphqlEnum(EMERGENCY_FINDINGS);
registerEnumType(EmergencyFindingEnum, {
  name: 'EmergencyFinding',
  description: 'What was found too wide or not justified, the recipient is told to erase.',
});

/** A release without consent in vital interest, for one recipient of one referral. It names categories and never a value. */
@ObjectType({
  simpleResolvers: true,
  description: 'A release without consent in vital interest (law.md, section 3). Only its owner reads it.',
})
@Entity('emergency_release')
export class EmergencyRelease {
  @PrimaryColumn({ type: 'text' })
  ownerId: string;

  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  personId: string;

  @Field(() => ID, { description: 'The reference by which your organisation knows the person.' })
  person: string;

  @Column({ type: 'text' })
  referralId: string;

  @Field(() => ID, { description: 'The id of the referral by which it goes.' })
  referral: string;

  @Column({ type: 'text' })
  recipientId: string;

  @Field(() => OrganisationKey, { description: 'The recipient of the referral, and nobody else.' })
  recipient: OrganisationKey;

  @Field(() => VitalInterestReasonEnum)
  @Column({ type: 'text' })
  reason: VitalInterestReason;

  @Field(() => [DataCategoryEnum])
  @Column({ type: 'text', array: true })
  categories: DataCategory[];

  @Field(() => EmergencyReleaseStateEnum)
  @Column({ type: 'text' })
  state: EmergencyReleaseState;

  @Field(() => Boolean, {
    description:
      'Whether it releases anything now: approved, within its 72 hours, not refused by the person.',
  })
  inEffect: boolean;

  @Field(() => Int, { description: 'What a step is decided on; it names the version it saw.' })
  @Column({ type: 'integer' })
  version: number;

  @Field(() => String, { description: 'The member of staff, as their token names them.' })
  @Column({ type: 'text' })
  requestedBy: string;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  requestedAt: Date;

  @Field(() => Int, {
    description: 'Whole minutes since it was requested; until it was closed, where it is.',
  })
  ageMinutes: number;

  @Field(() => String, { nullable: true })
  @Column({ type: 'text', nullable: true })
  approvedBy: string | null;

  @Field(() => Date, { nullable: true })
  @Column({ type: 'timestamptz', nullable: true })
  approvedAt: Date | null;

  @Field(() => Date, { nullable: true, description: '72 hours after it was approved.' })
  endsAt: Date | null;

  @Field(() => String, { nullable: true })
  @Column({ type: 'text', nullable: true })
  closedBy: string | null;

  @Field(() => Date, { nullable: true })
  @Column({ type: 'timestamptz', nullable: true })
  closedAt: Date | null;

  @Field(() => EmergencyFindingEnum, { nullable: true })
  @Column({ type: 'text', nullable: true })
  finding: EmergencyFinding | null;

  @Field(() => [DataCategoryEnum], { description: 'What the recipient was told to erase.' })
  @Column({ type: 'text', array: true })
  erased: DataCategory[];
}

export const EmergencyReleaseConnection = connectionOf('EmergencyRelease', EmergencyRelease);

@ObjectType({ simpleResolvers: true })
export class EmergencyReleasePayload implements Payload {
  @Field(() => EmergencyRelease, { nullable: true })
  emergencyRelease?: EmergencyRelease;

  @Field(() => [UserError])
  userErrors: UserError[];
}
