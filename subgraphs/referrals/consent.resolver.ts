import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { answer } from '../../shared/user-error.ts';
import { Consent, ConsentPayload } from './consent.entity.ts';
import {
  EndConsentInput,
  NarrowConsentInput,
  RecordConsentInput,
  RenewConsentInput,
} from './consent.inputs.ts';
import type { ConsentService } from './consent.service.ts';
import type { ConsentScopeService } from './consent-scope.service.ts';

@Resolver(() => Consent)
export class ConsentResolver {
  constructor(
    private readonly consents: ConsentService,
    private readonly scopes: ConsentScopeService,
  ) {}

  @Mutation(() => ConsentPayload)
  recordConsent(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => RecordConsentInput) input: RecordConsentInput,
  ): Promise<ConsentPayload> {
    return answer(async () => ({ consent: await this.consents.record(context, input) }));
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
    return answer(async () => ({ consent: await this.consents.end(context, 'withdraw', input) }));
  }

  @Mutation(() => ConsentPayload, {
    description: "The owner's own end to a consent, such as when a risk is found.",
  })
  revokeConsent(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => EndConsentInput) input: EndConsentInput,
  ): Promise<ConsentPayload> {
    return answer(async () => ({ consent: await this.consents.end(context, 'revoke', input) }));
  }
}
