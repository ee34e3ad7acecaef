import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { Country } from './country.entity.ts';
import type { CountryService } from './country.service.ts';
import { Organisation } from './organisation.entity.ts';
import type { OrganisationService } from './organisation.service.ts';

@Resolver(() => Country)
export class CountryResolver {
  constructor(
    private readonly countries: CountryService,
    private readonly organisations: OrganisationService,
  ) {}

  @Query(() => Country, { nullable: true })
  country(@Ctx() context: SubgraphContext, @Arg('iso2', () => String) iso2: string): Promise<Country | null> {
    return this.countries.find(context, iso2);
  }

  @FieldResolver(() => Organisation, { nullable: true, description: 'The National Society of the country.' })
  async nationalSociety(
    @Ctx() context: SubgraphContext,
    @Root() country: Country,
  ): Promise<Organisation | null> {
    const id = await this.countries.nationalSocietyOf(context, country.iso2);
    return id === null ? null : this.organisations.find(context, id);
  }
}
