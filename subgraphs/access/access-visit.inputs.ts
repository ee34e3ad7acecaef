import { Field, ID, InputType, Int } from 'type-graphql';
import type { AccessSetting } from '../../shared/policy/access-words.ts';
import { ModalityInput } from './access-agreement.inputs.ts';
import { AccessSettingEnum } from './access-place.entity.ts';
import { VisitFinding } from './access-visit.entity.ts';

@InputType({
  description: 'About a place and its conditions. No person has a field here, and none belongs in a note.',
})
export class RecordVisitInput {
  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  country: string;

  @Field(() => AccessSettingEnum)
  setting: AccessSetting;

  @Field(() => String, { description: 'Name of the place; 1 to 200 characters.' })
  place: string;

  @Field(() => String, { description: 'ISO 8601 date.' })
  visitedOn: string;

  @Field(() => Boolean, { defaultValue: true })
  announced: boolean;

  @Field(() => ID, {
    nullable: true,
    description: 'The agreement under which it took place; you are a party of it.',
  })
  agreementId?: string | null;

  @Field(() => [ModalityInput], {
    defaultValue: [],
    description: 'What was granted on the day; each at most once.',
  })
  modalities: ModalityInput[];

  @Field(() => [VisitFinding], { defaultValue: [], description: 'Each topic at most once.' })
  findings: VisitFinding[];

  @Field(() => String, {
    nullable: true,
    description: 'For the authority concerned, once you send it; up to 5,000 characters.',
  })
  recommendation?: string | null;

  @Field(() => ID, { nullable: true, description: 'The authority concerned; with a recommendation.' })
  authorityId?: string | null;
}

@InputType()
export class SendRecommendationInput {
  @Field(() => ID, { description: 'Of the visit.' })
  id: string;

  @Field(() => Int, { description: 'The version that was read; refused if the visit has moved.' })
  expectedVersion: number;
}
