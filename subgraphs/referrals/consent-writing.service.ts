import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { once } from '../../shared/idempotency.ts';
import { mayKeepConsents } from '../../shared/policy/consent-keeping.ts';
import type { ConsentVerb } from '../../shared/policy/consent-life.ts';
import { Consent } from './consent.entity.ts';
import { caseworkFacts } from './facts.ts';
import { signedIn, writingPurpose } from './purpose.ts';

/** How every verb on a consent is said: by staff that keeps consents, in one transaction, and once for a key. */
export class ConsentWritingService {
  constructor(
    private readonly database: Database,
    private readonly secret: Buffer,
  ) {}

  /**
   * `work` answers with the consent's id; who called gets the consent as it stands then. What `takesBack` is in force for
   * every reader when this returns. Errors: those of `work`, PURPOSE_REQUIRED, PURPOSE_PROHIBITED, RULE_BROKEN,
   * IDEMPOTENCY_KEY_REUSED.
   */
  async write(
    context: SubgraphContext,
    verb: ConsentVerb,
    input: object,
    takesBack: boolean,
    work: (tx: Transaction, viewer: Viewer) => Promise<string>,
  ): Promise<Consent> {
    const viewer = signedIn(context);
    writingPurpose(context);
    return this.database.transaction(viewer.organisationId, async (tx) => {
      if (takesBack) tx.takesBack();
      enforce(mayKeepConsents(await caseworkFacts(tx, viewer)));
      const id = await once(tx, context, this.secret, `${verb}Consent`, input, () => work(tx, viewer));
      return tx.entities.findOneByOrFail(Consent, { ownerId: viewer.organisationId, id });
    });
  }
}
