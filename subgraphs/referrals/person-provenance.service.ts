import type { SubgraphContext } from '../../shared/context.ts';
import type { Transaction } from '../../shared/database.ts';
import { AccordError } from '../../shared/errors.ts';
import type { DataCategory } from '../../shared/policy/categories.ts';
import { mayOpenReferral } from '../../shared/policy/release.ts';
import { PersonProvenance } from './person-provenance.entity.ts';
import { signedIn } from './purpose.ts';
import type { ReferralService } from './referral.service.ts';

/** Writes down where a record came from. */
export class PersonProvenanceService {
  constructor(private readonly referrals: ReferralService) {}

  /** The viewer's person came by this referral, which it may open now as its recipient. Errors: NOT_FOUND. */
  async keep(tx: Transaction, context: SubgraphContext, personId: string, referralId: string): Promise<void> {
    const recipientId = signedIn(context).organisationId;
    const decided = await this.referrals.decideOne(tx, context, referralId);
    if (decided?.row.to_id !== recipientId || !mayOpenReferral(decided.facts, decided.decisions)) {
      throw new AccordError('NOT_FOUND', { field: 'input.receivedBy' });
    }
    const { ROUTING } = decided.decisions;
    await tx.entities.insert(PersonProvenance, {
      ownerId: decided.row.owner_id,
      personId: decided.row.person_id,
      referralId,
      recipientId,
      recipientPersonId: personId,
      agreementId: (ROUTING.released && ROUTING.by.agreement?.id) || null,
      receivedAt: new Date(),
      takenBack: [],
    });
  }
}

/** $1 origin, $2 its person, $3 consent or null, $4 recipients or null, $5 categories. */
const TAKE_BACK = `
  update person_provenance v
     set taken_back = array(select distinct unnest(v.taken_back || $5::text[]) order by 1)
   where v.owner_id = $1 and v.person_id = $2 and v.referral_id in (select r.id from referral r
           where r.owner_id = $1 and r.person_id = $2 and ($3::text is null or r.consent_id = $3)
             and ($4::text[] is null or r.to_id = any($4)))`;

/** In the origin's transaction: what it takes back goes on to nobody any more, wherever it was registered since. */
export async function takeBackOnward(
  tx: Transaction,
  scope: { readonly ownerId: string; readonly personId: string; readonly consentId: string | null },
  recipientIds: readonly string[] | null,
  categories: readonly DataCategory[],
): Promise<void> {
  const { ownerId, personId, consentId } = scope;
  await tx.sql('take-back-onward', TAKE_BACK, [ownerId, personId, consentId, recipientIds, categories]);
}

/** The viewer's own persons that were received by a referral about that person of that origin. */
export async function receivedFrom(
  tx: Transaction,
  ownerId: string,
  origin: { readonly ownerId: string; readonly personId: string },
): Promise<string[]> {
  const rows = await tx.sql<{ id: string }>(
    'received-from',
    `select recipient_person_id as id from person_provenance
      where recipient_id = $1 and owner_id = $2 and person_id = $3 order by 1`,
    [ownerId, origin.ownerId, origin.personId],
  );
  return rows.map(({ id }) => id);
}
