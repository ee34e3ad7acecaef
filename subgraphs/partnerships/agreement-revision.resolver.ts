import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { canonical } from '../../shared/canonical.ts';
import type { SubgraphContext } from '../../shared/context.ts';
import { Agreement } from './agreement.entity.ts';
import { AgreementRevision } from './agreement-revision.entity.ts';
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
