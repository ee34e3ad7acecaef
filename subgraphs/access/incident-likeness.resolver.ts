import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { answer } from '../../shared/user-error.ts';
import { AccessIncident, AccessIncidentPayload } from './access-incident.entity.ts';
import { SettleLikenessInput } from './incident-likeness.inputs.ts';
import type { IncidentLikenessService } from './incident-likeness.service.ts';

@Resolver(() => AccessIncident)
export class IncidentLikenessResolver {
  constructor(private readonly likenesses: IncidentLikenessService) {}

  @FieldResolver(() => [AccessIncident], {
    nullable: true,
    description:
      'Incidents of your own that may be the same: like in kind and place, at most three days apart.',
  })
  possibleDuplicates(
    @Ctx() context: SubgraphContext,
    @Root() incident: AccessIncident,
  ): Promise<AccessIncident[] | null> {
    return this.likenesses.ofOwn(context, incident);
  }

  @FieldResolver(() => [AccessIncident], {
    nullable: true,
    description:
      'What another organisation reported and what may be the same, as far as you read it: by kind, month and first administrative level.',
  })
  reportedElsewhere(
    @Ctx() context: SubgraphContext,
    @Root() incident: AccessIncident,
  ): Promise<AccessIncident[] | null> {
    return this.likenesses.ofOthers(context, incident);
  }

  @FieldResolver(() => [AccessIncident], {
    nullable: true,
    description: 'Incidents that your organisation found to be this one, as far as you still read them.',
  })
  sameAs(
    @Ctx() context: SubgraphContext,
    @Root() incident: AccessIncident,
  ): Promise<AccessIncident[] | null> {
    return this.likenesses.settledAsSame(context, incident);
  }

  @Mutation(() => AccessIncidentPayload, {
    description:
      'You decide whether one that is like yours is the same; nobody else is told. What is the same is counted once, and yours is the one that is not.',
  })
  async settleLikeness(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => SettleLikenessInput) input: SettleLikenessInput,
  ): Promise<AccessIncidentPayload> {
    const payload = await answer(async () => ({
      accessIncident: await this.likenesses.settle(context, input),
    }));
    const { accessIncident: own } = payload;
    const possibleDuplicates = own ? await this.likenesses.ofOwn(context, own) : [];
    return { ...payload, possibleDuplicates: possibleDuplicates ?? [], warnings: [] };
  }
}
