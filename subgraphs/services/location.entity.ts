import { Field, Float, ObjectType } from 'type-graphql';

/** A place at which a service is given: HSDS Location, seen through its ServiceAtLocation. */
@ObjectType({ simpleResolvers: true, description: 'A place at which a service is given.' })
export class Location {
  @Field(() => String, {
    nullable: true,
    description: 'In your language where there is one. Null when withheld.',
  })
  name: string | null;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  country: string;

  @Field(() => String, { nullable: true, description: 'First administrative level, by name.' })
  admin1: string | null;

  @Field(() => String, { nullable: true })
  address: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Degrees north, WGS 84. Null when withheld, or no place to go to.',
  })
  latitude: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees east, WGS 84.' })
  longitude: number | null;

  @Field(() => Boolean, {
    description:
      'Everyone but its owner sees the country, the first administrative level and the phone, no more.',
  })
  confidential: boolean;

  @Field(() => String, { nullable: true })
  phone: string | null;
}
