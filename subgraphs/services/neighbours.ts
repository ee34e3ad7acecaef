import { Directive, Field, ID, ObjectType } from 'type-graphql';

// Types that other subgraphs own, known here by their key alone; an organisation gets its services here.

@Directive('@key(fields: "id")')
@ObjectType('Organisation', { simpleResolvers: true })
export class OrganisationKey {
  @Field(() => ID)
  id: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('AccessAgreement', { simpleResolvers: true })
export class AccessAgreementKey {
  @Field(() => ID)
  id: string;
}

@Directive('@key(fields: "iso2")')
@ObjectType('Country', { simpleResolvers: true })
export class CountryKey {
  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  iso2: string;
}
