import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { type Connection, PageArguments } from '../../shared/pagination.ts';
import { answer } from '../../shared/user-error.ts';
import { Organisation } from './organisation.entity.ts';
import type { OrganisationService } from './organisation.service.ts';
import { Pledge, PledgeConnection, PledgePayload } from './pledge.entity.ts';
import { PledgeFilter, ReportOnPledgeInput, SignPledgeInput, SubmitPledgeInput } from './pledge.inputs.ts';
import type { PledgeService } from './pledge.service.ts';

@Resolver(() => Pledge)
export class PledgeResolver {
  constructor(
    private readonly service: PledgeService,
    private readonly organisations: OrganisationService,
  ) {}

  @Query(() => Pledge, { nullable: true })
  pledge(@Ctx() context: SubgraphContext, @Arg('id', () => ID) id: string): Promise<Pledge | null> {
    return this.service.find(context, id);
  }

  @Query(() => PledgeConnection, {
    description: 'The latest first: what all parties have signed, and those of your organisation.',
  })
  pledges(
    @Ctx() context: SubgraphContext,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('filter', () => PledgeFilter, { nullable: true }) filter: PledgeFilter | null,
  ): Promise<Connection<Pledge>> {
    return this.service.list(context, filter ?? {}, page);
  }

  @Mutation(() => PledgePayload, { description: 'By a party; it counts when every party has signed.' })
  submitPledge(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => SubmitPledgeInput) input: SubmitPledgeInput,
  ): Promise<PledgePayload> {
    return answer(async () => ({ pledge: await this.service.submit(context, input) }));
  }

  @Mutation(() => PledgePayload, {
    description: 'By a signatory of a party; an open pledge that stands may be joined by any organisation.',
  })
  signPledge(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => SignPledgeInput) input: SignPledgeInput,
  ): Promise<PledgePayload> {
    return answer(async () => ({ pledge: await this.service.sign(context, input) }));
  }

  @Mutation(() => PledgePayload, {
    description: 'By whoever signed it; the final reports of all signers close it.',
  })
  reportOnPledge(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => ReportOnPledgeInput) input: ReportOnPledgeInput,
  ): Promise<PledgePayload> {
    return answer(async () => ({ pledge: await this.service.reportOn(context, input) }));
  }

  @FieldResolver(() => Organisation, { nullable: true })
  submitter(@Ctx() context: SubgraphContext, @Root() pledge: Pledge): Promise<Organisation | null> {
    return this.organisations.find(context, pledge.submitterId);
  }

  @FieldResolver(() => [Organisation])
  async parties(@Ctx() context: SubgraphContext, @Root() pledge: Pledge): Promise<Organisation[]> {
    const found = pledge.partyIds.map((id) => this.organisations.find(context, id));
    return (await Promise.all(found)).filter((one) => one !== null);
  }
}
