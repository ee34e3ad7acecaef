import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import {
  type HsdsEntity,
  HsdsEntityEnum,
  type HsdsForm,
  HsdsFormEnum,
  HsdsPage,
  HsdsRecord,
} from './hsds-page.entity.ts';
import { HsdsPageArguments } from './hsds-page.inputs.ts';
import type { HsdsPageService } from './hsds-page.service.ts';

@Resolver(() => HsdsPage)
export class HsdsPageResolver {
  constructor(private readonly pages: HsdsPageService) {}

  @Query(() => HsdsPage, {
    description: 'What `/hsds` serves: services, and what stands around them, page by page.',
  })
  hsdsPage(
    @Ctx() context: SubgraphContext,
    @Args(() => HsdsPageArguments) asked: HsdsPageArguments,
  ): Promise<HsdsPage> {
    return this.pages.page(context, asked);
  }

  @Query(() => HsdsRecord, { nullable: true, description: 'One of them, by its id in HSDS or ours.' })
  hsdsRecord(
    @Ctx() context: SubgraphContext,
    @Arg('of', () => HsdsEntityEnum) of: HsdsEntity,
    @Arg('id', () => ID) id: string,
    @Arg('form', () => HsdsFormEnum, { nullable: true, description: 'By default FULL.' })
    form: HsdsForm | null,
  ): Promise<HsdsRecord | null> {
    return this.pages.record(context, of, id, form ?? 'FULL');
  }
}
