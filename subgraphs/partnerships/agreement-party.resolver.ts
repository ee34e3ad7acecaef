import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { Agreement } from './agreement.entity.ts';
import type { OrganisationPastService } from './organisation-past.service.ts';

const SAID = 'As it was called when it signed what stands now; its name of today while it has not signed.';

@Resolver(() => Agreement)
export class AgreementPartyResolver {
  constructor(private readonly past: OrganisationPastService) {}

  @FieldResolver(() => String, { description: SAID })
  async providerName(@Ctx() context: SubgraphContext, @Root() { id }: Agreement): Promise<string> {
    return (await this.past.namesAtSigning(context, id)).providerName;
  }

  @FieldResolver(() => String, { description: SAID })
  async recipientName(@Ctx() context: SubgraphContext, @Root() { id }: Agreement): Promise<string> {
    return (await this.past.namesAtSigning(context, id)).recipientName;
  }
}
