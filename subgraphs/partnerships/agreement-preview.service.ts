import type { SubgraphContext } from '../../shared/context.ts';
import type { Database } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { neverOpened, previewAgreement } from '../../shared/policy/agreement-preview.ts';
import { mayActOnAgreement } from '../../shared/policy/agreement-reading.ts';
import type { Agreement } from './agreement.entity.ts';
import type { ProposeAgreementInput } from './agreement.inputs.ts';
import { refuseUnwritable } from './agreement.service.ts';
import { checkOpenClauses } from './agreement-clause-checks.ts';
import { checkClauses, checkParties, revisionOf } from './agreement-clauses.ts';
import { AgreementPreview } from './agreement-preview.entity.ts';
import { actionFacts, previewFacts } from './facts.ts';

/** What is asked about, whether it is written down or not. */
type Previewed = Pick<
  Agreement,
  'kind' | 'providerId' | 'recipientId' | 'purposes' | 'categories' | 'clauses' | 'validFrom' | 'validUntil'
>;

/** The one door to previews: an agreement is shown to its parties before they sign as the law will apply it afterwards. */
export class AgreementPreviewService {
  constructor(private readonly database: Database) {}

  /** For the parties, and null for everybody else, and where there is no such viewer. Null asks for the recipient. */
  async find(
    context: SubgraphContext,
    agreement: Agreement,
    viewerId: string | null,
  ): Promise<AgreementPreview | null> {
    if (agreement.version === null) return null;
    return this.preview(context, agreement, viewerId ?? agreement.recipientId);
  }

  /** Of what could be proposed. Errors: VALIDATION_FAILED, RULE_BROKEN, as `proposeAgreement` has them. */
  async ofProposal(context: SubgraphContext, input: ProposeAgreementInput): Promise<AgreementPreview> {
    const { viewer } = context;
    if (!viewer) throw new AccordError('UNAUTHENTICATED');
    checkParties(input);
    checkClauses(input.kind, input);
    checkOpenClauses(input, input);
    const { kind, providerId, recipientId } = input;
    await this.database.transaction(viewer.organisationId, async (tx) => {
      enforce(mayActOnAgreement(await actionFacts(tx, viewer, [providerId, recipientId])));
      await refuseUnwritable(tx, input, input);
    });
    const { row } = revisionOf('', input, 1, input);
    const found = await this.preview(context, { kind, providerId, recipientId, ...row }, recipientId);
    return found as AgreementPreview;
  }

  private async preview(
    { viewer }: SubgraphContext,
    agreement: Previewed,
    viewerId: string,
  ): Promise<AgreementPreview | null> {
    const found = await this.database.transaction(viewer?.organisationId ?? null, (tx) =>
      previewFacts(tx, agreement, viewerId),
    );
    if (found === null) return null;
    const lines = agreement.kind === 'DATA_SHARING' ? previewAgreement(found.facts) : [];
    const never = neverOpened(found.facts, lines);
    return Object.assign(new AgreementPreview(), { viewerId, viewerName: found.name, lines, never });
  }
}
