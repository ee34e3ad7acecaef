import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { type Connection, PageArguments } from '../../shared/pagination.ts';
import { answer } from '../../shared/user-error.ts';
import { Country } from './country.entity.ts';
import type { CountryService } from './country.service.ts';
import { Measure, MeasureConnection, MeasurePayload } from './measure.entity.ts';
import { FileMeasureInput, MeasureFilter, MeasureStepInput, ReviseMeasureInput } from './measure.inputs.ts';
import type { MeasureService } from './measure.service.ts';
import { Organisation } from './organisation.entity.ts';
import type { OrganisationService } from './organisation.service.ts';

@Resolver(() => Measure)
export class MeasureResolver {
  constructor(
    private readonly measuresTaken: MeasureService,
    private readonly organisations: OrganisationService,
    private readonly registry: CountryService,
  ) {}

  @Query(() => Measure, { nullable: true })
  measure(@Ctx() context: SubgraphContext, @Arg('id', () => ID) id: string): Promise<Measure | null> {
    return this.measuresTaken.find(context, id);
  }

  @Query(() => MeasureConnection, {
    description:
      'What was done about the resolution, the latest first: what is public and attested, and your own.',
  })
  measures(
    @Ctx() context: SubgraphContext,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('filter', () => MeasureFilter, { nullable: true }) filter: MeasureFilter | null,
  ): Promise<Connection<Measure>> {
    return this.measuresTaken.list(context, filter ?? {}, page);
  }

  @Mutation(() => MeasurePayload, { description: 'By whoever took it; it begins as a draft.' })
  fileMeasure(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => FileMeasureInput) input: FileMeasureInput,
  ): Promise<MeasurePayload> {
    return answer(async () => ({ measure: await this.measuresTaken.file(context, input) }));
  }

  @Mutation(() => MeasurePayload, {
    description: 'By the organisation that filed it; its attestation is void.',
  })
  reviseMeasure(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => ReviseMeasureInput) input: ReviseMeasureInput,
  ): Promise<MeasurePayload> {
    return answer(async () => ({ measure: await this.measuresTaken.revise(context, input) }));
  }

  @Mutation(() => MeasurePayload, {
    description:
      'By a second person, of the organisation that filed it or of a joint implementer; it needs evidence.',
  })
  attestMeasure(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => MeasureStepInput) input: MeasureStepInput,
  ): Promise<MeasurePayload> {
    return answer(async () => ({ measure: await this.measuresTaken.attest(context, input) }));
  }

  @Mutation(() => MeasurePayload, { description: 'For ever, by the organisation that filed it.' })
  withdrawMeasure(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => MeasureStepInput) input: MeasureStepInput,
  ): Promise<MeasurePayload> {
    return answer(async () => ({ measure: await this.measuresTaken.withdraw(context, input) }));
  }

  @FieldResolver(() => Organisation, { nullable: true, description: 'Who took it and filed it.' })
  filedBy(@Ctx() context: SubgraphContext, @Root() measure: Measure): Promise<Organisation | null> {
    return this.organisations.find(context, measure.filerId);
  }

  @FieldResolver(() => [Organisation], { description: 'Who took it together with them.' })
  async jointImplementers(
    @Ctx() context: SubgraphContext,
    @Root() measure: Measure,
  ): Promise<Organisation[]> {
    const found = measure.jointImplementerIds.map((id) => this.organisations.find(context, id));
    return (await Promise.all(found)).filter((one) => one !== null);
  }

  @FieldResolver(() => [Country], { description: 'Where it was taken; none: in no one country.' })
  async countries(@Ctx() context: SubgraphContext, @Root() measure: Measure): Promise<Country[]> {
    return Promise.all(measure.countries.map((iso2) => this.registry.findOrNamed(context, iso2)));
  }

  @FieldResolver(() => Organisation, { nullable: true, description: 'Whose second person attested it.' })
  attestedBy(@Ctx() context: SubgraphContext, @Root() measure: Measure): Promise<Organisation | null> | null {
    return measure.attestedById === null ? null : this.organisations.find(context, measure.attestedById);
  }
}
