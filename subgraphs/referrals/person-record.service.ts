import type { Transaction } from '../../shared/database.ts';
import { AccordError } from '../../shared/errors.ts';
import type { DataCategory } from '../../shared/policy/categories.ts';
import { consentIsInForce } from '../../shared/policy/consent.ts';
import { mayTransitionConsent } from '../../shared/policy/consent-life.ts';
import { isErasureOverdue } from '../../shared/policy/erasure.ts';
import { isPurpose } from '../../shared/policy/purposes.ts';
import { REFERRAL_LIFE } from '../../shared/policy/referral-life.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { Consent } from './consent.entity.ts';
import type { ConsentService } from './consent.service.ts';
import { ErasureOrder } from './erasure-order.entity.ts';
import type { LinkHolder, PersonLinkService } from './person-link.service.ts';
import type {
  PersonConsent,
  PersonErasure,
  PersonReading,
  PersonRecipient,
  PersonRecord,
} from './person-record.entity.ts';
import type { WithdrawByLinkInput } from './person-record.inputs.ts';

/** In whose name a step by the link is written down, in place of a client. */
const HOLDER = 'holder-of-link';

/** What a person sees of its own record, and takes back, by the link that it holds. It opens no ciphertext. */
export class PersonRecordService {
  constructor(
    private readonly links: PersonLinkService,
    private readonly consents: ConsentService,
    private readonly vault: Vault,
  ) {}

  /** Errors: NOT_FOUND, the same for a link that is unknown, revoked, over, or whose person was erased. */
  show(token: string): Promise<PersonRecord> {
    return this.links.enter(token, 'CATEGORIES_RECIPIENTS_TIMES', (tx, holder) => this.read(tx, holder));
  }

  /**
   * The person's withdrawal, the same as when staff bring it: in force when this returns. What has ended already stays as
   * it is. Errors: NOT_FOUND, for a consent that is not the person's as for a link that opens nothing.
   */
  withdraw({ token, consent = null }: WithdrawByLinkInput): Promise<PersonRecord> {
    return this.links.enter(token, 'WITHDRAWAL', async (tx, holder) => {
      const { ownerId, personId } = holder;
      // An erasure takes the person first, and then what hangs on it; so does this.
      const [person] = await tx.sql(
        'person-who-withdraws',
        'select from person where owner_id = $1 and id = $2 and wrapped_key is not null for share',
        [ownerId, personId],
      );
      if (!person) throw new AccordError('NOT_FOUND');
      const acting = { organisationId: ownerId, clientId: HOLDER };
      await this.consents.withdrawOwn(tx, acting, personId, consent);
      return this.read(tx, holder);
    });
  }

  private async read(tx: Transaction, holder: LinkHolder): Promise<PersonRecord> {
    const { ownerId, personId, expiresAt: linkExpiresAt } = holder;
    const now = new Date();
    const consents = await tx.entities.find(Consent, {
      where: { ownerId, personId },
      order: { validFrom: 'DESC', id: 'ASC' },
    });
    const changed = await tx.sql<{ consent_id: string; at: Date }>(
      'consents-changed',
      `select e.consent_id, max(e.at) as at from consent c
         join consent_event e on e.owner_id = c.owner_id and e.consent_id = c.id
        where c.owner_id = $1 and c.person_id = $2 group by e.consent_id`,
      [ownerId, personId],
    );
    const changedAt = new Map(changed.map(({ consent_id, at }) => [consent_id, at]));
    return {
      language: consents[0]?.language ?? 'en',
      owner: { id: ownerId },
      linkExpiresAt,
      consents: consents.map((consent) => shownConsent(consent, changedAt.get(consent.id), now)),
      recipients: await recipientsOf(tx, holder),
      readings: await this.readingsOf(tx, holder),
      erasures: await erasuresOf(tx, holder, now),
    };
  }

  /** From the ledger: what was released beyond routing and triage, which no line is written for (law.md, section 8). */
  private async readingsOf(tx: Transaction, { ownerId, personId }: LinkHolder): Promise<PersonReading[]> {
    const [person] = await tx.sql<{ key_id: string; wrapped_key: Buffer }>(
      'person-key',
      'select key_id, wrapped_key from person where owner_id = $1 and id = $2',
      [ownerId, personId],
    );
    if (!person?.wrapped_key) throw new AccordError('NOT_FOUND');
    const key = this.vault.open(ownerId, personId, person.key_id, person.wrapped_key);
    const rows = await tx.sql<ReadingRow>('readings-of-person', READINGS, [
      ownerId,
      personId,
      key.pseudonymFor(ownerId),
    ]);
    return rows.map(({ viewer, purpose, categories, first_at: firstAt, last_at: lastAt, times }) => ({
      organisation: { id: viewer },
      purpose: isPurpose(purpose) ? purpose : null,
      categories,
      firstAt,
      lastAt,
      times,
    }));
  }
}

interface ReadingRow {
  readonly viewer: string;
  readonly purpose: string | null;
  readonly categories: DataCategory[];
  readonly first_at: Date;
  readonly last_at: Date;
  readonly times: number;
}

/** $1 owner, $2 person, $3 the owner's pseudonym of the person. */
const READINGS = `
  select e.viewer, e.purpose, array_agg(distinct category) as categories,
         min(e.at) as first_at, max(e.at) as last_at, count(distinct e.seq)::int as times
    from ledger_entry e cross join lateral unnest(e.released) as category
   where e.owner = $1 and (e.pseudonym = $3 or e.referral = any(
           array(select id from referral where owner_id = $1 and person_id = $2)))
   group by e.viewer, e.purpose, date_trunc('day', e.at at time zone 'UTC')
   order by last_at desc, e.viewer limit 200`;

async function recipientsOf(tx: Transaction, { ownerId, personId }: LinkHolder): Promise<PersonRecipient[]> {
  const rows = await tx.sql<{ to_id: string; first_sent_at: Date; last_sent_at: Date; open: boolean }>(
    'recipients-of-person',
    `select to_id, min(sent_at) as first_sent_at, max(sent_at) as last_sent_at, bool_or(state = any($3)) as open
       from referral where owner_id = $1 and person_id = $2 and sent_at is not null
      group by to_id order by last_sent_at desc, to_id`,
    [ownerId, personId, REFERRAL_LIFE.withdraw.from],
  );
  return rows.map(({ to_id: id, first_sent_at: firstSentAt, last_sent_at: lastSentAt, open }) => ({
    organisation: { id },
    firstSentAt,
    lastSentAt,
    open,
  }));
}

async function erasuresOf(
  tx: Transaction,
  { ownerId, personId }: LinkHolder,
  now: Date,
): Promise<PersonErasure[]> {
  const orders = await tx.entities.find(ErasureOrder, {
    where: { ownerId, personId },
    order: { issuedAt: 'DESC', id: 'ASC' },
  });
  return orders.map(({ recipientId: id, categories, issuedAt, dueAt, acknowledgedAt }) => ({
    organisation: { id },
    categories,
    issuedAt,
    dueAt,
    acknowledgedAt,
    overdue: isErasureOverdue(dueAt, acknowledgedAt, now),
  }));
}

function shownConsent(consent: Consent, changedAt: Date | undefined, now: Date): PersonConsent {
  const { id, state, revision, recipientIds, purposes, categories, givenAt, validFrom, validUntil } = consent;
  return {
    id,
    state,
    revision,
    inForce: consentIsInForce(consent, now),
    mayBeWithdrawn: mayTransitionConsent(state, 'withdraw'),
    recipients: recipientIds.map((recipient) => ({ id: recipient })),
    purposes,
    categories,
    givenAt,
    validUntil,
    changedAt: changedAt ?? validFrom,
  };
}
