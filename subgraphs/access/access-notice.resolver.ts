import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { AccessAgreement } from './access-agreement.entity.ts';
import type { AccessAgreementService } from './access-agreement.service.ts';
import { AccessNotice } from './access-notice.entity.ts';
import type { AccessNoticeService } from './access-notice.service.ts';

@Resolver(() => AccessNotice)
export class AccessNoticeResolver {
  constructor(
    private readonly notices: AccessNoticeService,
    private readonly agreements: AccessAgreementService,
  ) {}

  @Query(() => [AccessNotice], { description: 'To your organisation: the latest hundred, newest first.' })
  accessNotices(@Ctx() context: SubgraphContext): Promise<AccessNotice[]> {
    return this.notices.listFor(context);
  }

  @FieldResolver(() => AccessAgreement, { nullable: true })
  accessAgreement(
    @Ctx() context: SubgraphContext,
    @Root() { agreementId }: AccessNotice,
  ): Promise<AccessAgreement | null> {
    return this.agreements.find(context, agreementId);
  }
}
