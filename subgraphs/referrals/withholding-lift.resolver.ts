import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { answer } from '../../shared/user-error.ts';
import { Withholding, WithholdingPayload } from './withholding.entity.ts';
import { LiftWithholdingInput } from './withholding-lift.inputs.ts';
import type { WithholdingLiftService } from './withholding-lift.service.ts';

@Resolver(() => Withholding)
export class WithholdingLiftResolver {
  constructor(private readonly service: WithholdingLiftService) {}

  @Mutation(() => WithholdingPayload, {
    description:
      'The person takes back that somebody is not to be told. It opens nothing by itself: a consent, an agreement and a referral must stand.',
  })
  liftWithholding(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => LiftWithholdingInput) input: LiftWithholdingInput,
  ): Promise<WithholdingPayload> {
    return answer(async () => ({ withholdings: await this.service.lift(context, input) }));
  }
}
