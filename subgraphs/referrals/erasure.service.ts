import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { once } from '../../shared/idempotency.ts';
import { mayErasePerson } from '../../shared/policy/erasure.ts';
import type { ConsentService } from './consent.service.ts';
import type { ErasePersonInput } from './erasure-order.inputs.ts';
import type { ErasureOrderService } from './erasure-order.service.ts';
import { caseworkFacts } from './facts.ts';
import { signedIn, writingPurpose } from './purpose.ts';
import { endReferralsOfPerson } from './referral.states.ts';

/** What is forgotten of a person, by statement name. Events, and the ledger's chain, hold no value and stay whole. */
const FORGET: Readonly<Record<string, string>> = {
  'erase-codes':
    'update referral set sender_code = null, receiver_code = null where owner_id = $1 and person_id = $2',
  // An emptied input says that what its key once made was erased (shared/idempotency.ts).
  'erase-inputs': `update idempotency set input = '' where subject = $2 or subject in (
    select id from consent where owner_id = $1 and person_id = $2
    union select id from referral where owner_id = $1 and person_id = $2
    union select id from emergency_release where owner_id = $1 and person_id = $2)`,
  // The trigger forget_person takes the ciphertexts and the withholdings with it.
  'erase-key': 'update person set wrapped_key = null, case_code_hash = null where owner_id = $1 and id = $2',
};

/** The end of a person's record: its key is destroyed, and everybody it was ever sent to is told to erase. */
export class ErasureService {
  constructor(
    private readonly database: Database,
    private readonly orders: ErasureOrderService,
    private readonly consents: ConsentService,
    private readonly secret: Buffer,
  ) {}

  /** Errors: NOT_FOUND (absent, another's and already erased alike), RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  async erase(context: SubgraphContext, input: ErasePersonInput): Promise<number> {
    const viewer = signedIn(context);
    writingPurpose(context);
    return this.database.transaction(viewer.organisationId, async (tx) => {
      tx.takesBack();
      enforce(mayErasePerson(await caseworkFacts(tx, viewer)));
      await once(tx, context, this.secret, 'erasePerson', input, () => this.forget(tx, viewer, input.ref));
      const [issued] = await tx.sql<{ orders: number }>(
        'orders-of-erasure',
        `select count(*)::int as orders from erasure_order
          where owner_id = $1 and person_id = $2 and cause = 'PERSON_ERASED'`,
        [viewer.organisationId, input.ref],
      );
      return issued?.orders ?? 0;
    });
  }

  private async forget(tx: Transaction, viewer: Viewer, personId: string): Promise<string> {
    const ownerId = viewer.organisationId;
    const [person] = await tx.sql(
      'person-to-erase',
      'select from person where owner_id = $1 and id = $2 and wrapped_key is not null for no key update',
      [ownerId, personId],
    );
    if (!person) throw new AccordError('NOT_FOUND', { field: 'input.ref' });
    // In the order in which sending and withdrawing hold them: the person, its consents, its referrals.
    await this.consents.endAllOf(tx, viewer, personId);
    await endReferralsOfPerson(tx, viewer, personId);
    await this.orders.issue(tx, { ownerId, personId, cause: 'PERSON_ERASED', consentId: null });
    for (const [name, text] of Object.entries(FORGET)) await tx.sql(name, text, [ownerId, personId]);
    return personId;
  }
}
