import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { answer } from '../../shared/user-error.ts';
import { Organisation } from './organisation.entity.ts';
import { SigningKey, SigningKeyPayload } from './signing-key.entity.ts';
import { RegisterSigningKeyInput, RetireSigningKeyInput } from './signing-key.inputs.ts';
import type { SigningKeyService } from './signing-key.service.ts';

@Resolver(() => SigningKey)
export class SigningKeyResolver {
  constructor(private readonly service: SigningKeyService) {}

  @FieldResolver(() => String, { description: 'A JWK (RFC 7517) as JSON.' })
  jwk(@Root() { publicKey }: SigningKey): string {
    return JSON.stringify(publicKey);
  }

  @Query(() => String, {
    description:
      'The public key of this instance, a JWK as JSON: it seals bundles, and signs for organisations that have no key.',
  })
  async instanceSigningKey(): Promise<string> {
    return JSON.stringify(await this.service.instanceKey());
  }

  @Mutation(() => SigningKeyPayload, {
    description:
      'By an administrator, for its own organisation. It takes the place of the key in use; what that one signed stays good.',
  })
  registerSigningKey(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => RegisterSigningKeyInput) input: RegisterSigningKeyInput,
  ): Promise<SigningKeyPayload> {
    return answer(async () => ({ signingKey: await this.service.register(context, input) }));
  }

  @Mutation(() => SigningKeyPayload, {
    description: 'By an administrator. The key signs nothing any more; what it signed stays good.',
  })
  retireSigningKey(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => RetireSigningKeyInput) input: RetireSigningKeyInput,
  ): Promise<SigningKeyPayload> {
    return answer(async () => ({ signingKey: await this.service.retire(context, input) }));
  }
}

/** The keys of an organisation, beside what else is known of it. */
@Resolver(() => Organisation)
export class SigningKeysResolver {
  constructor(private readonly service: SigningKeyService) {}

  @FieldResolver(() => [SigningKey], {
    description: 'Public keys it signs agreements with, the newest first; the one in use has no end.',
  })
  signingKeys(@Ctx() context: SubgraphContext, @Root() { id }: Organisation): Promise<SigningKey[]> {
    return this.service.list(context, id);
  }
}
