import { Field, Float, InputType } from 'type-graphql';
import { Accessibility, Address, ServiceArea } from './address.entity.ts';
import { Attribute } from './attribute.entity.ts';
import { Contact, Language, Phone } from './contact.entity.ts';
import { LocationTypeEnum } from './enums.ts';
import { ScheduleInput } from './schedule.inputs.ts';
import type { LocationType } from './vocabulary.ts';

@InputType({ description: 'A service at one place: HSDS ServiceAtLocation.' })
export class AtLocationInput {
  @Field(() => String, { nullable: true })
  description?: string | null;

  @Field(() => [ScheduleInput], { nullable: true })
  schedules?: ScheduleInput[] | null;

  @Field(() => [ServiceArea], { nullable: true })
  serviceAreas?: ServiceArea[] | null;

  @Field(() => [Contact], { nullable: true })
  contacts?: Contact[] | null;

  @Field(() => [Phone], { nullable: true })
  phones?: Phone[] | null;

  @Field(() => [Attribute], { nullable: true })
  attributes?: Attribute[] | null;
}

@InputType()
export class LocationInput {
  @Field(() => String)
  name: string;

  @Field(() => LocationTypeEnum, { nullable: true })
  locationType?: LocationType | null;

  @Field(() => String, {
    nullable: true,
    description: 'ISO 3166-1 alpha-2; left out only for a VIRTUAL one.',
  })
  country?: string | null;

  @Field(() => String, { nullable: true, description: 'Must be given for a confidential place.' })
  admin1?: string | null;

  @Field(() => String, { nullable: true, description: 'OCHA code of the place or of its area.' })
  pcode?: string | null;

  @Field(() => String, { nullable: true, description: 'On one line.' })
  address?: string | null;

  @Field(() => [Address], { nullable: true, description: 'Its parts.' })
  addresses?: Address[] | null;

  @Field(() => Float, { nullable: true, description: 'Degrees north, WGS 84; both or neither.' })
  latitude?: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees east, WGS 84.' })
  longitude?: number | null;

  @Field(() => Boolean, { defaultValue: false })
  confidential: boolean;

  @Field(() => String, { nullable: true })
  phone?: string | null;

  @Field(() => String, { nullable: true })
  alternateName?: string | null;

  @Field(() => String, { nullable: true })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'How to get there.' })
  transportation?: string | null;

  @Field(() => String, { nullable: true, description: 'Web address, http or https.' })
  url?: string | null;

  @Field(() => String, { nullable: true, description: 'Its number in another register.' })
  externalIdentifier?: string | null;

  @Field(() => String, { nullable: true })
  externalIdentifierType?: string | null;

  @Field(() => [Accessibility], { nullable: true })
  accessibility?: Accessibility[] | null;

  @Field(() => [Contact], { nullable: true })
  contacts?: Contact[] | null;

  @Field(() => [Phone], { nullable: true })
  phones?: Phone[] | null;

  @Field(() => [Language], { nullable: true })
  languages?: Language[] | null;

  @Field(() => [Attribute], { nullable: true })
  attributes?: Attribute[] | null;

  @Field(() => AtLocationInput, {
    nullable: true,
    description: 'What holds of the service here and not elsewhere.',
  })
  at?: AtLocationInput | null;
}
