import { Field, Float, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { graphqlEnum } from '../../shared/enums.ts';

export const AGE_BANDS = ['AGE_0_4', 'AGE_5_11', 'AGE_12_17', 'AGE_18_59', 'AGE_60_PLUS', 'UNKNOWN'] as const;
export const GENDERS = ['FEMALE', 'MALE', 'OTHER', 'UNDISCLOSED'] as const;
/** No word for "irregular": what cannot be said cannot leak (law.md, section 1). */
export const MIGRATION_STANDINGS = [
  'ASYLUM_SEEKER',
  'REFUGEE',
  'COMPLEMENTARY_PROTECTION',
  'STATELESS',
  'PERMIT_HOLDER',
  'RETURNEE',
] as const;

const AgeBandEnum = graphqlEnum(AGE_BANDS);
registerEnumType(AgeBandEnum, { name: 'AgeBand', description: 'Demographic bands as UNHCR uses them.' });
const GenderEnum = graphqlEnum(GENDERS);
registerEnumType(GenderEnum, { name: 'Gender' });
const MigrationStandingEnum = graphqlEnum(MIGRATION_STANDINGS);
registerEnumType(MigrationStandingEnum, { name: 'MigrationStanding' });

// Each class is one category: a field of Person, a ciphertext, and a line of consent. What is read back is what was
// written, so one class serves as input and as output.

@InputType('TriageInput')
@ObjectType({ simpleResolvers: true, description: 'TRIAGE: enough to accept or decline.' })
export class Triage {
  @Field(() => AgeBandEnum, { nullable: true })
  ageBand?: (typeof AGE_BANDS)[number] | null;

  @Field(() => GenderEnum, { nullable: true })
  gender?: (typeof GENDERS)[number] | null;

  @Field(() => [String], { nullable: true, description: 'Languages spoken, BCP 47.' })
  languages?: string[] | null;

  @Field(() => Int, { nullable: true })
  householdSize?: number | null;

  @Field(() => [String], { nullable: true, description: 'What access needs, such as "wheelchair".' })
  accessNeeds?: string[] | null;
}

@InputType('CaseNumberInput')
@ObjectType({ simpleResolvers: true })
export class CaseNumber {
  @Field(() => String, {
    description: 'Who gave the number, such as "UNHCR". Never a passport or national id.',
  })
  issuer: string;

  @Field(() => String)
  number: string;
}

@InputType('IdentityInput')
@ObjectType({ simpleResolvers: true, description: 'IDENTITY. A case code is enough: no name is needed.' })
export class Identity {
  @Field(() => String, { nullable: true, description: "The owner's own code for the case." })
  caseCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Name or alias.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 8601 date, or a year alone.' })
  birthDate?: string | null;

  @Field(() => [CaseNumber], { nullable: true })
  caseNumbers?: CaseNumber[] | null;
}

@InputType('PersonContactInput')
@ObjectType({ simpleResolvers: true, description: 'CONTACT.' })
export class PersonContact {
  @Field(() => String, {
    nullable: true,
    description: 'With its country code, in whatever digits and with blanks or not; kept as E.164 writes it.',
  })
  phone?: string | null;

  @Field(() => String, { nullable: true })
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'How to make contact without putting the person at risk.',
  })
  safeContact?: string | null;

  @Field(() => String, { nullable: true })
  caregiver?: string | null;
}

@InputType('CoarseLocationInput')
@ObjectType({ simpleResolvers: true, description: 'LOCATION_COARSE.' })
export class CoarseLocation {
  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2.' })
  country?: string | null;

  @Field(() => String, { nullable: true, description: 'First administrative level.' })
  admin1?: string | null;
}

@InputType('PreciseLocationInput')
@ObjectType({ simpleResolvers: true, description: 'LOCATION_PRECISE.' })
export class PreciseLocation {
  @Field(() => String, { nullable: true })
  address?: string | null;

  @Field(() => String, { nullable: true, description: 'Camp, shelter or place of detention.' })
  site?: string | null;

  @Field(() => Float, { nullable: true, description: 'Degrees, WGS 84.' })
  latitude?: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees, WGS 84.' })
  longitude?: number | null;
}

@InputType('OriginInput')
@ObjectType({ simpleResolvers: true, description: 'ORIGIN.' })
export class Origin {
  @Field(() => [String], { nullable: true, description: 'ISO 3166-1 alpha-2; none for a stateless person.' })
  nationalities?: string[] | null;

  @Field(() => String, { nullable: true })
  ethnicOrigin?: string | null;

  @Field(() => [String], { nullable: true, description: 'Countries passed through, in order.' })
  route?: string[] | null;
}

@InputType('MigrationStatusInput')
@ObjectType({ simpleResolvers: true, description: 'MIGRATION_STATUS.' })
export class MigrationStatus {
  @Field(() => MigrationStandingEnum, { nullable: true })
  standing?: (typeof MIGRATION_STANDINGS)[number] | null;

  @Field(() => String, { nullable: true })
  asylumClaim?: string | null;

  @Field(() => String, { nullable: true })
  removalOrder?: string | null;
}

@InputType('HealthInput')
@ObjectType({ simpleResolvers: true, description: 'HEALTH.' })
export class Health {
  @Field(() => String, { nullable: true })
  physical?: string | null;

  @Field(() => String, { nullable: true })
  mental?: string | null;

  @Field(() => Boolean, { nullable: true })
  pregnant?: boolean | null;

  @Field(() => String, { nullable: true })
  disability?: string | null;
}

@InputType('ProtectionInput')
@ObjectType({ simpleResolvers: true, description: 'PROTECTION.' })
export class Protection {
  @Field(() => [String], { nullable: true, description: 'UNHCR specific needs codes.' })
  specificNeeds?: string[] | null;

  @Field(() => String, { nullable: true })
  violence?: string | null;

  @Field(() => [String], { nullable: true, description: 'IOM Human Trafficking Case Data Standard.' })
  traffickingIndicators?: string[] | null;
}

@InputType('RelativeInput')
@ObjectType({ simpleResolvers: true })
export class Relative {
  @Field(() => String)
  relation: string;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true })
  whereabouts?: string | null;
}

@InputType('FamilyInput')
@ObjectType({ simpleResolvers: true, description: 'FAMILY.' })
export class Family {
  @Field(() => [Relative], { nullable: true })
  relatives?: Relative[] | null;

  @Field(() => String, { nullable: true, description: 'Number of a family links case.' })
  familyLinksCase?: string | null;
}

@InputType('BeliefInput')
@ObjectType({ simpleResolvers: true, description: 'BELIEF.' })
export class Belief {
  @Field(() => String, { nullable: true })
  religion?: string | null;

  @Field(() => String, { nullable: true })
  politics?: string | null;

  @Field(() => String, { nullable: true, description: 'Sexual orientation and gender identity.' })
  sexualOrientationAndGenderIdentity?: string | null;
}
