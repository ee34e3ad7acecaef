import { ArgsType, Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { graphqlEnum } from '../../shared/enums.ts';
import { PageArguments } from '../../shared/pagination.ts';
import type { Urgency } from '../../shared/policy/emergency.ts';
import type { Outcome, ReferralReason } from '../../shared/policy/referral-life.ts';
import type { ReferralState } from '../../shared/policy/referral-states.ts';
import type { ServiceType } from '../../shared/policy/service-types.ts';
import {
  OutcomeEnum,
  ReferralReasonEnum,
  ReferralStateEnum,
  ServiceTypeEnum,
  UrgencyEnum,
} from './referral.entity.ts';

export const BOXES = ['INBOX', 'SENT'] as const;
export type Box = (typeof BOXES)[number];
export const BoxEnum = graphqlEnum(BOXES);
registerEnumType(BoxEnum, { name: 'ReferralBox' });

@ArgsType()
export class ReferralsArguments extends PageArguments {
  @Field(() => BoxEnum)
  box: Box;

  @Field(() => [ReferralStateEnum], { nullable: true })
  states?: ReferralState[] | null;

  @Field(() => [UrgencyEnum], { nullable: true })
  urgencies?: Urgency[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those whose clock has run out without an answer.',
  })
  overdue?: boolean | null;
}

@InputType()
export class DraftReferralInput {
  @Field(() => ID)
  personRef: string;

  @Field(() => ID, { description: 'The service asked for; the referral goes to its provider.' })
  serviceId: string;

  @Field(() => ServiceTypeEnum, {
    nullable: true,
    description: 'One of the service; its main one when absent.',
  })
  serviceType?: ServiceType | null;

  @Field(() => UrgencyEnum, { defaultValue: 'NORMAL' })
  urgency: Urgency;

  @Field(() => String, { nullable: true, description: 'Your own number for the case, 1 to 64 characters.' })
  senderCode?: string | null;
}

@InputType({ description: 'A transition names the version it was decided on.' })
export class MoveReferralInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  expectedVersion: number;
}

@InputType()
export class AcceptReferralInput extends MoveReferralInput {
  @Field(() => String, { nullable: true, description: 'Your own number for the case, 1 to 64 characters.' })
  receiverCode?: string | null;
}

@InputType()
export class ReasonedReferralInput extends MoveReferralInput {
  @Field(() => ReferralReasonEnum)
  reason: ReferralReason;
}

@InputType()
export class ScheduleReferralInput extends MoveReferralInput {
  @Field(() => Date, { description: 'When the person is expected; ahead of now.' })
  scheduledFor: Date;
}

@InputType()
export class CompleteReferralInput extends MoveReferralInput {
  @Field(() => OutcomeEnum)
  outcome: Outcome;
}

@InputType({ description: 'The same person and urgency, to another service.' })
export class RerouteReferralInput extends MoveReferralInput {
  @Field(() => ID, { description: 'The service asked for now; the new referral goes to its provider.' })
  serviceId: string;

  @Field(() => ServiceTypeEnum, {
    nullable: true,
    description: 'One of the service; its main one when absent.',
  })
  serviceType?: ServiceType | null;

  @Field(() => String, { nullable: true, description: 'Your own number for the case, 1 to 64 characters.' })
  senderCode?: string | null;
}
