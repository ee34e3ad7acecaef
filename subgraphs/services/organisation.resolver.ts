import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { type Connection, PageArguments } from '../../shared/pagination.ts';
import { OrganisationKey } from './neighbours.ts';
import { ServiceFilter } from './search.inputs.ts';
import { type Service, ServiceConnection } from './service.entity.ts';
import type { ServiceService } from './service.service.ts';

@Resolver(() => OrganisationKey)
export class OrganisationResolver {
  constructor(private readonly directory: ServiceService) {}

  @FieldResolver(() => ServiceConnection, {
    description:
      'The services it offers, by the same rules as the directory: FIREWALLED ones unless you ask for others.',
  })
  services(
    @Ctx() context: SubgraphContext,
    @Root() { id }: OrganisationKey,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('filter', () => ServiceFilter, { nullable: true }) filter: ServiceFilter | null,
  ): Promise<Connection<Service>> {
    return this.directory.search(context, { ...filter, organisationId: id }, null, page);
  }
}
