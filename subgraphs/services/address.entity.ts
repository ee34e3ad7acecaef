import { Field, InputType, ObjectType } from 'type-graphql';
import { Attribute } from './attribute.entity.ts';
import { AccessibilityFeatureEnum, LocationTypeEnum } from './enums.ts';
import type { AccessibilityFeature, LocationType } from './vocabulary.ts';

// Entities of HSDS inside others, types and inputs at once: see attribute.entity.ts.

@InputType('AddressInput')
@ObjectType('Address', { simpleResolvers: true, description: 'HSDS Address; a camp has no postal code.' })
export class Address {
  @Field(() => String, { nullable: true })
  id?: string | null;

  @Field(() => String, { nullable: true })
  attention?: string | null;

  @Field(() => String, { nullable: true })
  address1?: string | null;

  @Field(() => String, { nullable: true })
  address2?: string | null;

  @Field(() => String, { nullable: true })
  city?: string | null;

  @Field(() => String, { nullable: true })
  region?: string | null;

  @Field(() => String, { nullable: true })
  stateProvince?: string | null;

  @Field(() => String, { nullable: true })
  postalCode?: string | null;

  @Field(() => String, { nullable: true })
  country?: string | null;

  @Field(() => LocationTypeEnum, { nullable: true })
  addressType?: LocationType | null;

  @Field(() => [Attribute], { defaultValue: [] })
  attributes?: Attribute[];
}

@InputType('ServiceAreaInput')
@ObjectType('ServiceArea', { simpleResolvers: true, description: 'Where a service reaches.' })
export class ServiceArea {
  @Field(() => String, { nullable: true })
  id?: string | null;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'A shape, as `extentType` says.' })
  extent?: string | null;

  @Field(() => String, { nullable: true, description: 'Such as geojson.' })
  extentType?: string | null;

  @Field(() => String, { nullable: true })
  uri?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'ISO 3166-1 alpha-2; with it the area is found by a search.',
  })
  country?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'First administrative level, by name; without it the whole country.',
  })
  admin1?: string | null;

  @Field(() => [Attribute], { defaultValue: [] })
  attributes?: Attribute[];
}

@InputType('AccessibilityInput')
@ObjectType('Accessibility', {
  simpleResolvers: true,
  description: 'What a place has for people whom steps, sound or print keep out.',
})
export class Accessibility {
  @Field(() => String, { nullable: true })
  id?: string | null;

  @Field(() => [AccessibilityFeatureEnum], { defaultValue: [] })
  features?: AccessibilityFeature[];

  @Field(() => String, { nullable: true })
  description?: string | null;

  @Field(() => String, { nullable: true })
  details?: string | null;

  @Field(() => String, { nullable: true })
  url?: string | null;

  @Field(() => [Attribute], { defaultValue: [] })
  attributes?: Attribute[];
}
