import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { type Connection, PageArguments } from '../../shared/pagination.ts';
import { answer } from '../../shared/user-error.ts';
import { Agreement, AgreementConnection, AgreementPayload } from './agreement.entity.ts';
import {
  AgreementFilter,
  AgreementStepInput,
  ProposeAgreementInput,
  ReviseAgreementInput,
  SignAgreementInput,
} from './agreement.inputs.ts';
import type { AgreementService } from './agreement.service.ts';
import type { AgreementStep } from './agreement.states.ts';
import { Organisation } from './organisation.entity.ts';
import type { OrganisationService } from './organisation.service.ts';

@Resolver(() => Agreement)
export class AgreementResolver {
  constructor(
    private readonly service: AgreementService,
    private readonly organisations: OrganisationService,
  ) {}

  @Query(() => Agreement, { nullable: true })
  agreement(@Ctx() context: SubgraphContext, @Arg('id', () => ID) id: string): Promise<Agreement | null> {
    return this.service.find(context, id);
  }

  @Query(() => AgreementConnection)
  agreements(
    @Ctx() context: SubgraphContext,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('filter', () => AgreementFilter, { nullable: true }) filter: AgreementFilter | null,
  ): Promise<Connection<Agreement>> {
    return this.service.list(context, filter ?? {}, page);
  }

  @FieldResolver(() => Organisation, {
    nullable: true,
    description: 'Whose data it is; of an MoU, one party.',
  })
  provider(@Ctx() context: SubgraphContext, @Root() agreement: Agreement): Promise<Organisation | null> {
    return this.organisations.find(context, agreement.providerId);
  }

  @FieldResolver(() => Organisation, { nullable: true })
  recipient(@Ctx() context: SubgraphContext, @Root() agreement: Agreement): Promise<Organisation | null> {
    return this.organisations.find(context, agreement.recipientId);
  }

  @Mutation(() => AgreementPayload, { description: 'By a party; it begins as a draft.' })
  proposeAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => ProposeAgreementInput) input: ProposeAgreementInput,
  ): Promise<AgreementPayload> {
    return answer(async () => ({ agreement: await this.service.propose(context, input) }));
  }

  @Mutation(() => AgreementPayload, { description: 'A new revision; no signature stands.' })
  reviseAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => ReviseAgreementInput) input: ReviseAgreementInput,
  ): Promise<AgreementPayload> {
    return answer(async () => ({ agreement: await this.service.revise(context, input) }));
  }

  @Mutation(() => AgreementPayload)
  submitAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AgreementStepInput) input: AgreementStepInput,
  ): Promise<AgreementPayload> {
    return this.step(context, 'submit', input);
  }

  @Mutation(() => AgreementPayload)
  approveAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AgreementStepInput) input: AgreementStepInput,
  ): Promise<AgreementPayload> {
    return this.step(context, 'approve', input);
  }

  @Mutation(() => AgreementPayload, { description: 'By a signatory, for its own organisation.' })
  signAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => SignAgreementInput) input: SignAgreementInput,
  ): Promise<AgreementPayload> {
    return answer(async () => ({ agreement: await this.service.sign(context, input) }));
  }

  @Mutation(() => AgreementPayload, { description: 'Once both have signed the revision that stands.' })
  activateAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AgreementStepInput) input: AgreementStepInput,
  ): Promise<AgreementPayload> {
    return this.step(context, 'activate', input);
  }

  @Mutation(() => AgreementPayload, { description: 'At once, by one party alone.' })
  suspendAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AgreementStepInput) input: AgreementStepInput,
  ): Promise<AgreementPayload> {
    return this.step(context, 'suspend', input);
  }

  @Mutation(() => AgreementPayload, { description: 'It holds again once both parties have asked for it.' })
  resumeAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AgreementStepInput) input: AgreementStepInput,
  ): Promise<AgreementPayload> {
    return this.step(context, 'resume', input);
  }

  @Mutation(() => AgreementPayload, { description: 'For ever.' })
  terminateAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AgreementStepInput) input: AgreementStepInput,
  ): Promise<AgreementPayload> {
    return this.step(context, 'terminate', input);
  }

  @Mutation(() => AgreementPayload, { description: 'Before it is signed by both; for ever.' })
  rejectAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AgreementStepInput) input: AgreementStepInput,
  ): Promise<AgreementPayload> {
    return this.step(context, 'reject', input);
  }

  @Mutation(() => AgreementPayload, { description: 'A breach suspends at once.' })
  reportBreach(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AgreementStepInput) input: AgreementStepInput,
  ): Promise<AgreementPayload> {
    return this.step(context, 'reportBreach', input);
  }

  @Mutation(() => AgreementPayload, {
    description: 'By the party that reported the breach, while it is suspended; for ever.',
  })
  endAgreementForBreach(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AgreementStepInput) input: AgreementStepInput,
  ): Promise<AgreementPayload> {
    return this.step(context, 'endForBreach', input);
  }

  private step(
    context: SubgraphContext,
    step: AgreementStep,
    input: AgreementStepInput,
  ): Promise<AgreementPayload> {
    return answer(async () => ({ agreement: await this.service.take(context, step, input) }));
  }
}
