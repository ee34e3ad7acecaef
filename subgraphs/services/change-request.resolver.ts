import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import type { Connection } from '../../shared/pagination.ts';
import { answer } from '../../shared/user-error.ts';
import { ChangeRequest, ChangeRequestConnection, ChangeRequestPayload } from './change-request.entity.ts';
import {
  AcceptServiceChangeInput,
  ChangeRequestsArguments,
  DeclineServiceChangeInput,
  RequestServiceChangeInput,
  TakeBackServiceChangeInput,
} from './change-request.inputs.ts';
import type { ChangeRequestService } from './change-request.service.ts';
import { Service } from './service.entity.ts';
import type { ServiceService } from './service.service.ts';

@Resolver(() => ChangeRequest)
export class ChangeRequestResolver {
  constructor(
    private readonly requests: ChangeRequestService,
    private readonly directory: ServiceService,
  ) {}

  @Query(() => ChangeRequestConnection, {
    description: 'What you were asked to change, or asked others to; newest first.',
  })
  serviceChangeRequests(
    @Ctx() context: SubgraphContext,
    @Args(() => ChangeRequestsArguments) request: ChangeRequestsArguments,
  ): Promise<Connection<ChangeRequest>> {
    return this.requests.list(context, request);
  }

  @FieldResolver(() => Service, { nullable: true })
  service(@Ctx() context: SubgraphContext, @Root() { serviceId }: ChangeRequest): Promise<Service | null> {
    return this.directory.find(context, serviceId);
  }

  @Mutation(() => ChangeRequestPayload)
  requestServiceChange(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => RequestServiceChangeInput) input: RequestServiceChangeInput,
  ): Promise<ChangeRequestPayload> {
    return answer(async () => ({ changeRequest: await this.requests.request(context, input) }));
  }

  @Mutation(() => ChangeRequestPayload)
  acceptServiceChange(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AcceptServiceChangeInput) input: AcceptServiceChangeInput,
  ): Promise<ChangeRequestPayload> {
    return answer(async () => ({ changeRequest: await this.requests.accept(context, input) }));
  }

  @Mutation(() => ChangeRequestPayload)
  declineServiceChange(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => DeclineServiceChangeInput) input: DeclineServiceChangeInput,
  ): Promise<ChangeRequestPayload> {
    return answer(async () => ({ changeRequest: await this.requests.decline(context, input) }));
  }

  @Mutation(() => ChangeRequestPayload)
  takeBackServiceChange(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => TakeBackServiceChangeInput) input: TakeBackServiceChangeInput,
  ): Promise<ChangeRequestPayload> {
    return answer(async () => ({ changeRequest: await this.requests.takeBack(context, input) }));
  }
}
