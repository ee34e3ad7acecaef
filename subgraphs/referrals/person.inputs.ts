import { Field, ID, InputType } from 'type-graphql';
import {
  Belief,
  CaseNumber,
  CoarseLocation,
  Family,
  Health,
  Identity,
  MigrationStatus,
  Origin,
  PersonContact,
  PreciseLocation,
  Protection,
  Triage,
} from './person-categories.entity.ts';

@InputType({
  description: 'A case code is enough. No name, nationality or status is ever needed (31IC/11/R3, P1).',
})
export class RegisterPersonInput {
  @Field(() => String, {
    nullable: true,
    description: "Your organisation's own code for the case; unique in it.",
  })
  caseCode?: string | null;

  @Field(() => Triage, { nullable: true })
  triage?: Triage | null;

  @Field(() => Identity, { nullable: true })
  identity?: Identity | null;

  @Field(() => PersonContact, { nullable: true })
  contact?: PersonContact | null;

  @Field(() => CoarseLocation, { nullable: true })
  locationCoarse?: CoarseLocation | null;

  @Field(() => PreciseLocation, { nullable: true })
  locationPrecise?: PreciseLocation | null;

  @Field(() => Origin, { nullable: true })
  origin?: Origin | null;

  @Field(() => MigrationStatus, { nullable: true })
  migrationStatus?: MigrationStatus | null;

  @Field(() => Health, { nullable: true })
  health?: Health | null;

  @Field(() => Protection, { nullable: true })
  protection?: Protection | null;

  @Field(() => Family, { nullable: true })
  family?: Family | null;

  @Field(() => Belief, { nullable: true })
  belief?: Belief | null;

  @Field(() => String, { nullable: true })
  narrative?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'The person is sought in a family links case and could not be asked. A component of the Movement says so; IDENTITY and FAMILY then pass to another in a family links referral, under RESTORING_FAMILY_LINKS.',
  })
  sought: boolean;

  @Field(() => ID, {
    nullable: true,
    description:
      'The referral by which your organisation received this person from another. The record then goes on to a third only if the agreement it came under permits it, and with a consent newer than its arrival.',
  })
  receivedBy?: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When every category must be gone; none: no end is set yet.',
  })
  eraseAfter?: Date | null;
}

@InputType()
export class NameAndBirthDateInput {
  @Field(() => String)
  name: string;

  @Field(() => String, { description: 'As it was registered: an ISO 8601 date, or a year alone.' })
  birthDate: string;
}

@InputType({
  description:
    "Exactly one of these, as it was registered with a person of your organisation's own. Blanks, capitals, and the width (Unicode NFKC) or script of a letter or digit make no difference; nothing matches in part.",
})
export class PersonMatchInput {
  @Field(() => String, { nullable: true })
  caseCode?: string | null;

  @Field(() => CaseNumber, { nullable: true })
  caseNumber?: CaseNumber | null;

  @Field(() => String, { nullable: true, description: 'With its country code, however it is written.' })
  phone?: string | null;

  @Field(() => NameAndBirthDateInput, { nullable: true })
  nameAndBirthDate?: NameAndBirthDateInput | null;
}
