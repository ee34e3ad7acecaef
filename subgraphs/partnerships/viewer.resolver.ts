import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { Organisation } from './organisation.entity.ts';
import type { OrganisationService } from './organisation.service.ts';
import { Viewer } from './viewer.entity.ts';

@Resolver(() => Viewer)
export class ViewerResolver {
  constructor(private readonly organisations: OrganisationService) {}

  @Query(() => Viewer, { nullable: true, description: 'Who is asking; null without a token.' })
  me(@Ctx() { viewer }: SubgraphContext): Viewer | null {
    return viewer && Object.assign(new Viewer(), viewer);
  }

  @FieldResolver(() => Organisation, { nullable: true })
  organisation(@Ctx() context: SubgraphContext, @Root() viewer: Viewer): Promise<Organisation | null> {
    return this.organisations.find(context, viewer.organisationId);
  }
}
