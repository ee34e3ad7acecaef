import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { PageArguments } from '../../shared/pagination.ts';
import type { NoticeKind } from '../../shared/policy/notice.ts';
import { NoticeKindEnum } from './notice.entity.ts';

@ArgsType()
export class NoticesArguments extends PageArguments {
  @Field(() => [NoticeKindEnum], { nullable: true })
  kinds?: NoticeKind[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those acknowledged, or only those not.' })
  acknowledged?: boolean | null;
}

@InputType()
export class AcknowledgeNoticesInput {
  @Field(() => [ID], {
    description: '1 to 100. Of a notice that was acknowledged already, the first time stays.',
  })
  ids: string[];
}
