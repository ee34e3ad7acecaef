import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import type { Connection } from '../../shared/pagination.ts';
import { type AccessAgreement, AccessAgreementConnection } from './access-agreement.entity.ts';
import type { AccessAgreementService } from './access-agreement.service.ts';
import { type AccessIncident, AccessIncidentConnection } from './access-incident.entity.ts';
import type { AccessIncidentService } from './access-incident.service.ts';
import { OrganisationKey } from './neighbours.ts';

@Resolver(() => OrganisationKey)
export class OrganisationResolver {
  constructor(
    private readonly agreements: AccessAgreementService,
    private readonly incidents: AccessIncidentService,
  ) {}

  @FieldResolver(() => AccessAgreementConnection, {
    description: 'Those it is a party of, as far as you read them.',
  })
  accessAgreements(
    @Ctx() context: SubgraphContext,
    @Root() { id }: OrganisationKey,
    @Arg('first', () => Int, { nullable: true, description: 'How many, 1 to 100.' }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<AccessAgreement>> {
    return this.agreements.listOf(context, 'organisation', id, { first, after });
  }

  @FieldResolver(() => AccessIncidentConnection, {
    description: 'Your own; of another organisation none is found.',
  })
  accessIncidents(
    @Ctx() context: SubgraphContext,
    @Root() { id }: OrganisationKey,
    @Arg('first', () => Int, { nullable: true, description: 'How many, 1 to 100.' }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<AccessIncident>> {
    return this.incidents.listOfOrganisation(context, id, { first, after });
  }
}
