import { Field, Float, ID, ObjectType } from 'type-graphql';
import { Accessibility, Address, ServiceArea } from './address.entity.ts';
import { Attribute } from './attribute.entity.ts';
import { Contact, Language, Phone } from './contact.entity.ts';
import { AccessibilityFeatureEnum, LocationTypeEnum } from './enums.ts';
import { Schedule } from './schedule.entity.ts';
import type { AccessibilityFeature, LocationType } from './vocabulary.ts';

/** A place at which a service is given: HSDS Location. Of a confidential one, others see three fields and no more. */
@ObjectType({ simpleResolvers: true, description: 'A place at which a service is given.' })
export class Location {
  @Field(() => String, {
    nullable: true,
    description: 'In your language where there is one. Null when withheld.',
  })
  name: string | null;

  @Field(() => LocationTypeEnum, { nullable: true })
  locationType: LocationType | null;

  @Field(() => String, {
    nullable: true,
    description: 'ISO 3166-1 alpha-2; null where there is no place to go to.',
  })
  country: string | null;

  @Field(() => String, { nullable: true, description: 'First administrative level, by name.' })
  admin1: string | null;

  @Field(() => String, { nullable: true, description: 'OCHA code of the place or of its area.' })
  pcode: string | null;

  @Field(() => String, { nullable: true, description: 'On one line; `addresses` has its parts.' })
  address: string | null;

  @Field(() => [Address])
  addresses: Address[];

  @Field(() => Float, {
    nullable: true,
    description: 'Degrees north, WGS 84. Null when withheld, or no place to go to.',
  })
  latitude: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees east, WGS 84.' })
  longitude: number | null;

  @Field(() => Boolean, {
    description:
      'Everyone but its owner and the recipient of an accepted referral sees the country, the first administrative level and the phone, no more.',
  })
  confidential: boolean;

  @Field(() => String, { nullable: true })
  phone: string | null;

  @Field(() => String, { nullable: true })
  alternateName: string | null;

  @Field(() => String, { nullable: true })
  description: string | null;

  @Field(() => String, { nullable: true, description: 'How to get there.' })
  transportation: string | null;

  @Field(() => String, { nullable: true })
  url: string | null;

  @Field(() => String, { nullable: true, description: 'Its number in another register.' })
  externalIdentifier: string | null;

  @Field(() => String, { nullable: true, description: 'Which register, such as UPRN.' })
  externalIdentifierType: string | null;

  @Field(() => [AccessibilityFeatureEnum], { description: 'Those of all its `accessibility` together.' })
  accessibilityFeatures: AccessibilityFeature[];

  @Field(() => [Accessibility])
  accessibility: Accessibility[];

  @Field(() => [Contact])
  contacts: Contact[];

  @Field(() => [Phone])
  phones: Phone[];

  @Field(() => [Language])
  languages: Language[];

  @Field(() => [Attribute])
  attributes: Attribute[];
}

/** A service at one of its places: what holds there and not elsewhere. */
@ObjectType({ simpleResolvers: true, description: 'A service at one of its places: HSDS ServiceAtLocation.' })
export class ServiceAtLocation {
  @Field(() => ID)
  id: string;

  @Field(() => Location)
  location: Location;

  @Field(() => String, { nullable: true })
  description: string | null;

  @Field(() => [Schedule], { description: 'When the service is given at this place.' })
  schedules: Schedule[];

  @Field(() => [ServiceArea])
  serviceAreas: ServiceArea[];

  @Field(() => [Contact])
  contacts: Contact[];

  @Field(() => [Phone])
  phones: Phone[];

  @Field(() => [Attribute])
  attributes: Attribute[];
}
