import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { type Connection, PageArguments } from '../../shared/pagination.ts';
import { answer } from '../../shared/user-error.ts';
import {
  AccessAgreement,
  AccessAgreementConnection,
  AccessAgreementPayload,
} from './access-agreement.entity.ts';
import {
  AccessAgreementFilter,
  AccessAgreementStepInput,
  RecordAccessAgreementInput,
  SignAccessAgreementInput,
} from './access-agreement.inputs.ts';
import type { AccessAgreementService } from './access-agreement.service.ts';
import type { AccessAgreementStep } from './access-agreement.states.ts';
import { AccessPlace } from './access-place.entity.ts';
import type { AccessPlaceService } from './access-place.service.ts';

@Resolver(() => AccessAgreement)
export class AccessAgreementResolver {
  constructor(
    private readonly agreements: AccessAgreementService,
    private readonly accessPlaces: AccessPlaceService,
  ) {}

  @Query(() => AccessAgreement, { nullable: true })
  accessAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('id', () => ID) id: string,
  ): Promise<AccessAgreement | null> {
    return this.agreements.find(context, id);
  }

  @Query(() => AccessAgreementConnection)
  accessAgreements(
    @Ctx() context: SubgraphContext,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('filter', () => AccessAgreementFilter, { nullable: true }) filter: AccessAgreementFilter | null,
  ): Promise<Connection<AccessAgreement>> {
    return this.agreements.list(context, filter ?? {}, page);
  }

  @Mutation(() => AccessAgreementPayload, { description: 'By a party; it begins as a draft.' })
  recordAccessAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => RecordAccessAgreementInput) input: RecordAccessAgreementInput,
  ): Promise<AccessAgreementPayload> {
    return answer(async () => ({ accessAgreement: await this.agreements.record(context, input) }));
  }

  @Mutation(() => AccessAgreementPayload)
  submitAccessAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AccessAgreementStepInput) input: AccessAgreementStepInput,
  ): Promise<AccessAgreementPayload> {
    return this.step(context, 'submitAccessAgreement', input);
  }

  @Mutation(() => AccessAgreementPayload)
  approveAccessAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AccessAgreementStepInput) input: AccessAgreementStepInput,
  ): Promise<AccessAgreementPayload> {
    return this.step(context, 'approveAccessAgreement', input);
  }

  @Mutation(() => AccessAgreementPayload, { description: 'By a signatory, for its own organisation.' })
  signAccessAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => SignAccessAgreementInput) input: SignAccessAgreementInput,
  ): Promise<AccessAgreementPayload> {
    return answer(async () => ({ accessAgreement: await this.agreements.sign(context, input) }));
  }

  @Mutation(() => AccessAgreementPayload, { description: 'Signed by all, or approved and verbal.' })
  activateAccessAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AccessAgreementStepInput) input: AccessAgreementStepInput,
  ): Promise<AccessAgreementPayload> {
    return this.step(context, 'activateAccessAgreement', input);
  }

  @Mutation(() => AccessAgreementPayload, { description: 'At once, by one party alone.' })
  suspendAccessAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AccessAgreementStepInput) input: AccessAgreementStepInput,
  ): Promise<AccessAgreementPayload> {
    return this.step(context, 'suspendAccessAgreement', input);
  }

  @Mutation(() => AccessAgreementPayload, {
    description: 'It holds again once every party has asked for it.',
  })
  resumeAccessAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AccessAgreementStepInput) input: AccessAgreementStepInput,
  ): Promise<AccessAgreementPayload> {
    return this.step(context, 'resumeAccessAgreement', input);
  }

  @Mutation(() => AccessAgreementPayload, { description: 'For ever.' })
  terminateAccessAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AccessAgreementStepInput) input: AccessAgreementStepInput,
  ): Promise<AccessAgreementPayload> {
    return this.step(context, 'terminateAccessAgreement', input);
  }

  @FieldResolver(() => [AccessPlace])
  places(@Ctx() context: SubgraphContext, @Root() agreement: AccessAgreement): Promise<AccessPlace[]> {
    return this.accessPlaces.placesOf(context, agreement);
  }

  private step(
    context: SubgraphContext,
    step: AccessAgreementStep,
    input: AccessAgreementStepInput,
  ): Promise<AccessAgreementPayload> {
    return answer(async () => ({ accessAgreement: await this.agreements.take(context, step, input) }));
  }
}
