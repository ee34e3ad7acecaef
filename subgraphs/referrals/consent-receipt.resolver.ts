import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { ConsentReceipt, ReceiptKey } from './consent-receipt.entity.ts';
import { HolderReceiptInput, ReceiptInput } from './consent-receipt.inputs.ts';
import type { ConsentReceiptService } from './consent-receipt.service.ts';

@Resolver(() => ConsentReceipt)
export class ConsentReceiptResolver {
  constructor(private readonly receipts: ConsentReceiptService) {}

  @Query(() => ConsentReceipt, {
    nullable: true,
    description: "The receipt of one event of a consent of your organisation's own, to hand to the person.",
  })
  consentReceipt(
    @Ctx() context: SubgraphContext,
    @Args(() => ReceiptInput) request: ReceiptInput,
  ): Promise<ConsentReceipt> {
    return this.receipts.forOwner(context, request);
  }

  @Query(() => ConsentReceipt, {
    nullable: true,
    description: 'The same for the person, by the link it holds.',
  })
  myReceipt(@Args(() => HolderReceiptInput) request: HolderReceiptInput): Promise<ConsentReceipt> {
    return this.receipts.forHolder(request);
  }

  @Query(() => Boolean, {
    description:
      'Whether this instance signed it and nobody has changed it since. Never whether the consent still stands: a receipt is found, or taken, and who took it must not learn that the person withdrew.',
  })
  verifyReceipt(@Arg('receipt', () => String) receipt: string): Promise<boolean> {
    return this.receipts.isGenuine(receipt);
  }

  @Query(() => [ReceiptKey], { description: 'For whoever verifies receipts without asking here.' })
  receiptKeys(): Promise<ReceiptKey[]> {
    return this.receipts.keys();
  }
}
