import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { previewSentences } from '../../shared/agreement/preview-text.ts';
import { agreementLanguageOf } from '../../shared/agreement/words/words.ts';
import type { SubgraphContext } from '../../shared/context.ts';
import { answer } from '../../shared/user-error.ts';
import { Agreement } from './agreement.entity.ts';
import { ProposeAgreementInput } from './agreement.inputs.ts';
import { AgreementPreview, AgreementPreviewPayload } from './agreement-preview.entity.ts';
import type { AgreementPreviewService } from './agreement-preview.service.ts';

@Resolver(() => AgreementPreview)
export class AgreementPreviewResolver {
  constructor(private readonly service: AgreementPreviewService) {}

  @Query(() => AgreementPreviewPayload, {
    description:
      'What an agreement would open if it were proposed like this and both signed it. Nothing is written down.',
  })
  previewAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => ProposeAgreementInput) input: ProposeAgreementInput,
  ): Promise<AgreementPreviewPayload> {
    return answer(async () => ({ preview: await this.service.ofProposal(context, input) }));
  }

  @FieldResolver(() => [String], { description: 'The same as sentences, in English or French.' })
  sentences(
    @Ctx() { language: accepted }: SubgraphContext,
    @Root() preview: AgreementPreview,
    @Arg('language', () => String, { nullable: true, description: 'BCP 47, such as `fr`.' }) language:
      | string
      | null,
  ): string[] {
    return previewSentences(preview, preview.viewerName, agreementLanguageOf(language ?? accepted));
  }
}

/** What an agreement opens, beside what it says. */
@Resolver(() => Agreement)
export class PreviewedAgreementResolver {
  constructor(private readonly service: AgreementPreviewService) {}

  @FieldResolver(() => AgreementPreview, {
    nullable: true,
    description:
      'For the parties, before they sign and after: what the recipient, or whoever is named, would read if it were in force.',
  })
  preview(
    @Ctx() context: SubgraphContext,
    @Root() agreement: Agreement,
    @Arg('viewer', () => ID, { nullable: true, description: 'An organisation.' }) viewer: string | null,
  ): Promise<AgreementPreview | null> {
    return this.service.find(context, agreement, viewer);
  }
}
