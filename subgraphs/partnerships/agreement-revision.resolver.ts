import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { odrlOf } from '../../shared/agreement/odrl.ts';
import { agreementLanguageOf } from '../../shared/agreement/words/words.ts';
import { canonical } from '../../shared/canonical.ts';
import type { SubgraphContext } from '../../shared/context.ts';
import { Agreement } from './agreement.entity.ts';
import { AgreementRevision, AgreementRevisionChange } from './agreement-revision.entity.ts';
import type { AgreementRevisionService } from './agreement-revision.service.ts';

@Resolver(() => AgreementRevision)
export class AgreementRevisionResolver {
  constructor(private readonly service: AgreementRevisionService) {}

  @FieldResolver(() => String, {
    description: 'All that the hash covers, and nothing else: canonical JSON (RFC 8785).',
  })
  content(@Root() { terms }: AgreementRevision): string {
    return canonical(terms);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Its usage policy as ODRL 2.2 JSON-LD, with terms of the W3C Data Privacy Vocabulary. Null for an MoU.',
  })
  odrl(@Root() { terms }: AgreementRevision): string | null {
    const policy = odrlOf(terms);
    return policy && JSON.stringify(policy);
  }

  @FieldResolver(() => [AgreementRevisionChange], {
    nullable: true,
    description:
      'Field by field and as sentences, in English or French. Null where there is no earlier revision.',
  })
  changes(
    @Ctx() context: SubgraphContext,
    @Root() revision: AgreementRevision,
    @Arg('since', () => Int, {
      nullable: true,
      description: 'An earlier revision; by default the one before.',
    })
    since: number | null,
    @Arg('language', () => String, { nullable: true, description: 'BCP 47, such as `fr`.' }) language:
      | string
      | null,
  ): Promise<AgreementRevisionChange[] | null> {
    return this.service.changes(context, revision, since, agreementLanguageOf(language ?? context.language));
  }

  @FieldResolver(() => String, {
    description:
      'Content, hash, signatures and keys, sealed by this instance: JSON that `npm run agreement -- check` verifies anywhere.',
  })
  bundle(@Ctx() context: SubgraphContext, @Root() revision: AgreementRevision): Promise<string> {
    return this.service.bundle(context, revision);
  }
}

/** What was written of an agreement, beside what stands now. */
@Resolver(() => Agreement)
export class WrittenAgreementResolver {
  constructor(private readonly service: AgreementRevisionService) {}

  @FieldResolver(() => AgreementRevision, {
    nullable: true,
    description:
      'For the parties: a revision as it was written, the one that stands now unless another is named.',
  })
  written(
    @Ctx() context: SubgraphContext,
    @Root() agreement: Agreement,
    @Arg('revision', () => Int, { nullable: true }) revision: number | null,
  ): Promise<AgreementRevision | null> {
    return this.service.find(context, agreement, revision);
  }
}
