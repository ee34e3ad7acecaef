import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { type Connection, PageArguments } from '../../shared/pagination.ts';
import { answer } from '../../shared/user-error.ts';
import { AccessVisit, AccessVisitConnection, AccessVisitPayload } from './access-visit.entity.ts';
import { RecordVisitInput, SendRecommendationInput } from './access-visit.inputs.ts';
import type { AccessVisitService } from './access-visit.service.ts';
import { warningsAbout } from './text-warnings.ts';
import { type VisitRecommendation, VisitRecommendationConnection } from './visit-recommendation.entity.ts';

@Resolver(() => AccessVisit)
export class AccessVisitResolver {
  constructor(private readonly visits: AccessVisitService) {}

  @Query(() => AccessVisit, { nullable: true, description: 'Of your own organisation.' })
  accessVisit(@Ctx() context: SubgraphContext, @Arg('id', () => ID) id: string): Promise<AccessVisit | null> {
    return this.visits.find(context, id);
  }

  @Query(() => AccessVisitConnection, { description: 'Of your own organisation, the latest first.' })
  accessVisits(
    @Ctx() context: SubgraphContext,
    @Args(() => PageArguments) page: PageArguments,
  ): Promise<Connection<AccessVisit>> {
    return this.visits.list(context, page);
  }

  @Query(() => VisitRecommendationConnection, {
    description: 'What your organisation recommended, and what was recommended to it.',
  })
  visitRecommendations(
    @Ctx() context: SubgraphContext,
    @Args(() => PageArguments) page: PageArguments,
  ): Promise<Connection<VisitRecommendation>> {
    return this.visits.listRecommendations(context, page);
  }

  @Mutation(() => AccessVisitPayload, {
    description: 'Findings are read by your own staff and by nobody else.',
  })
  async recordVisit(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => RecordVisitInput) input: RecordVisitInput,
  ): Promise<AccessVisitPayload> {
    const notes = input.findings.map(({ note }, index) => [`findings.${index}.note`, note] as const);
    return {
      ...(await answer(async () => ({ accessVisit: await this.visits.record(context, input) }))),
      warnings: warningsAbout(
        { recommendation: input.recommendation, ...Object.fromEntries(notes) },
        input.country,
      ),
    };
  }

  @Mutation(() => AccessVisitPayload, {
    description: 'The authority concerned reads the recommendation from now on.',
  })
  async sendRecommendation(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => SendRecommendationInput) input: SendRecommendationInput,
  ): Promise<AccessVisitPayload> {
    return {
      ...(await answer(async () => ({ accessVisit: await this.visits.send(context, input) }))),
      warnings: [],
    };
  }
}
