import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { type Connection, PageArguments } from '../../shared/pagination.ts';
import { Organisation } from './organisation.entity.ts';
import type { OrganisationService } from './organisation.service.ts';
import { Sharing, SharingConnection } from './sharing.entity.ts';
import { SharingFilter } from './sharing.inputs.ts';
import type { SharingService } from './sharing.service.ts';

@Resolver(() => Sharing)
export class SharingResolver {
  constructor(
    private readonly service: SharingService,
    private readonly organisations: OrganisationService,
  ) {}

  @Query(() => SharingConnection, {
    description:
      'Who may share what with whom, for anyone: data-sharing agreements in force, the newest first. The same as a graph at /transparency.json.',
  })
  transparency(
    @Args(() => PageArguments) page: PageArguments,
    @Arg('filter', () => SharingFilter, { nullable: true }) filter: SharingFilter | null,
  ): Promise<Connection<Sharing>> {
    return this.service.list(filter ?? {}, page);
  }

  @FieldResolver(() => Organisation, { nullable: true })
  provider(@Ctx() context: SubgraphContext, @Root() { providerId }: Sharing): Promise<Organisation | null> {
    return this.organisations.find(context, providerId);
  }

  @FieldResolver(() => Organisation, { nullable: true })
  recipient(@Ctx() context: SubgraphContext, @Root() { recipientId }: Sharing): Promise<Organisation | null> {
    return this.organisations.find(context, recipientId);
  }
}
