import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { once } from '../../shared/idempotency.ts';
import { mayAuthoriseOnward } from '../../shared/policy/onward-authorising.ts';
import type { Agreement } from './agreement.entity.ts';
import { type AgreementService, partiesOf } from './agreement.service.ts';
import { actionFacts } from './facts.ts';
import { OnwardAuthorisation } from './onward-authorisation.entity.ts';
import type { AuthoriseOnwardInput } from './onward-authorisation.inputs.ts';

/** The one door to written authorisations. Whether data then goes on is decided at each reading (law 2, line 12). */
export class OnwardAuthorisationService {
  constructor(
    private readonly database: Database,
    private readonly agreements: AgreementService,
    private readonly secret: Buffer,
  ) {}

  /** Of one agreement, oldest first; for its parties alone, and null for everybody else. */
  async list(context: SubgraphContext, agreement: Agreement): Promise<OnwardAuthorisation[] | null> {
    if (agreement.version === null) return null;
    const viewerId = context.viewer?.organisationId ?? null;
    return this.database.transaction(viewerId, ({ entities }) =>
      entities.find(OnwardAuthorisation, {
        where: { agreementId: agreement.id },
        order: { authorisedAt: 'ASC', recipientId: 'ASC', organisationId: 'ASC' },
      }),
    );
  }

  /** Errors: NOT_FOUND, RULE_BROKEN, VALIDATION_FAILED, IDEMPOTENCY_KEY_REUSED. */
  async authorise(context: SubgraphContext, input: AuthoriseOnwardInput): Promise<Agreement> {
    return this.change(context, 'authoriseOnward', input, async (tx, viewer) => {
      await checkRecipient(tx, input.recipientId);
      await tx.sql(
        'authorise-onward',
        `insert into onward_authorisation (agreement_id, recipient_id, organisation_id, authorised_by, authorised_at)
         values ($1, $2, $3, $4, now()) on conflict do nothing`,
        [input.agreementId, input.recipientId, viewer.organisationId, viewer.clientId],
      );
    });
  }

  /** In force when this returns: what went on by it is read no more. Errors: as above. */
  async withdraw(context: SubgraphContext, input: AuthoriseOnwardInput): Promise<Agreement> {
    return this.change(context, 'withdrawOnwardAuthorisation', input, async (tx, viewer) => {
      tx.takesBack();
      await tx.sql(
        'withdraw-onward',
        'delete from onward_authorisation where agreement_id = $1 and recipient_id = $2 and organisation_id = $3',
        [input.agreementId, input.recipientId, viewer.organisationId],
      );
    });
  }

  private async change(
    context: SubgraphContext,
    verb: string,
    input: AuthoriseOnwardInput,
    work: (tx: Transaction, viewer: Viewer) => Promise<void>,
  ): Promise<Agreement> {
    const { viewer } = context;
    if (!viewer) throw new AccordError('UNAUTHENTICATED');
    const agreement = await this.agreements.find(context, input.agreementId);
    // Whoever is no party is not told whether there is such an agreement.
    if (!agreement || agreement.version === null)
      throw new AccordError('NOT_FOUND', { field: 'input.agreementId' });
    await this.database.transaction(viewer.organisationId, async (tx) => {
      const facts = await actionFacts(tx, viewer, partiesOf(agreement));
      const onward = agreement.kind === 'DATA_SHARING' ? (agreement.clauses?.onward ?? null) : null;
      enforce(mayAuthoriseOnward({ ...facts, onward, recipientId: input.recipientId }));
      return once(tx, context, this.secret, verb, input, async () => {
        await work(tx, viewer);
        return agreement.id;
      });
    });
    return agreement;
  }
}

/** Errors: VALIDATION_FAILED. */
async function checkRecipient(tx: Transaction, recipientId: string): Promise<void> {
  const [known] = await tx.sql('onward-recipient', 'select from organisation where id = $1 and active', [
    recipientId,
  ]);
  if (known) return;
  const says = 'This organisation is not registered, or not active.';
  throw new AccordError('VALIDATION_FAILED', { field: 'input.recipientId', says });
}
