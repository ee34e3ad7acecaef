import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { type Connection, PageArguments } from '../../shared/pagination.ts';
import {
  Taxonomy,
  TaxonomyConnection,
  type TaxonomyTerm,
  TaxonomyTermConnection,
} from './attribute.entity.ts';
import type { TaxonomyService } from './taxonomy.service.ts';

@Resolver(() => Taxonomy)
export class TaxonomyResolver {
  constructor(private readonly service: TaxonomyService) {}

  @Query(() => TaxonomyConnection, {
    description: 'By what services are classified: what an import brought along, and our own code lists.',
  })
  taxonomies(
    @Ctx() context: SubgraphContext,
    @Args(() => PageArguments) page: PageArguments,
  ): Promise<Connection<Taxonomy>> {
    return this.service.taxonomies(context, page);
  }

  @Query(() => TaxonomyTermConnection)
  taxonomyTerms(
    @Ctx() context: SubgraphContext,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('taxonomyId', () => ID, { nullable: true, description: 'Its id here, or its UUID in HSDS.' })
    taxonomyId: string | null,
  ): Promise<Connection<TaxonomyTerm>> {
    return this.service.terms(context, page, taxonomyId);
  }
}
