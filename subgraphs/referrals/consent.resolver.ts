import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { answer } from '../../shared/user-error.ts';
import { Consent, ConsentPayload } from './consent.entity.ts';
import { EndConsentInput, RecordConsentInput } from './consent.inputs.ts';
import type { ConsentService } from './consent.service.ts';

@Resolver(() => Consent)
export class ConsentResolver {
  constructor(private readonly consents: ConsentService) {}

  @Mutation(() => ConsentPayload)
  recordConsent(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => RecordConsentInput) input: RecordConsentInput,
  ): Promise<ConsentPayload> {
    return answer(async () => ({ consent: await this.consents.record(context, input) }));
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
