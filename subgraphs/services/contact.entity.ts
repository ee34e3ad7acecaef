import { Field, Float, InputType, ObjectType } from 'type-graphql';
import { Attribute } from './attribute.entity.ts';

// Entities of HSDS inside others, types and inputs at once: see attribute.entity.ts.

@InputType('LanguageInput')
@ObjectType('Language', {
  simpleResolvers: true,
  description: 'A language in which help is given, with the provider’s words about it.',
})
export class Language {
  @Field(() => String, { nullable: true })
  id?: string | null;

  @Field(() => String, { nullable: true, description: 'BCP 47.' })
  code?: string | null;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true })
  note?: string | null;

  @Field(() => [Attribute], { defaultValue: [] })
  attributes?: Attribute[];
}

@InputType('PhoneInput')
@ObjectType('Phone', { simpleResolvers: true })
export class Phone {
  @Field(() => String, { nullable: true })
  id?: string | null;

  @Field(() => String)
  number: string;

  @Field(() => Float, { nullable: true })
  extension?: number | null;

  @Field(() => String, { nullable: true, description: 'Such as voice, text, fax.' })
  type?: string | null;

  @Field(() => String, { nullable: true })
  description?: string | null;

  @Field(() => [Language], { defaultValue: [] })
  languages?: Language[];

  @Field(() => [Attribute], { defaultValue: [] })
  attributes?: Attribute[];
}

@InputType('ContactInput')
@ObjectType('Contact', {
  simpleResolvers: true,
  description: 'Whom to turn to. A desk rather than a person, where that will do.',
})
export class Contact {
  @Field(() => String, { nullable: true })
  id?: string | null;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true })
  title?: string | null;

  @Field(() => String, { nullable: true })
  department?: string | null;

  @Field(() => String, { nullable: true })
  email?: string | null;

  @Field(() => [Phone], { defaultValue: [] })
  phones?: Phone[];

  @Field(() => [Attribute], { defaultValue: [] })
  attributes?: Attribute[];
}

@InputType('UrlInput')
@ObjectType('Url', { simpleResolvers: true, description: 'A further web address.' })
export class Url {
  @Field(() => String, { nullable: true })
  id?: string | null;

  @Field(() => String, { nullable: true })
  label?: string | null;

  @Field(() => String)
  url: string;

  @Field(() => [Attribute], { defaultValue: [] })
  attributes?: Attribute[];
}

@InputType('OrganizationIdentifierInput')
@ObjectType('OrganizationIdentifier', {
  simpleResolvers: true,
  description: 'A number under which others know an organisation.',
})
export class OrganizationIdentifier {
  @Field(() => String, { nullable: true })
  id?: string | null;

  @Field(() => String, { nullable: true })
  identifierScheme?: string | null;

  @Field(() => String)
  identifierType: string;

  @Field(() => String)
  identifier: string;

  @Field(() => [Attribute], { defaultValue: [] })
  attributes?: Attribute[];
}
