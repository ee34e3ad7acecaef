import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { type Connection, PageArguments } from '../../shared/pagination.ts';
import { answer } from '../../shared/user-error.ts';
import { Agreement } from './agreement.entity.ts';
import type { AgreementService } from './agreement.service.ts';
import { Organisation, OrganisationConnection, OrganisationPayload } from './organisation.entity.ts';
import { OrganisationFilter, RegisterOrganisationInput } from './organisation.inputs.ts';
import type { OrganisationService } from './organisation.service.ts';

@Resolver(() => Organisation)
export class OrganisationResolver {
  constructor(
    private readonly service: OrganisationService,
    private readonly agreements: AgreementService,
  ) {}

  @Query(() => Organisation, { nullable: true })
  organisation(
    @Ctx() context: SubgraphContext,
    @Arg('id', () => ID) id: string,
  ): Promise<Organisation | null> {
    return this.service.find(context, id);
  }

  @Query(() => OrganisationConnection)
  organisations(
    @Ctx() context: SubgraphContext,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('filter', () => OrganisationFilter, { nullable: true }) filter: OrganisationFilter | null,
  ): Promise<Connection<Organisation>> {
    return this.service.list(context, filter ?? {}, page);
  }

  @Mutation(() => OrganisationPayload)
  registerOrganisation(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => RegisterOrganisationInput) input: RegisterOrganisationInput,
  ): Promise<OrganisationPayload> {
    return answer(async () => ({ organisation: await this.service.register(context, input) }));
  }

  @FieldResolver(() => Agreement, {
    nullable: true,
    description:
      'The data-sharing agreement between this organisation and yours: one in force, or else one that has not ended, or else the newest.',
  })
  agreementWithMe(
    @Ctx() context: SubgraphContext,
    @Root() organisation: Organisation,
  ): Promise<Agreement | null> {
    return this.agreements.findWithMe(context, organisation.id);
  }

  @FieldResolver(() => Organisation, { nullable: true, description: 'The organisation this is a unit of.' })
  parent(@Ctx() context: SubgraphContext, @Root() unit: Organisation): Promise<Organisation | null> | null {
    return unit.parentId === null ? null : this.service.find(context, unit.parentId);
  }
}
