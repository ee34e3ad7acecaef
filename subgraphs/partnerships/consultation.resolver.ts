import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { type Connection, PageArguments } from '../../shared/pagination.ts';
import { answer } from '../../shared/user-error.ts';
import { Consultation, ConsultationConnection, ConsultationPayload } from './consultation.entity.ts';
import {
  ConsultationFilter,
  RecordConsultationInput,
  WithdrawConsultationInput,
} from './consultation.inputs.ts';
import type { ConsultationService } from './consultation.service.ts';
import { Country } from './country.entity.ts';
import type { CountryService } from './country.service.ts';
import { Organisation } from './organisation.entity.ts';
import type { OrganisationService } from './organisation.service.ts';

@Resolver(() => Consultation)
export class ConsultationResolver {
  constructor(
    private readonly service: ConsultationService,
    private readonly organisations: OrganisationService,
    private readonly countries: CountryService,
  ) {}

  @Query(() => Consultation, { nullable: true })
  consultation(
    @Ctx() context: SubgraphContext,
    @Arg('id', () => ID) id: string,
  ): Promise<Consultation | null> {
    return this.service.find(context, id);
  }

  @Query(() => ConsultationConnection, {
    description: 'The latest first: what is public, and those your organisation took part in.',
  })
  consultations(
    @Ctx() context: SubgraphContext,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('filter', () => ConsultationFilter, { nullable: true }) filter: ConsultationFilter | null,
  ): Promise<Connection<Consultation>> {
    return this.service.list(context, filter ?? {}, page);
  }

  @Mutation(() => ConsultationPayload, { description: 'By a participant, when it has been held.' })
  recordConsultation(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => RecordConsultationInput) input: RecordConsultationInput,
  ): Promise<ConsultationPayload> {
    return answer(async () => ({ consultation: await this.service.record(context, input) }));
  }

  @Mutation(() => ConsultationPayload, {
    description:
      'By the organisation that recorded it, with a reason. Evidence that stands on it is flagged; a frozen report stays as it was.',
  })
  withdrawConsultation(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => WithdrawConsultationInput) input: WithdrawConsultationInput,
  ): Promise<ConsultationPayload> {
    return answer(async () => ({ consultation: await this.service.withdraw(context, input) }));
  }

  @FieldResolver(() => [Organisation])
  async participants(
    @Ctx() context: SubgraphContext,
    @Root() consultation: Consultation,
  ): Promise<Organisation[]> {
    const found = consultation.participantIds.map((id) => this.organisations.find(context, id));
    return (await Promise.all(found)).filter((one) => one !== null);
  }

  @FieldResolver(() => Country, { nullable: true })
  country(@Ctx() context: SubgraphContext, @Root() { iso2 }: Consultation): Promise<Country | null> | null {
    return iso2 === null ? null : this.countries.findOrNamed(context, iso2);
  }
}
