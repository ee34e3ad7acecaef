import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { graphqlEnum } from '../../shared/enums.ts';
import type { DataCategory } from '../../shared/policy/categories.ts';
import type { ConsentGiver, ConsentManner, WithholdingReason } from '../../shared/policy/consent-life.ts';
import { ORGANISATION_TYPES, type OrganisationType } from '../../shared/policy/organisations.ts';
import type { Purpose } from '../../shared/policy/purposes.ts';
import {
  ConsentGiverEnum,
  ConsentMannerEnum,
  DataCategoryEnum,
  PurposeEnum,
  WithholdingReasonEnum,
} from './consent.entity.ts';

export const OrganisationTypeEnum = graphqlEnum(ORGANISATION_TYPES);
registerEnumType(OrganisationTypeEnum, { name: 'OrganisationType' });

@InputType({
  description: 'Whom not to tell: one organisation with its parent and units, or every one of a type.',
})
export class WithholdInput {
  @Field(() => ID, { nullable: true })
  organisationId?: string | null;

  @Field(() => OrganisationTypeEnum, { nullable: true })
  organisationType?: OrganisationType | null;

  @Field(() => WithholdingReasonEnum)
  reason: WithholdingReason;
}

@InputType({ description: 'Nothing is preselected: what is not named here is not consented to.' })
export class RecordConsentInput {
  @Field(() => ID)
  personRef: string;

  @Field(() => [ID], { description: 'Named organisations, at least one.' })
  recipientIds: string[];

  @Field(() => [PurposeEnum])
  purposes: Purpose[];

  @Field(() => [DataCategoryEnum])
  categories: DataCategory[];

  @Field(() => Date, { nullable: true, description: 'At most 12 months ahead; 12 months when absent.' })
  validUntil?: Date | null;

  @Field(() => ConsentGiverEnum, { defaultValue: 'SELF' })
  givenBy: ConsentGiver;

  @Field(() => Boolean, { nullable: true, description: 'Needed when somebody else gives it for a child.' })
  childAssent?: boolean | null;

  @Field(() => ConsentMannerEnum, { defaultValue: 'ORAL_WITNESSED' })
  manner: ConsentManner;

  @Field(() => String, { description: 'Language in which it was asked, BCP 47.' })
  language: string;

  @Field(() => Boolean, { defaultValue: false })
  interpreter: boolean;

  @Field(() => String, { defaultValue: '1' })
  noticeVersion: string;

  @Field(() => Boolean, { defaultValue: false, description: 'The person agreed to be counted.' })
  statistics: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'The person knows that the service may report to authorities.',
  })
  acknowledgesReportingRisk: boolean;

  @Field(() => [WithholdInput], { defaultValue: [] })
  withhold: WithholdInput[];
}

@InputType()
export class EndConsentInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Refused if the consent has moved; a withdrawal may leave it out.',
  })
  expectedRevision?: number | null;
}

@InputType({ description: 'What is left out stays as it is; what is named may only be less than it was.' })
export class NarrowConsentInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int, { description: 'Refused if the consent has moved.' })
  expectedRevision: number;

  @Field(() => [ID], { nullable: true })
  recipientIds?: string[] | null;

  @Field(() => [PurposeEnum], { nullable: true })
  purposes?: Purpose[] | null;

  @Field(() => [DataCategoryEnum], { nullable: true })
  categories?: DataCategory[] | null;

  @Field(() => Date, { nullable: true })
  validUntil?: Date | null;
}

@InputType()
export class RenewConsentInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int, { description: 'Refused if the consent has moved.' })
  expectedRevision: number;

  @Field(() => Date, { nullable: true, description: 'At most 12 months ahead; 12 months when absent.' })
  validUntil?: Date | null;
}
