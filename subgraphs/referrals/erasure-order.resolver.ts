import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import type { Connection } from '../../shared/pagination.ts';
import { answer } from '../../shared/user-error.ts';
import type { ErasureService } from './erasure.service.ts';
import {
  ErasePersonPayload,
  ErasureOrder,
  ErasureOrderConnection,
  ErasureOrderPayload,
} from './erasure-order.entity.ts';
import { AcknowledgeErasureInput, ErasePersonInput, ErasureOrdersArguments } from './erasure-order.inputs.ts';
import type { ErasureOrderService } from './erasure-order.service.ts';

@Resolver(() => ErasureOrder)
export class ErasureOrderResolver {
  constructor(
    private readonly orders: ErasureOrderService,
    private readonly erasure: ErasureService,
  ) {}

  @Query(() => ErasureOrderConnection, { description: 'Orders to erase, newest first.' })
  erasureOrders(
    @Ctx() context: SubgraphContext,
    @Args(() => ErasureOrdersArguments) request: ErasureOrdersArguments,
  ): Promise<Connection<ErasureOrder>> {
    return this.orders.list(context, request);
  }

  @Mutation(() => ErasureOrderPayload, { description: 'The recipient says that it has erased.' })
  acknowledgeErasure(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AcknowledgeErasureInput) input: AcknowledgeErasureInput,
  ): Promise<ErasureOrderPayload> {
    return answer(async () => ({ erasureOrder: await this.orders.acknowledge(context, input) }));
  }

  @Mutation(() => ErasePersonPayload, {
    description: 'Destroys the key of a person and all that was kept of it, for good.',
  })
  erasePerson(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => ErasePersonInput) input: ErasePersonInput,
  ): Promise<ErasePersonPayload> {
    return answer(async () => ({ ordersIssued: await this.erasure.erase(context, input) }));
  }
}
