import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { graphqlEnum } from '../../shared/enums.ts';
import { connectionOf } from '../../shared/pagination.ts';
import { URGENCIES, type Urgency } from '../../shared/policy/emergency.ts';
import {
  OUTCOMES,
  type Outcome,
  REFERRAL_REASONS,
  type ReferralReason,
} from '../../shared/policy/referral-life.ts';
import { REFERRAL_STATES, type ReferralState } from '../../shared/policy/referral-states.ts';
import { SERVICE_TYPES, type ServiceType } from '../../shared/policy/service-types.ts';
import { type Payload, UserError } from '../../shared/user-error.ts';
import { Disclosure } from './disclosure.entity.ts';

export const ReferralStateEnum = graphqlEnum(REFERRAL_STATES);
registerEnumType(ReferralStateEnum, { name: 'ReferralState', description: 'law.md, section 5.' });
export const UrgencyEnum = graphqlEnum(URGENCIES);
registerEnumType(UrgencyEnum, { name: 'Urgency' });
export const ServiceTypeEnum = graphqlEnum(SERVICE_TYPES);
registerEnumType(ServiceTypeEnum, { name: 'ServiceType' });
export const ReferralReasonEnum = graphqlEnum(REFERRAL_REASONS);
registerEnumType(ReferralReasonEnum, {
  name: 'ReferralReason',
  description: 'Legal status is not among them.',
});
export const OutcomeEnum = graphqlEnum(OUTCOMES);
registerEnumType(OutcomeEnum, { name: 'ReferralOutcome' });

/**
 * A person passed from one organisation to another. Everything but the id and the disclosure is of category ROUTING
 * and null when that category is not released.
 */
@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'A person passed from one organisation to another.' })
@Entity('referral')
export class Referral {
  /** The sender: it owns the person's record and leads the key of every row about it. */
  @PrimaryColumn({ type: 'text' })
  ownerId: string;

  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  personId: string;

  @Column({ type: 'text' })
  toId: string;

  @Column({ type: 'text' })
  serviceId: string;

  @Directive('@category(is: "ROUTING")')
  @Field(() => ServiceTypeEnum, { nullable: true })
  @Column({ type: 'text' })
  serviceType?: ServiceType | null;

  @Directive('@category(is: "ROUTING")')
  @Field(() => UrgencyEnum, { nullable: true })
  @Column({ type: 'text' })
  urgency?: Urgency | null;

  @Directive('@category(is: "ROUTING")')
  @Field(() => ReferralStateEnum, { nullable: true })
  @Column({ type: 'text' })
  state?: ReferralState | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'What a transition is decided on; it names the version it saw. Known, as the id is, to whoever may answer the referral.',
  })
  @Column({ type: 'integer' })
  version?: number | null;

  /** The referral in whose place this one was drafted. The sender's alone: a recipient learns of no other. */
  @Column({ type: 'text', nullable: true })
  reroutedFrom: string | null;

  /** The person who marked it as entered in error, while a second has not agreed. In no answer. */
  @Column({ type: 'text', nullable: true })
  errorMarkedBy: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  errorMarkedAt: Date | null;

  /** The consent that carries it: when that ends, this ends. */
  @Column({ type: 'text', nullable: true })
  consentId: string | null;

  /** The release in vital interest that carries it, where no consent does. */
  @Column({ type: 'text', nullable: true })
  emergencyReleaseId: string | null;

  @Directive('@category(is: "ROUTING")')
  @Field(() => ReferralReasonEnum, { nullable: true, description: 'Of a decline, a failure or a hold.' })
  @Column({ type: 'text', nullable: true })
  reason?: ReferralReason | null;

  @Directive('@category(is: "ROUTING")')
  @Field(() => OutcomeEnum, { nullable: true })
  @Column({ type: 'text', nullable: true })
  outcome?: Outcome | null;

  @Directive('@category(is: "ROUTING")')
  @Field(() => String, {
    nullable: true,
    description: "The sender's own number for the case; null for everybody else.",
  })
  @Column({ type: 'text', nullable: true })
  senderCode?: string | null;

  @Directive('@category(is: "ROUTING")')
  @Field(() => String, {
    nullable: true,
    description: "The recipient's own number for the case; null for everybody else.",
  })
  @Column({ type: 'text', nullable: true })
  receiverCode?: string | null;

  @Directive('@category(is: "ROUTING")')
  @Field(() => Date, { nullable: true })
  @Column({ type: 'timestamptz' })
  draftedAt?: Date | null;

  @Directive('@category(is: "ROUTING")')
  @Field(() => Date, { nullable: true })
  @Column({ type: 'timestamptz', nullable: true })
  sentAt?: Date | null;

  @Directive('@category(is: "ROUTING")')
  @Field(() => Date, { nullable: true, description: 'When the recipient must have acknowledged.' })
  @Column({ type: 'timestamptz', nullable: true })
  acknowledgeBy?: Date | null;

  @Directive('@category(is: "ROUTING")')
  @Field(() => Date, { nullable: true, description: 'When the recipient must have acted.' })
  @Column({ type: 'timestamptz', nullable: true })
  actBy?: Date | null;

  @Directive('@category(is: "ROUTING")')
  @Field(() => Date, { nullable: true })
  @Column({ type: 'timestamptz', nullable: true })
  scheduledFor?: Date | null;

  @Directive('@category(is: "ROUTING")')
  @Field(() => Date, { nullable: true })
  @Column({ type: 'timestamptz', nullable: true })
  completedAt?: Date | null;

  @Field(() => Disclosure, { description: 'Decided for you, now.' })
  disclosure: Disclosure;
}

export const ReferralConnection = connectionOf('Referral', Referral);

@ObjectType({ simpleResolvers: true })
export class ErrorMarkPayload implements Payload {
  @Field(() => Referral, { nullable: true })
  referral?: Referral;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'It was the first mark: nothing has changed until another person of your organisation agrees.',
  })
  awaitsSecondPerson?: boolean;

  @Field(() => [UserError])
  userErrors: UserError[];
}

@ObjectType({ simpleResolvers: true })
export class ReferralPayload implements Payload {
  @Field(() => Referral, { nullable: true })
  referral?: Referral;

  @Field(() => [UserError])
  userErrors: UserError[];
}
