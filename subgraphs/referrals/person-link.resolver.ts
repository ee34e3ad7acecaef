import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { answer } from '../../shared/user-error.ts';
import { IssuePersonLinkPayload, PersonLink, RevokePersonLinkPayload } from './person-link.entity.ts';
import { IssuePersonLinkInput, RevokePersonLinkInput } from './person-link.inputs.ts';
import type { PersonLinkService } from './person-link.service.ts';

@Resolver(() => PersonLink)
export class PersonLinkResolver {
  constructor(private readonly links: PersonLinkService) {}

  @Mutation(() => IssuePersonLinkPayload, {
    description: 'Makes the link to the page on which a person sees who read what, and takes consent back.',
  })
  issuePersonLink(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => IssuePersonLinkInput) input: IssuePersonLinkInput,
  ): Promise<IssuePersonLinkPayload> {
    return answer(() => this.links.issue(context, input));
  }

  @Mutation(() => RevokePersonLinkPayload, {
    description: 'Ends the link at once, such as when the phone is lost. Consents stay as they are.',
  })
  revokePersonLink(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => RevokePersonLinkInput) input: RevokePersonLinkInput,
  ): Promise<RevokePersonLinkPayload> {
    return answer(async () => ({ personLink: await this.links.revoke(context, input) }));
  }
}
