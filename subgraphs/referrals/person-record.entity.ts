import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { DataCategory } from '../../shared/policy/categories.ts';
import type { ConsentState } from '../../shared/policy/consent.ts';
import type { Purpose } from '../../shared/policy/purposes.ts';
import { type Payload, UserError } from '../../shared/user-error.ts';
import { ConsentStateEnum, DataCategoryEnum, PurposeEnum } from './consent.entity.ts';
import { OrganisationKey } from './neighbours.ts';

@ObjectType({ simpleResolvers: true, description: 'A consent as the person sees it.' })
export class PersonConsent {
  @Field(() => ID)
  id: string;

  @Field(() => ConsentStateEnum)
  state: ConsentState;

  @Field(() => Int, { description: 'The number of its latest event; each has a receipt.' })
  revision: number;

  @Field(() => Boolean, { description: 'It opens something to somebody now.' })
  inForce: boolean;

  @Field(() => Boolean, { description: 'It has not ended, so that it can be taken back.' })
  mayBeWithdrawn: boolean;

  @Field(() => [OrganisationKey])
  recipients: OrganisationKey[];

  @Field(() => [PurposeEnum])
  purposes: Purpose[];

  @Field(() => [DataCategoryEnum])
  categories: DataCategory[];

  @Field(() => Date, { nullable: true })
  givenAt: Date | null;

  @Field(() => Date)
  validUntil: Date;

  @Field(() => Date, { description: 'Of its latest event.' })
  changedAt: Date;
}

@ObjectType({
  simpleResolvers: true,
  description: 'One organisation that was sent a request about the person.',
})
export class PersonRecipient {
  @Field(() => OrganisationKey)
  organisation: OrganisationKey;

  @Field(() => Date)
  firstSentAt: Date;

  @Field(() => Date)
  lastSentAt: Date;

  @Field(() => Boolean, { description: 'A request to it is still open.' })
  open: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What one organisation read on one day (UTC) for one purpose, by the disclosure ledger.',
})
export class PersonReading {
  @Field(() => OrganisationKey)
  organisation: OrganisationKey;

  @Field(() => PurposeEnum, { nullable: true })
  purpose: Purpose | null;

  @Field(() => [DataCategoryEnum])
  categories: DataCategory[];

  @Field(() => Date)
  firstAt: Date;

  @Field(() => Date)
  lastAt: Date;

  @Field(() => Int)
  times: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'That an organisation was told to erase what it was sent.',
})
export class PersonErasure {
  @Field(() => OrganisationKey)
  organisation: OrganisationKey;

  @Field(() => [DataCategoryEnum])
  categories: DataCategory[];

  @Field(() => Date)
  issuedAt: Date;

  @Field(() => Date)
  dueAt: Date;

  @Field(() => Date, { nullable: true, description: 'When it said that it has erased.' })
  acknowledgedAt: Date | null;

  @Field(() => Boolean)
  overdue: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What whoever holds a link sees of the person whose it is: categories, recipients and times, never a value (law.md, section 6).',
})
export class PersonRecord {
  @Field(() => String, { description: 'BCP 47, as the person was last asked.' })
  language: string;

  @Field(() => OrganisationKey, { description: 'Who keeps the record.' })
  owner: OrganisationKey;

  @Field(() => Date, { description: 'When the link opens nothing any more.' })
  linkExpiresAt: Date;

  @Field(() => [PersonConsent], { description: 'The newest first.' })
  consents: PersonConsent[];

  @Field(() => [PersonRecipient])
  recipients: PersonRecipient[];

  @Field(() => [PersonReading], { description: 'The latest first, at most 200.' })
  readings: PersonReading[];

  @Field(() => [PersonErasure], { description: 'The latest first.' })
  erasures: PersonErasure[];
}

@ObjectType({ simpleResolvers: true })
export class PersonRecordPayload implements Payload {
  @Field(() => PersonRecord, { nullable: true })
  record?: PersonRecord;

  @Field(() => [UserError])
  userErrors: UserError[];
}
