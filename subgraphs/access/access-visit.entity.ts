import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { graphqlEnum } from '../../shared/enums.ts';
import { connectionOf } from '../../shared/pagination.ts';
import type { AccessModality, AccessSetting, ModalityAnswer } from '../../shared/policy/access-words.ts';
import {
  FINDING_RATINGS,
  FINDING_TOPICS,
  type FindingRating,
  type FindingTopic,
} from '../../shared/policy/visit-words.ts';
import { type Payload, UserError } from '../../shared/user-error.ts';
import { ModalityGranted } from './access-agreement.entity.ts';
import { AccessSettingEnum } from './access-place.entity.ts';
import { CountryKey, OrganisationKey } from './neighbours.ts';
import { TextWarning } from './text-warning.entity.ts';
import { VisitRecommendation } from './visit-recommendation.entity.ts';

export const FindingTopicEnum = graphqlEnum(FINDING_TOPICS);
registerEnumType(FindingTopicEnum, { name: 'FindingTopic' });
export const FindingRatingEnum = graphqlEnum(FINDING_RATINGS);
registerEnumType(FindingRatingEnum, { name: 'FindingRating' });

@InputType('VisitFindingInput', {
  description: 'About conditions, never about a person: what somebody said to a visitor has no field.',
})
@ObjectType({ simpleResolvers: true })
export class VisitFinding {
  @Field(() => FindingTopicEnum)
  topic: FindingTopic;

  @Field(() => FindingRatingEnum)
  rating: FindingRating;

  @Field(() => String, { nullable: true, description: 'Up to 2,000 characters, about conditions alone.' })
  note: string | null;
}

/** A visit and what was found. The visiting component reads it, and nobody else (Access agreements, rule 3). */
@ObjectType({
  simpleResolvers: true,
  description: 'A visit and what was found; for the visiting component alone.',
})
@Entity('access_visit')
export class AccessVisit {
  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  ownerId: string;

  @Column({ type: 'text', name: 'country' })
  iso2: string;

  @Field(() => AccessSettingEnum)
  @Column({ type: 'text' })
  setting: AccessSetting;

  @Field(() => String, { description: 'Name of the place.' })
  @Column({ type: 'text' })
  place: string;

  @Column({ type: 'text', nullable: true })
  agreementId: string | null;

  @Field(() => String, { description: 'ISO 8601 date.' })
  @Column({ type: 'date' })
  visitedOn: string;

  @Field(() => Boolean, { description: 'It had been announced.' })
  @Column({ type: 'boolean' })
  announced: boolean;

  @Column({ type: 'jsonb' })
  modalityAnswers: Partial<Record<AccessModality, ModalityAnswer>>;

  @Field(() => [VisitFinding])
  @Column({ type: 'jsonb' })
  findings: VisitFinding[];

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  recordedAt: Date;

  @Field(() => Int)
  @Column({ type: 'integer' })
  version: number;

  @Field(() => CountryKey)
  country: CountryKey;

  @Field(() => OrganisationKey, { description: 'The visiting component.' })
  organisation: OrganisationKey;

  @Field(() => [ModalityGranted], {
    description: 'What was granted on the day; what is not said is unknown.',
  })
  modalities: ModalityGranted[];

  @Field(() => VisitRecommendation, { nullable: true, description: 'What the authority concerned is told.' })
  recommendation: VisitRecommendation | null;
}

export const AccessVisitConnection = connectionOf('AccessVisit', AccessVisit);

@ObjectType({ simpleResolvers: true })
export class AccessVisitPayload implements Payload {
  @Field(() => AccessVisit, { nullable: true })
  accessVisit?: AccessVisit;

  @Field(() => [TextWarning], { description: 'What was recorded, and had better not stand in a text.' })
  warnings: TextWarning[];

  @Field(() => [UserError])
  userErrors: UserError[];
}
