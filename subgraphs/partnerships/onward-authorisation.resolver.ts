import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { answer } from '../../shared/user-error.ts';
import { Agreement, AgreementPayload } from './agreement.entity.ts';
import { OnwardAuthorisation } from './onward-authorisation.entity.ts';
import { AuthoriseOnwardInput } from './onward-authorisation.inputs.ts';
import type { OnwardAuthorisationService } from './onward-authorisation.service.ts';

@Resolver(() => Agreement)
export class OnwardAuthorisationResolver {
  constructor(private readonly service: OnwardAuthorisationService) {}

  @FieldResolver(() => [OnwardAuthorisation], {
    nullable: true,
    description: 'For the parties: to whom which of them lets data go on. It counts once all have said so.',
  })
  onwardAuthorisations(
    @Ctx() context: SubgraphContext,
    @Root() agreement: Agreement,
  ): Promise<OnwardAuthorisation[] | null> {
    return this.service.list(context, agreement);
  }

  @Mutation(() => AgreementPayload, {
    description:
      'By a signatory of a party, for itself, where the agreement asks for the written authorisation of all.',
  })
  authoriseOnward(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AuthoriseOnwardInput) input: AuthoriseOnwardInput,
  ): Promise<AgreementPayload> {
    return answer(async () => ({ agreement: await this.service.authorise(context, input) }));
  }

  @Mutation(() => AgreementPayload, { description: 'At once, by one party alone.' })
  withdrawOnwardAuthorisation(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AuthoriseOnwardInput) input: AuthoriseOnwardInput,
  ): Promise<AgreementPayload> {
    return answer(async () => ({ agreement: await this.service.withdraw(context, input) }));
  }
}
