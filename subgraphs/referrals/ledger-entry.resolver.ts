import { Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { type Connection, PageArguments } from '../../shared/pagination.ts';
import { LedgerEntry, LedgerEntryConnection } from './ledger-entry.entity.ts';
import type { LedgerEntryService } from './ledger-entry.service.ts';

@ArgsType()
class LedgerArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: "Reference of one of your organisation's own persons." })
  person?: string | null;

  @Field(() => ID, { nullable: true })
  referral?: string | null;
}

@Resolver(() => LedgerEntry)
export class LedgerEntryResolver {
  constructor(private readonly entries: LedgerEntryService) {}

  @Query(() => LedgerEntryConnection, { description: 'Who read what and when; name a person or a referral.' })
  ledger(
    @Ctx() context: SubgraphContext,
    @Args(() => LedgerArguments) request: LedgerArguments,
  ): Promise<Connection<LedgerEntry>> {
    return this.entries.list(context, request);
  }
}
