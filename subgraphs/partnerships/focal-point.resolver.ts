import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { answer } from '../../shared/user-error.ts';
import { FocalPoint, FocalPointPayload } from './focal-point.entity.ts';
import { AddFocalPointInput, RemoveFocalPointInput, ReviseFocalPointInput } from './focal-point.inputs.ts';
import type { FocalPointService } from './focal-point.service.ts';
import { Organisation } from './organisation.entity.ts';

@Resolver(() => Organisation)
export class FocalPointResolver {
  constructor(private readonly service: FocalPointService) {}

  @FieldResolver(() => [FocalPoint], {
    nullable: true,
    description:
      'Whom it is reached by: for itself, its parent, and whoever stands under an agreement in force with it. Null for all others, whether there are any or not.',
  })
  focalPoints(
    @Ctx() context: SubgraphContext,
    @Root() { id }: Organisation,
  ): Promise<readonly FocalPoint[] | null> {
    return this.service.list(context, id);
  }

  @Mutation(() => FocalPointPayload, {
    description: 'By an administrator of the organisation or its parent.',
  })
  addFocalPoint(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AddFocalPointInput) input: AddFocalPointInput,
  ): Promise<FocalPointPayload> {
    return answer(async () => ({ focalPoint: await this.service.add(context, input) }));
  }

  @Mutation(() => FocalPointPayload, {
    description: 'By an administrator of the organisation or its parent.',
  })
  reviseFocalPoint(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => ReviseFocalPointInput) input: ReviseFocalPointInput,
  ): Promise<FocalPointPayload> {
    return answer(async () => ({ focalPoint: await this.service.revise(context, input) }));
  }

  @Mutation(() => FocalPointPayload, {
    description: 'By an administrator of the organisation or its parent. Nothing of it is kept.',
  })
  removeFocalPoint(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => RemoveFocalPointInput) input: RemoveFocalPointInput,
  ): Promise<FocalPointPayload> {
    return answer(async () => ({ focalPoint: await this.service.remove(context, input) }));
  }
}
