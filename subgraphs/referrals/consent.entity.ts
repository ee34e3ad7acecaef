import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { graphqlEnum } from '../../shared/enums.ts';
import { connectionOf } from '../../shared/pagination.ts';
import { DATA_CATEGORIES, type DataCategory } from '../../shared/policy/categories.ts';
import { CONSENT_STATES, type ConsentState } from '../../shared/policy/consent.ts';
import {
  CONSENT_GIVERS,
  CONSENT_MANNERS,
  type ConsentGiver,
  type ConsentManner,
  WITHHOLDING_REASONS,
} from '../../shared/policy/consent-life.ts';
import { ORGANISATION_TYPES } from '../../shared/policy/organisations.ts';
import { PURPOSES, type Purpose } from '../../shared/policy/purposes.ts';
import { type Payload, UserError } from '../../shared/user-error.ts';

export const DataCategoryEnum = graphqlEnum(DATA_CATEGORIES);
registerEnumType(DataCategoryEnum, { name: 'DataCategory', description: 'law.md, section 1.' });
export const PurposeEnum = graphqlEnum(PURPOSES);
registerEnumType(PurposeEnum, { name: 'Purpose' });
export const ConsentStateEnum = graphqlEnum(CONSENT_STATES);
registerEnumType(ConsentStateEnum, { name: 'ConsentState', description: 'W3C DPV consent status.' });
export const ConsentGiverEnum = graphqlEnum(CONSENT_GIVERS);
registerEnumType(ConsentGiverEnum, { name: 'ConsentGiver' });
export const ConsentMannerEnum = graphqlEnum(CONSENT_MANNERS);
registerEnumType(ConsentMannerEnum, { name: 'ConsentManner' });
export const WithholdingReasonEnum = graphqlEnum(WITHHOLDING_REASONS);
registerEnumType(WithholdingReasonEnum, { name: 'WithholdingReason' });
export const OrganisationTypeEnum = graphqlEnum(ORGANISATION_TYPES);
registerEnumType(OrganisationTypeEnum, { name: 'OrganisationType' });

/** What a person agreed to: which categories, for which purposes, to which named organisations, until when. */
@ObjectType({ simpleResolvers: true, description: 'A consent. Only its owner reads it.' })
@Entity('consent')
export class Consent {
  @PrimaryColumn({ type: 'text' })
  ownerId: string;

  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  personId: string;

  @Field(() => ConsentStateEnum)
  @Column({ type: 'text' })
  state: ConsentState;

  @Field(() => Int, { description: 'The number of its latest event.' })
  @Column({ type: 'integer' })
  revision: number;

  @Field(() => [ID], { description: 'Named organisations.' })
  @Column({ type: 'text', array: true })
  recipientIds: string[];

  @Field(() => [PurposeEnum])
  @Column({ type: 'text', array: true })
  purposes: Purpose[];

  @Field(() => [DataCategoryEnum])
  @Column({ type: 'text', array: true })
  categories: DataCategory[];

  @Field(() => Boolean, { description: 'The person agreed to be counted.' })
  @Column({ type: 'boolean' })
  statistics: boolean;

  @Field(() => Boolean, { description: 'The person knows that the service may report to authorities.' })
  @Column({ type: 'boolean' })
  acknowledgesReportingRisk: boolean;

  @Field(() => ConsentGiverEnum, { nullable: true, description: 'Null while nobody has given it.' })
  @Column({ type: 'text', nullable: true })
  givenBy: ConsentGiver | null;

  @Field(() => Boolean, { nullable: true, description: "For a child: the child's own assent." })
  @Column({ type: 'boolean', nullable: true })
  childAssent: boolean | null;

  @Field(() => ConsentMannerEnum, { nullable: true, description: 'Null while nobody has given it.' })
  @Column({ type: 'text', nullable: true })
  manner: ConsentManner | null;

  @Field(() => String, {
    description: 'Language in which it was asked, BCP 47; "und" where it is not known.',
  })
  @Column({ type: 'text' })
  language: string;

  @Field(() => Boolean)
  @Column({ type: 'boolean' })
  interpreter: boolean;

  @Field(() => String, { nullable: true, description: "Which interpreter, by the owner's own code." })
  @Column({ type: 'text', nullable: true })
  interpreterCode: string | null;

  @Field(() => String, { description: 'The version of the privacy notice the person was told.' })
  @Column({ type: 'text' })
  noticeVersion: string;

  @Field(() => Date, { nullable: true })
  @Column({ type: 'timestamptz', nullable: true })
  givenAt: Date | null;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  validFrom: Date;

  @Field(() => Date, { description: 'The first moment at which it no longer holds.' })
  @Column({ type: 'timestamptz' })
  validUntil: Date;
}

@ObjectType({ simpleResolvers: true })
export class ConsentPayload implements Payload {
  @Field(() => Consent, { nullable: true })
  consent?: Consent;

  @Field(() => [UserError])
  userErrors: UserError[];
}

export const ConsentConnection = connectionOf('Consent', Consent);
