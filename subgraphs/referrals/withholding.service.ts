import type { Transaction } from '../../shared/database.ts';
import type { WithholdInput } from './consent.inputs.ts';
import type { ErasureOrderService } from './erasure-order.service.ts';
import { endReferralsTo, type Taker } from './referral.states.ts';
import { Withholding } from './withholding.entity.ts';

type Said = Pick<Withholding, 'personId' | 'consentId'>;

/** Whom a person asks not to tell. They outlive the consent they were said with; the person alone takes one back. */
export class WithholdingService {
  constructor(private readonly orders: ErasureOrderService) {}

  /**
   * In force when the transaction is: whoever is named reads nothing any more. Had they been sent something before, whatever
   * is open with them ends and they are told to erase it, in the words of a narrowed consent: that somebody withholds from
   * them is for them no more to know than what is withheld [law 2: two voices].
   */
  async add(tx: Transaction, taker: Taker, said: Said, withhold: readonly WithholdInput[]): Promise<void> {
    if (withhold.length === 0) return;
    const { organisationId: ownerId } = taker;
    const { personId, consentId } = said;
    const before = await told(tx, ownerId, personId);
    for (const { organisationId = null, organisationType = null, reason } of withhold) {
      await tx.entities.insert(Withholding, {
        ownerId,
        personId,
        consentId,
        organisationId,
        organisationType,
        reason,
        liftedAt: null,
        liftedBy: null,
        liftManner: null,
      });
    }
    const after = new Set(await told(tx, ownerId, personId));
    const recipientIds = before.filter((recipientId) => !after.has(recipientId));
    if (recipientIds.length === 0) return;
    await endReferralsTo(tx, taker, personId, recipientIds);
    const cause = 'CONSENT_NARROWED';
    await this.orders.issue(tx, { ownerId, personId, cause, consentId: null, recipientIds });
  }
}

/** Who was sent something about the person and is not withheld from. */
async function told(tx: Transaction, ownerId: string, personId: string): Promise<string[]> {
  const rows = await tx.sql<{ id: string }>('told-about', TOLD, [ownerId, personId]);
  return rows.map(({ id }) => id);
}

/** As line 6 of the law has it: the organisation itself, its parent, its units, its type. */
const TOLD = `
  select o.id from partnerships.organisations_known o
   where o.id in (select to_id from referral where owner_id = $1 and person_id = $2 and sent_at is not null)
     and not exists (select from withholding w where w.owner_id = $1 and w.person_id = $2 and w.lifted_at is null
       and (w.organisation_type = o.type or w.organisation_id in (o.id, o.parent_id)
         or w.organisation_id in (select u.id from partnerships.organisations_known u where u.parent_id = o.id)))
   order by o.id`;
