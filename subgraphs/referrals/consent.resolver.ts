import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { type Connection, PageArguments } from '../../shared/pagination.ts';
import { answer } from '../../shared/user-error.ts';
import { Consent, ConsentConnection, ConsentPayload } from './consent.entity.ts';
import {
  DeferConsentInput,
  EndConsentInput,
  GiveConsentInput,
  ImportConsentInput,
  NarrowConsentInput,
  RecordConsentInput,
  RenewConsentInput,
  RequestConsentInput,
} from './consent.inputs.ts';
import type { ConsentService } from './consent.service.ts';
import { ConsentEvent } from './consent-event.entity.ts';
import type { ConsentHistoryService } from './consent-history.service.ts';
import type { ConsentRequestService } from './consent-request.service.ts';
import type { ConsentScopeService } from './consent-scope.service.ts';
import { Withholding } from './withholding.entity.ts';

@ArgsType()
class ConsentsArguments extends PageArguments {
  @Field(() => ID, { description: "Reference of one of your organisation's own persons." })
  person: string;
}

@Resolver(() => Consent)
export class ConsentResolver {
  constructor(
    private readonly recording: ConsentService,
    private readonly requests: ConsentRequestService,
    private readonly scopes: ConsentScopeService,
    private readonly history: ConsentHistoryService,
  ) {}

  @Query(() => ConsentConnection, {
    description: "All consents of one of your organisation's own persons, in every state, the latest first.",
  })
  consents(
    @Ctx() context: SubgraphContext,
    @Args(() => ConsentsArguments) request: ConsentsArguments,
  ): Promise<Connection<Consent>> {
    return this.history.list(context, request);
  }

  @Query(() => Consent, { nullable: true, description: "One consent of your organisation's own persons." })
  consent(@Ctx() context: SubgraphContext, @Arg('id', () => ID) id: string): Promise<Consent> {
    return this.history.find(context, id);
  }

  @FieldResolver(() => [ConsentEvent], {
    description: 'All that happened to it, in order; nothing of it ever changes.',
  })
  events(@Ctx() context: SubgraphContext, @Root() consent: Consent): Promise<readonly ConsentEvent[]> {
    return this.history.eventsOf(context, consent);
  }

  @FieldResolver(() => [Withholding], {
    description: 'Whom the person asked, with this consent, not to tell.',
  })
  withheld(@Ctx() context: SubgraphContext, @Root() consent: Consent): Promise<readonly Withholding[]> {
    return this.history.withheldWith(context, consent);
  }

  @Mutation(() => ConsentPayload, { description: 'A consent that the person has given.' })
  recordConsent(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => RecordConsentInput) input: RecordConsentInput,
  ): Promise<ConsentPayload> {
    return answer(async () => ({ consent: await this.recording.record(context, input) }));
  }

  @Mutation(() => ConsentPayload, {
    description: 'Asks for a consent. It releases nothing until it is given.',
  })
  requestConsent(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => RequestConsentInput) input: RequestConsentInput,
  ): Promise<ConsentPayload> {
    return answer(async () => ({ consent: await this.requests.request(context, input) }));
  }

  @Mutation(() => ConsentPayload, {
    description:
      'Takes over a consent from another system, as UNKNOWN. It releases nothing until it is given anew.',
  })
  importConsent(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => ImportConsentInput) input: ImportConsentInput,
  ): Promise<ConsentPayload> {
    return answer(async () => ({ consent: await this.requests.takeOver(context, input) }));
  }

  @Mutation(() => ConsentPayload, { description: 'The person gives what was asked for, or less of it.' })
  giveConsent(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => GiveConsentInput) input: GiveConsentInput,
  ): Promise<ConsentPayload> {
    return answer(async () => ({ consent: await this.requests.give(context, input) }));
  }

  @Mutation(() => ConsentPayload, { description: 'The person wants time to decide.' })
  deferConsent(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => DeferConsentInput) input: DeferConsentInput,
  ): Promise<ConsentPayload> {
    return answer(async () => ({ consent: await this.requests.defer(context, input) }));
  }

  @Mutation(() => ConsentPayload, {
    description: 'The person says no, for good; from then on nothing leaves in vital interest either.',
  })
  refuseConsent(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => EndConsentInput) input: EndConsentInput,
  ): Promise<ConsentPayload> {
    return answer(async () => ({ consent: await this.recording.end(context, 'refuse', input) }));
  }

  @Mutation(() => ConsentPayload, {
    description:
      'Less of the same consent, in force at once: referrals to recipients named no more end, and orders to erase go out.',
  })
  narrowConsent(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => NarrowConsentInput) input: NarrowConsentInput,
  ): Promise<ConsentPayload> {
    return answer(async () => ({ consent: await this.scopes.narrow(context, input) }));
  }

  @Mutation(() => ConsentPayload, {
    description: 'The same consent for longer, when the person says so again.',
  })
  renewConsent(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => RenewConsentInput) input: RenewConsentInput,
  ): Promise<ConsentPayload> {
    return answer(async () => ({ consent: await this.scopes.renew(context, input) }));
  }

  @Mutation(() => ConsentPayload, { description: "The person's withdrawal. In force at once." })
  withdrawConsent(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => EndConsentInput) input: EndConsentInput,
  ): Promise<ConsentPayload> {
    return answer(async () => ({ consent: await this.recording.end(context, 'withdraw', input) }));
  }

  @Mutation(() => ConsentPayload, {
    description: "The owner's own end to a consent, such as when a risk is found.",
  })
  revokeConsent(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => EndConsentInput) input: EndConsentInput,
  ): Promise<ConsentPayload> {
    return answer(async () => ({ consent: await this.recording.end(context, 'revoke', input) }));
  }

  @Mutation(() => ConsentPayload, {
    description: 'It was found that it was never valid, such as one given under pressure. In force at once.',
  })
  invalidateConsent(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => EndConsentInput) input: EndConsentInput,
  ): Promise<ConsentPayload> {
    return answer(async () => ({ consent: await this.recording.end(context, 'invalidate', input) }));
  }
}
