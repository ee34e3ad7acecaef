import { Field, ID, InputType, Int } from 'type-graphql';
import type { DataCategory } from '../../shared/policy/categories.ts';
import type { ConsentGiver, ConsentManner, WithholdingReason } from '../../shared/policy/consent-life.ts';
import type { OrganisationType } from '../../shared/policy/organisations.ts';
import type { Purpose } from '../../shared/policy/purposes.ts';
import {
  ConsentGiverEnum,
  ConsentMannerEnum,
  DataCategoryEnum,
  OrganisationTypeEnum,
  PurposeEnum,
  WithholdingReasonEnum,
} from './consent.entity.ts';

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

@InputType({
  description:
    'Nothing is preselected: what is not named here is not consented to, and who gave it, how and under which notice is always said.',
})
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

  @Field(() => ConsentGiverEnum)
  givenBy: ConsentGiver;

  @Field(() => Boolean, {
    nullable: true,
    description: "The child's own assent: needed when the person is a child, as their own record says.",
  })
  childAssent?: boolean | null;

  @Field(() => ConsentMannerEnum)
  manner: ConsentManner;

  @Field(() => String, { description: 'Language in which it was asked, BCP 47.' })
  language: string;

  @Field(() => Boolean, { description: 'Whether somebody interpreted.' })
  interpreter: boolean;

  @Field(() => String, {
    nullable: true,
    description: "Which interpreter, by your organisation's own code; never a name.",
  })
  interpreterCode?: string | null;

  @Field(() => String, { description: 'The version of the privacy notice the person was told.' })
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

@InputType({ description: 'What is asked for. It releases nothing until the person gives it.' })
export class RequestConsentInput {
  @Field(() => ID)
  personRef: string;

  @Field(() => [ID], { description: 'Named organisations, at least one.' })
  recipientIds: string[];

  @Field(() => [PurposeEnum])
  purposes: Purpose[];

  @Field(() => [DataCategoryEnum])
  categories: DataCategory[];

  @Field(() => Date, {
    nullable: true,
    description: 'When the request lapses without an answer: at most 12 months ahead, 12 months when absent.',
  })
  validUntil?: Date | null;

  @Field(() => String, { description: 'Language in which it is asked, BCP 47.' })
  language: string;

  @Field(() => Boolean, { description: 'Whether somebody interprets.' })
  interpreter: boolean;

  @Field(() => String, {
    nullable: true,
    description: "Which interpreter, by your organisation's own code; never a name.",
  })
  interpreterCode?: string | null;

  @Field(() => String, { description: 'The version of the privacy notice the person is told.' })
  noticeVersion: string;
}

@InputType({
  description:
    'A consent that another system kept. It is UNKNOWN and releases nothing until the person gives it anew.',
})
export class ImportConsentInput {
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

  @Field(() => ConsentGiverEnum, { nullable: true, description: 'Who is said to have given it.' })
  givenBy: ConsentGiver | null;

  @Field(() => ConsentMannerEnum, { nullable: true, description: 'How it is said to have been given.' })
  manner: ConsentManner | null;

  @Field(() => String, { defaultValue: 'und', description: 'BCP 47; "und" where it is not known.' })
  language: string;

  @Field(() => String, { defaultValue: 'unknown' })
  noticeVersion: string;
}

@InputType({
  description:
    'What the person ticked of what was asked. Nothing is preselected: what is not named is not given.',
})
export class GiveConsentInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int, { description: 'Refused if the consent has moved.' })
  expectedRevision: number;

  @Field(() => [ID])
  recipientIds: string[];

  @Field(() => [PurposeEnum])
  purposes: Purpose[];

  @Field(() => [DataCategoryEnum])
  categories: DataCategory[];

  @Field(() => Date, { nullable: true, description: 'At most 12 months ahead; 12 months when absent.' })
  validUntil?: Date | null;

  @Field(() => ConsentGiverEnum)
  givenBy: ConsentGiver;

  @Field(() => Boolean, {
    nullable: true,
    description: "The child's own assent: needed when the person is a child, as their own record says.",
  })
  childAssent?: boolean | null;

  @Field(() => ConsentMannerEnum)
  manner: ConsentManner;

  @Field(() => String, { nullable: true, description: 'BCP 47; as it was asked when absent.' })
  language?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'As it was asked when absent.' })
  interpreter?: boolean | null;

  @Field(() => String, { nullable: true })
  interpreterCode?: string | null;

  @Field(() => String, { nullable: true, description: 'As it was asked when absent.' })
  noticeVersion?: string | null;

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
export class DeferConsentInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int, { description: 'Refused if the consent has moved.' })
  expectedRevision: number;
}

@InputType()
export class EndConsentInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Refused if the consent has moved; whoever ends one may leave it out.',
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

  @Field(() => Boolean, { nullable: true, description: 'False: the person is counted no more.' })
  statistics?: boolean | null;

  @Field(() => [WithholdInput], { defaultValue: [], description: 'Whom not to tell beside those before.' })
  withhold: WithholdInput[];
}

@InputType({ description: 'How the person was asked again; what is left out is as it was.' })
export class RenewConsentInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int, { description: 'Refused if the consent has moved.' })
  expectedRevision: number;

  @Field(() => Date, { nullable: true, description: 'At most 12 months ahead; 12 months when absent.' })
  validUntil?: Date | null;

  @Field(() => ConsentGiverEnum, { nullable: true })
  givenBy?: ConsentGiver | null;

  @Field(() => Boolean, { nullable: true })
  childAssent?: boolean | null;

  @Field(() => ConsentMannerEnum, { nullable: true })
  manner?: ConsentManner | null;

  @Field(() => String, { nullable: true, description: 'BCP 47.' })
  language?: string | null;

  @Field(() => Boolean, { nullable: true })
  interpreter?: boolean | null;

  @Field(() => String, { nullable: true })
  interpreterCode?: string | null;

  @Field(() => String, { nullable: true })
  noticeVersion?: string | null;
}
