import { Directive, Field, ID, ObjectType } from 'type-graphql';

// Types that other subgraphs own, known here by their key alone: what a measure points to as its evidence.

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('AccessAgreement', { simpleResolvers: true })
export class AccessAgreementKey {
  @Field(() => ID)
  id: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('BorderProcedure', { simpleResolvers: true })
export class BorderProcedureKey {
  @Field(() => ID)
  id: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('LegalInstrument', { simpleResolvers: true })
export class LegalInstrumentKey {
  @Field(() => ID)
  id: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Service', { simpleResolvers: true })
export class ServiceKey {
  @Field(() => ID)
  id: string;
}
