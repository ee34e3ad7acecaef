import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { type Connection, PageArguments } from '../../shared/pagination.ts';
import { answer } from '../../shared/user-error.ts';
import { type Metadata, MetadataConnection } from './metadata.entity.ts';
import type { MetadataService } from './metadata.service.ts';
import { NearInput, ServiceFilter } from './search.inputs.ts';
import { Service, ServiceConnection, ServicePayload } from './service.entity.ts';
import {
  AssureServiceInput,
  CloseServiceInput,
  PublishServiceInput,
  ReviseServiceInput,
} from './service.inputs.ts';
import type { ServiceService } from './service.service.ts';

@Resolver(() => Service)
export class ServiceResolver {
  constructor(
    private readonly directory: ServiceService,
    private readonly changes: MetadataService,
  ) {}

  @FieldResolver(() => MetadataConnection, { description: 'Every change since it came here, newest first.' })
  metadata(
    @Ctx() context: SubgraphContext,
    @Root() { id }: Service,
    @Args(() => PageArguments) page: PageArguments,
  ): Promise<Connection<Metadata>> {
    return this.changes.list(context, id, page);
  }

  @Query(() => Service, { nullable: true })
  service(@Ctx() context: SubgraphContext, @Arg('id', () => ID) id: string): Promise<Service | null> {
    return this.directory.find(context, id);
  }

  @Query(() => ServiceConnection, {
    description:
      'The public directory: by distance where a point is given, then by freshness; what is stale comes last. No token, no papers, no log.',
  })
  services(
    @Ctx() context: SubgraphContext,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('filter', () => ServiceFilter, { nullable: true }) filter: ServiceFilter | null,
    @Arg('near', () => NearInput, { nullable: true }) near: NearInput | null,
  ): Promise<Connection<Service>> {
    return this.directory.search(context, filter ?? {}, near ?? null, page);
  }

  @Mutation(() => ServicePayload)
  publishService(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => PublishServiceInput) input: PublishServiceInput,
  ): Promise<ServicePayload> {
    return answer(async () => ({ service: await this.directory.publish(context, input) }));
  }

  @Mutation(() => ServicePayload)
  reviseService(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => ReviseServiceInput) input: ReviseServiceInput,
  ): Promise<ServicePayload> {
    return answer(async () => ({ service: await this.directory.revise(context, input) }));
  }

  @Mutation(() => ServicePayload)
  assureService(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AssureServiceInput) input: AssureServiceInput,
  ): Promise<ServicePayload> {
    return answer(async () => ({ service: await this.directory.assure(context, input) }));
  }

  @Mutation(() => ServicePayload)
  closeService(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => CloseServiceInput) input: CloseServiceInput,
  ): Promise<ServicePayload> {
    return answer(async () => ({ service: await this.directory.close(context, input) }));
  }
}
