import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { PageArguments } from '../../shared/pagination.ts';
import type { DataCategory } from '../../shared/policy/categories.ts';
import type { VitalInterestReason } from '../../shared/policy/emergency.ts';
import type { EmergencyFinding } from '../../shared/policy/emergency-life.ts';
import { DataCategoryEnum } from './consent.entity.ts';
import { EmergencyFindingEnum, VitalInterestReasonEnum } from './emergency-release.entity.ts';

@ArgsType()
export class EmergencyReleasesArguments extends PageArguments {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those that are closed, or only those that are open.',
  })
  closed?: boolean | null;
}

@InputType({
  description: 'Nothing is preselected. The referral goes to its recipient, and so does the release.',
})
export class RequestEmergencyReleaseInput {
  @Field(() => ID, { description: 'A referral of your own, a draft or open, with urgency EMERGENCY.' })
  referralId: string;

  @Field(() => VitalInterestReasonEnum)
  reason: VitalInterestReason;

  @Field(() => [DataCategoryEnum], {
    description:
      'Within ROUTING, TRIAGE, IDENTITY, CONTACT, LOCATION_PRECISE and HEALTH; ROUTING is among them, or nobody could open the referral.',
  })
  categories: DataCategory[];
}

@InputType({ description: 'Said by another member of staff than who requested it.' })
export class ApproveEmergencyReleaseInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int, { description: 'Refused if the release has moved.' })
  expectedVersion: number;
}

@InputType({ description: 'Closes it, for good.' })
export class ReviewEmergencyReleaseInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int, { description: 'Refused if the release has moved.' })
  expectedVersion: number;

  @Field(() => EmergencyFindingEnum)
  finding: EmergencyFinding;

  @Field(() => [DataCategoryEnum], {
    defaultValue: [],
    description: 'For TOO_WIDE alone: those of its categories that the recipient must erase.',
  })
  erase: DataCategory[];
}
