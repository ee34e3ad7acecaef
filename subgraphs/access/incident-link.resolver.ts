import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { answer } from '../../shared/user-error.ts';
import { IncidentLink, IssueIncidentLinkPayload, RevokeIncidentLinkPayload } from './incident-link.entity.ts';
import { IssueIncidentLinkInput, RevokeIncidentLinkInput } from './incident-link.inputs.ts';
import type { IncidentLinkService } from './incident-link.service.ts';

@Resolver(() => IncidentLink)
export class IncidentLinkResolver {
  constructor(private readonly links: IncidentLinkService) {}

  @Query(() => [IncidentLink], { description: 'Of your organisation: the latest hundred, newest first.' })
  incidentLinks(@Ctx() context: SubgraphContext): Promise<IncidentLink[]> {
    return this.links.listOwn(context);
  }

  @Mutation(() => IssueIncidentLinkPayload, {
    description:
      'Makes the link to a page on which a team files incidents from a phone, as drafts and without a login.',
  })
  issueIncidentLink(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => IssueIncidentLinkInput) input: IssueIncidentLinkInput,
  ): Promise<IssueIncidentLinkPayload> {
    return answer(() => this.links.issue(context, input));
  }

  @Mutation(() => RevokeIncidentLinkPayload, {
    description: 'Ends a link at once, such as when a phone is lost. What came in by it stays.',
  })
  revokeIncidentLink(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => RevokeIncidentLinkInput) input: RevokeIncidentLinkInput,
  ): Promise<RevokeIncidentLinkPayload> {
    return answer(async () => ({ incidentLink: await this.links.revoke(context, input) }));
  }
}
