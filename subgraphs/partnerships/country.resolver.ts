import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import type { Connection } from '../../shared/pagination.ts';
import { type Agreement, AgreementConnection } from './agreement.entity.ts';
import type { AgreementService } from './agreement.service.ts';
import { Country } from './country.entity.ts';
import type { CountryService } from './country.service.ts';
import { type Measure, MeasureConnection } from './measure.entity.ts';
import type { MeasureService } from './measure.service.ts';
import { Organisation } from './organisation.entity.ts';
import type { OrganisationService } from './organisation.service.ts';

@Resolver(() => Country)
export class CountryResolver {
  constructor(
    private readonly countries: CountryService,
    private readonly organisations: OrganisationService,
    private readonly measuresTaken: MeasureService,
    private readonly agreementsKnown: AgreementService,
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

  @FieldResolver(() => AgreementConnection, {
    description:
      'Of its National Society with others: those in force for anyone, all for a party. The newest first.',
  })
  async agreements(
    @Ctx() context: SubgraphContext,
    @Root() { iso2 }: Country,
    @Arg('first', () => Int, { nullable: true, description: 'How many, 1 to 100.' }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<Agreement>> {
    // No organisation has an empty id: where there is no National Society, there is no agreement of it.
    const organisationId = (await this.countries.nationalSocietyOf(context, iso2)) ?? '';
    return this.agreementsKnown.list(context, { organisationId }, { first, after });
  }

  @FieldResolver(() => MeasureConnection, {
    description: 'What was done there about the resolution, the latest first, as far as you read it.',
  })
  measures(
    @Ctx() context: SubgraphContext,
    @Root() { iso2 }: Country,
    @Arg('first', () => Int, { nullable: true, description: 'How many, 1 to 100.' }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<Measure>> {
    return this.measuresTaken.list(context, { country: iso2 }, { first, after });
  }
}
