import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import type { Connection } from '../../shared/pagination.ts';
import { answer } from '../../shared/user-error.ts';
import {
  EmergencyRelease,
  EmergencyReleaseConnection,
  EmergencyReleasePayload,
} from './emergency-release.entity.ts';
import {
  ApproveEmergencyReleaseInput,
  EmergencyReleasesArguments,
  RequestEmergencyReleaseInput,
  ReviewEmergencyReleaseInput,
} from './emergency-release.inputs.ts';
import type { EmergencyReleaseService } from './emergency-release.service.ts';

@Resolver(() => EmergencyRelease)
export class EmergencyReleaseResolver {
  constructor(private readonly releases: EmergencyReleaseService) {}

  @Query(() => EmergencyReleaseConnection, {
    description:
      "Your organisation's own, the open ones first and of these what waits longest: the data protection officer's queue.",
  })
  emergencyReleases(
    @Ctx() context: SubgraphContext,
    @Args(() => EmergencyReleasesArguments) request: EmergencyReleasesArguments,
  ): Promise<Connection<EmergencyRelease>> {
    return this.releases.list(context, request);
  }

  @Mutation(() => EmergencyReleasePayload, {
    description: 'Asks for a release without consent. It releases nothing until somebody else approves it.',
  })
  requestEmergencyRelease(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => RequestEmergencyReleaseInput) input: RequestEmergencyReleaseInput,
  ): Promise<EmergencyReleasePayload> {
    return answer(async () => ({ emergencyRelease: await this.releases.request(context, input) }));
  }

  @Mutation(() => EmergencyReleasePayload, {
    description:
      'In force when this returns, for 72 hours. The recipient reads under the purpose VITAL_INTEREST_EMERGENCY; a draft is still to be sent.',
  })
  approveEmergencyRelease(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => ApproveEmergencyReleaseInput) input: ApproveEmergencyReleaseInput,
  ): Promise<EmergencyReleasePayload> {
    return answer(async () => ({ emergencyRelease: await this.releases.approve(context, input) }));
  }

  @Mutation(() => EmergencyReleasePayload, {
    description:
      'The data protection officer closes it with a finding. It releases nothing more when this returns; what should not have gone is ordered to be erased.',
  })
  reviewEmergencyRelease(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => ReviewEmergencyReleaseInput) input: ReviewEmergencyReleaseInput,
  ): Promise<EmergencyReleasePayload> {
    return answer(async () => ({ emergencyRelease: await this.releases.review(context, input) }));
  }
}
