import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Info,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import type { Connection } from '../../shared/pagination.ts';
import { answer } from '../../shared/user-error.ts';
import type { CaseworkService } from './casework.service.ts';
import { OrganisationKey, ServiceKey } from './neighbours.ts';
import { Person } from './person.entity.ts';
import { askedCategories } from './person.resolver.ts';
import { ErrorMarkPayload, Referral, ReferralConnection, ReferralPayload } from './referral.entity.ts';
import {
  AcceptReferralInput,
  CompleteReferralInput,
  DraftReferralInput,
  MoveReferralInput,
  ReasonedReferralInput,
  ReferralsArguments,
  RerouteReferralInput,
  ScheduleReferralInput,
} from './referral.inputs.ts';
import type { ReferralService } from './referral.service.ts';

@Resolver(() => Referral)
export class ReferralResolver {
  constructor(
    private readonly referralService: ReferralService,
    private readonly casework: CaseworkService,
  ) {}

  @Query(() => Referral, { nullable: true })
  referral(@Ctx() context: SubgraphContext, @Arg('id', () => ID) id: string): Promise<Referral> {
    return this.referralService.find(context, id);
  }

  @Query(() => ReferralConnection)
  referrals(
    @Ctx() context: SubgraphContext,
    @Args(() => ReferralsArguments) request: ReferralsArguments,
  ): Promise<Connection<Referral>> {
    return this.referralService.list(context, request);
  }

  @Directive('@category(is: "ROUTING")')
  @FieldResolver(() => OrganisationKey, { nullable: true })
  from(@Root() referral: Referral): OrganisationKey | null {
    const row = this.referralService.routed(referral);
    return row && { id: row.owner_id };
  }

  @Directive('@category(is: "ROUTING")')
  @FieldResolver(() => OrganisationKey, { nullable: true })
  to(@Root() referral: Referral): OrganisationKey | null {
    const row = this.referralService.routed(referral);
    return row && { id: row.to_id };
  }

  @Directive('@category(is: "ROUTING")')
  @FieldResolver(() => ServiceKey, { nullable: true })
  service(@Root() referral: Referral): ServiceKey | null {
    const row = this.referralService.routed(referral);
    return row && { id: row.service_id };
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Its categories are released one by one.' })
  person(
    @Ctx() context: SubgraphContext,
    @Root() referral: Referral,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Person | null> {
    return this.referralService.person(context, referral, askedCategories(info));
  }

  @Mutation(() => ReferralPayload)
  draftReferral(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => DraftReferralInput) input: DraftReferralInput,
  ): Promise<ReferralPayload> {
    return answer(async () => ({ referral: await this.casework.draft(context, input) }));
  }

  @Mutation(() => ReferralPayload)
  sendReferral(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => MoveReferralInput) input: MoveReferralInput,
  ): Promise<ReferralPayload> {
    return this.moved(this.casework.move(context, 'send', input));
  }

  @Mutation(() => ReferralPayload)
  acknowledgeReferral(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => MoveReferralInput) input: MoveReferralInput,
  ): Promise<ReferralPayload> {
    return this.moved(this.casework.move(context, 'acknowledge', input));
  }

  @Mutation(() => ReferralPayload)
  acceptReferral(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AcceptReferralInput) input: AcceptReferralInput,
  ): Promise<ReferralPayload> {
    const { receiverCode = null } = input;
    return this.moved(this.casework.move(context, 'accept', input, { receiverCode }));
  }

  @Mutation(() => ReferralPayload)
  declineReferral(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => ReasonedReferralInput) input: ReasonedReferralInput,
  ): Promise<ReferralPayload> {
    return this.moved(this.casework.move(context, 'decline', input, { reason: input.reason }));
  }

  @Mutation(() => ReferralPayload)
  waitlistReferral(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => MoveReferralInput) input: MoveReferralInput,
  ): Promise<ReferralPayload> {
    return this.moved(this.casework.move(context, 'waitlist', input));
  }

  @Mutation(() => ReferralPayload)
  scheduleReferral(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => ScheduleReferralInput) input: ScheduleReferralInput,
  ): Promise<ReferralPayload> {
    return this.moved(this.casework.move(context, 'schedule', input, { scheduledFor: input.scheduledFor }));
  }

  @Mutation(() => ReferralPayload)
  startReferral(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => MoveReferralInput) input: MoveReferralInput,
  ): Promise<ReferralPayload> {
    return this.moved(this.casework.move(context, 'start', input));
  }

  @Mutation(() => ReferralPayload)
  holdReferral(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => ReasonedReferralInput) input: ReasonedReferralInput,
  ): Promise<ReferralPayload> {
    return this.moved(this.casework.move(context, 'hold', input, { reason: input.reason }));
  }

  @Mutation(() => ReferralPayload)
  completeReferral(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => CompleteReferralInput) input: CompleteReferralInput,
  ): Promise<ReferralPayload> {
    return this.moved(this.casework.move(context, 'complete', input, { outcome: input.outcome }));
  }

  @Mutation(() => ReferralPayload)
  failReferral(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => ReasonedReferralInput) input: ReasonedReferralInput,
  ): Promise<ReferralPayload> {
    return this.moved(this.casework.move(context, 'fail', input, { reason: input.reason }));
  }

  @Mutation(() => ReferralPayload)
  cancelReferral(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => MoveReferralInput) input: MoveReferralInput,
  ): Promise<ReferralPayload> {
    return this.moved(this.casework.move(context, 'cancel', input));
  }

  @Mutation(() => ReferralPayload, {
    description:
      'Ends a referral as REROUTED: its recipient reads nothing more. Answers with the new one, a draft that is sent as any other.',
  })
  rerouteReferral(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => RerouteReferralInput) input: RerouteReferralInput,
  ): Promise<ReferralPayload> {
    return this.moved(this.casework.reroute(context, input));
  }

  @Mutation(() => ReferralPayload)
  closeReferral(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => MoveReferralInput) input: MoveReferralInput,
  ): Promise<ReferralPayload> {
    return this.moved(this.casework.move(context, 'close', input));
  }

  @Mutation(() => ErrorMarkPayload, {
    description:
      'Two persons of the sender mark it, one after the other; the second ends it as ENTERED_IN_ERROR. To end reading at once, cancel it first.',
  })
  markReferralInError(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => MoveReferralInput) input: MoveReferralInput,
  ): Promise<ErrorMarkPayload> {
    return answer(async () => {
      const referral = (await this.casework.markInError(context, input)) ?? undefined;
      return { referral, awaitsSecondPerson: referral?.state !== 'ENTERED_IN_ERROR' };
    });
  }

  private moved(step: Promise<Referral | null>): Promise<ReferralPayload> {
    return answer(async () => ({ referral: (await step) ?? undefined }));
  }
}
