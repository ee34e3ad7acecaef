import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import type { Database } from '../../shared/database.ts';
import { AccessAgreement } from './access-agreement.entity.ts';
import type { AccessAgreementService } from './access-agreement.service.ts';
import { AccessNotice } from './access-notice.entity.ts';

@Resolver(() => AccessNotice)
export class AccessNoticeResolver {
  constructor(
    private readonly database: Database,
    private readonly agreements: AccessAgreementService,
  ) {}

  @Query(() => [AccessNotice], { description: 'To your organisation: the latest hundred, newest first.' })
  accessNotices(@Ctx() { viewer }: SubgraphContext): Promise<AccessNotice[]> {
    const viewerId = viewer?.organisationId ?? null;
    return this.database.transaction(viewerId, (tx) =>
      tx.sql<AccessNotice>(
        'access-notices',
        `select agreement_id as "agreementId", organisation_id as "organisationId", days_left as "daysLeft",
            ends_at as "endsAt", at
           from access_notice where organisation_id = $1 order by at desc, agreement_id, days_left limit 100`,
        [viewerId],
      ),
    );
  }

  @FieldResolver(() => AccessAgreement, { nullable: true })
  accessAgreement(
    @Ctx() context: SubgraphContext,
    @Root() { agreementId }: AccessNotice,
  ): Promise<AccessAgreement | null> {
    return this.agreements.find(context, agreementId);
  }
}
