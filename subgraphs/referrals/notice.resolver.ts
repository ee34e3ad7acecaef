import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import type { Connection } from '../../shared/pagination.ts';
import { answer } from '../../shared/user-error.ts';
import { Notice, NoticeConnection, NoticesPayload } from './notice.entity.ts';
import { AcknowledgeNoticesInput, NoticesArguments } from './notice.inputs.ts';
import type { NoticeService } from './notice.service.ts';
import { Referral } from './referral.entity.ts';
import type { ReferralService } from './referral.service.ts';

@Resolver(() => Notice)
export class NoticeResolver {
  constructor(
    private readonly noticeService: NoticeService,
    private readonly referrals: ReferralService,
  ) {}

  @Query(() => NoticeConnection, { description: 'What your organisation is told, newest first.' })
  notices(
    @Ctx() context: SubgraphContext,
    @Args(() => NoticesArguments) request: NoticesArguments,
  ): Promise<Connection<Notice>> {
    return this.noticeService.list(context, request);
  }

  @FieldResolver(() => Referral, {
    nullable: true,
    description: 'The referral it is about, as your organisation may read it now.',
  })
  async referral(@Ctx() context: SubgraphContext, @Root() notice: Notice): Promise<Referral | null> {
    return notice.kind.startsWith('REFERRAL_') ? this.referrals.reference(context, notice.subjectId) : null;
  }

  @Mutation(() => NoticesPayload, { description: 'Says, for your whole organisation, that these were seen.' })
  acknowledgeNotices(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AcknowledgeNoticesInput) input: AcknowledgeNoticesInput,
  ): Promise<NoticesPayload> {
    return answer(async () => ({ notices: await this.noticeService.acknowledge(context, input) }));
  }
}
