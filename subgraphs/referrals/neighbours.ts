import { Directive, Field, ID, ObjectType } from 'type-graphql';

// Types that other subgraphs own, known here by their key alone.

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Organisation', { simpleResolvers: true })
export class OrganisationKey {
  @Field(() => ID)
  id: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Service', { simpleResolvers: true })
export class ServiceKey {
  @Field(() => ID)
  id: string;
}
