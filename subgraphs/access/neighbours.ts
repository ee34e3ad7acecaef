import { Directive, Field, ID, ObjectType } from 'type-graphql';

// Types that other subgraphs own, known here by their key alone; each gets the access agreements that concern it.

@Directive('@key(fields: "id")')
@ObjectType('Organisation', { simpleResolvers: true })
export class OrganisationKey {
  @Field(() => ID)
  id: string;
}

@Directive('@key(fields: "iso2")')
@ObjectType('Country', { simpleResolvers: true })
export class CountryKey {
  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  iso2: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Measure', { simpleResolvers: true })
export class MeasureKey {
  @Field(() => ID)
  id: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Service', { simpleResolvers: true })
export class ServiceKey {
  @Field(() => ID)
  id: string;
}
