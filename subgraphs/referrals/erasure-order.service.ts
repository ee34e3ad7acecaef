import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { once } from '../../shared/idempotency.ts';
import { newId } from '../../shared/ids.ts';
import type { Connection, Cursors } from '../../shared/pagination.ts';
import { DATA_CATEGORIES, type DataCategory } from '../../shared/policy/categories.ts';
import {
  type ErasureCause,
  erasureDueAt,
  isErasureOverdue,
  mayAnswerErasureOrder,
} from '../../shared/policy/erasure.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { ErasureOrder } from './erasure-order.entity.ts';
import type { AcknowledgeErasureInput, ErasureOrdersArguments } from './erasure-order.inputs.ts';
import { caseworkFacts, viewerFacts } from './facts.ts';
import { receivedFrom, takeBackOnward } from './person-provenance.service.ts';
import { signedIn, writingPurpose } from './purpose.ts';

/** What ends, and for whom. */
export interface ErasureScope {
  readonly ownerId: string;
  readonly personId: string;
  readonly cause: ErasureCause;
  /** Only what was sent under this consent; null: everything ever sent. */
  readonly consentId: string | null;
  /** Only these recipients, such as those that a narrowed consent no longer names. */
  readonly recipientIds?: readonly string[];
  /** Only these categories. A recipient to which none of them was released gets no order. */
  readonly categories?: readonly DataCategory[];
  /** Only what was released on this ground. */
  readonly ground?: string;
}

/** The ledger has a line only for what goes beyond these two: whoever was sent a referral may have read them. */
const UNRECORDED: readonly DataCategory[] = ['ROUTING', 'TRIAGE'];

/** The one door to orders to erase. */
export class ErasureOrderService {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly cursors: Cursors,
    private readonly secret: Buffer,
  ) {}

  /**
   * One order to each recipient that was ever sent a referral, inside the owner's transaction that takes the data back
   * and before it destroys the person's key: without the key no pseudonym can be told. Answers with how many.
   */
  async issue(tx: Transaction, scope: ErasureScope): Promise<number> {
    const { ownerId, personId, cause, consentId, recipientIds = null, categories = DATA_CATEGORIES } = scope;
    const { ground = null } = scope;
    await takeBackOnward(tx, scope, recipientIds, categories);
    const sent = await tx.sql<{ to_id: string; released: DataCategory[] }>('sent-about', SENT_ABOUT, [
      ownerId,
      personId,
      consentId,
      recipientIds,
      ground,
    ]);
    const [row] = await tx.sql<{ key_id: string; wrapped_key: Buffer | null }>(
      'person-key',
      'select key_id, wrapped_key from person where owner_id = $1 and id = $2',
      [ownerId, personId],
    );
    if (!row?.wrapped_key) return 0;
    const key = this.vault.open(ownerId, personId, row.key_id, row.wrapped_key);
    const issuedAt = new Date();
    const orders = sent.flatMap(({ to_id: recipientId, released }) => {
      const had = new Set([...UNRECORDED, ...released]);
      const named = DATA_CATEGORIES.filter((one) => had.has(one) && categories.includes(one));
      if (named.length === 0) return [];
      const pseudonym = key.pseudonymFor(recipientId);
      const times = { issuedAt, dueAt: erasureDueAt(issuedAt), acknowledgedAt: null, acknowledgedBy: null };
      const id = newId('erasure');
      return {
        ownerId,
        id,
        recipientId,
        personId,
        pseudonym,
        cause,
        categories: named,
        ...times,
        version: 1,
      };
    });
    if (orders.length > 0) await tx.entities.insert(ErasureOrder, orders);
    return orders.length;
  }

  /** Newest first. Errors: PAGE_SIZE_REQUIRED, VALIDATION_FAILED, PURPOSE_REQUIRED, PURPOSE_PROHIBITED. */
  async list(context: SubgraphContext, request: ErasureOrdersArguments): Promise<Connection<ErasureOrder>> {
    const viewer = signedIn(context);
    writingPurpose(context);
    const { box, acknowledged = null } = request;
    const binding = ['erasureOrders', viewer.organisationId, box, acknowledged];
    const page = this.cursors.page(request, binding);
    const [order, beyond] = page.forward ? ['desc', '<'] : ['asc', '>'];
    const rows = await this.database.transaction(viewer.organisationId, async (tx) => {
      const facts = await viewerFacts(tx, viewer);
      if (!facts || !mayAnswerErasureOrder(facts).allowed) return [];
      return tx.sql<OrderRow>(
        `erasure-orders-${box}-${order}`,
        `select ${COLUMNS} from erasure_order
          where ${box === 'INBOX' ? 'recipient_id' : 'owner_id'} = $1
            and ($2::boolean is null or $2 = (acknowledged_at is not null))
            and ($3::timestamptz is null or (issued_at, id) ${beyond} ($3, $4))
          order by issued_at ${order}, id ${order} limit $5`,
        [viewer.organisationId, acknowledged, ...(page.key ?? [null, null]), page.limit + 1],
      );
    });
    const now = new Date();
    return this.cursors.connection(
      rows,
      page,
      binding,
      ({ issuedAt, id }) => [issuedAt.toISOString(), id],
      (row) => shown(row, viewer, now),
    );
  }

  /** Errors: NOT_FOUND (to all but the recipient), VERSION_CONFLICT, ILLEGAL_TRANSITION, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  async acknowledge(context: SubgraphContext, input: AcknowledgeErasureInput): Promise<ErasureOrder> {
    const viewer = signedIn(context);
    writingPurpose(context);
    return this.database.transaction(viewer.organisationId, async (tx) => {
      enforce(mayAnswerErasureOrder(await caseworkFacts(tx, viewer)));
      const id = await once(tx, context, this.secret, 'acknowledgeErasure', input, () =>
        this.close(tx, viewer, input),
      );
      const row = await received(tx, viewer, id);
      if (!row) throw new AccordError('NOT_FOUND', { field: 'input.id' });
      return shown(row, viewer, new Date());
    });
  }

  private async close(
    tx: Transaction,
    viewer: Viewer,
    { id, expectedVersion }: AcknowledgeErasureInput,
  ): Promise<string> {
    const row = await received(tx, viewer, id);
    if (!row) throw new AccordError('NOT_FOUND', { field: 'input.id' });
    if (row.version !== expectedVersion) {
      throw new AccordError('VERSION_CONFLICT', { field: 'input.expectedVersion' });
    }
    if (row.acknowledgedAt) throw new AccordError('ILLEGAL_TRANSITION', { possible: [] });
    const { affected } = await tx.entities.update(
      ErasureOrder,
      { ownerId: row.ownerId, id, version: expectedVersion },
      {
        pseudonym: null,
        acknowledgedAt: new Date(),
        acknowledgedBy: viewer.clientId,
        version: expectedVersion + 1,
      },
    );
    if (affected !== 1) throw new AccordError('VERSION_CONFLICT', { field: 'input.expectedVersion' });
    await this.passOn(tx, viewer, row);
    return id;
  }

  /** Whoever erases what it received tells those to whom it passed it on: an order of its own to each. */
  private async passOn(tx: Transaction, viewer: Viewer, order: OrderRow): Promise<void> {
    const ownerId = viewer.organisationId;
    for (const personId of await receivedFrom(tx, ownerId, order)) {
      const { categories } = order;
      await this.issue(tx, { ownerId, personId, cause: 'ORIGIN_TOOK_BACK', consentId: null, categories });
    }
  }
}

type OrderRow = Pick<
  ErasureOrder,
  'ownerId' | 'id' | 'recipientId' | 'personId' | 'pseudonym' | 'cause' | 'categories' | 'version'
> &
  Pick<ErasureOrder, 'issuedAt' | 'dueAt' | 'acknowledgedAt'>;

const COLUMNS = `owner_id as "ownerId", id, recipient_id as "recipientId", person_id as "personId", pseudonym, cause,
  categories, version, issued_at as "issuedAt", due_at as "dueAt", acknowledged_at as "acknowledgedAt"`;

/** $1 owner, $2 person, $3 consent or null, $4 recipients or null, $5 ground or null. A referral that was sent keeps its moment for ever. */
const SENT_ABOUT = `
  select r.to_id, coalesce(array_agg(distinct l.category) filter (where l.category is not null), '{}') as released
    from referral r
    left join lateral (select unnest(e.released) as category from ledger_entry e
      where e.referral = r.id and e.owner = $1 and e.viewer = r.to_id and ($5::text is null or e.ground = $5)) l on true
   where r.owner_id = $1 and r.person_id = $2 and r.sent_at is not null
     and ($3::text is null or r.consent_id = $3)
     and ($4::text[] is null or r.to_id = any($4))
   group by r.to_id order by r.to_id`;

async function received(tx: Transaction, viewer: Viewer, id: string): Promise<OrderRow | undefined> {
  const [row] = await tx.sql<OrderRow>(
    'erasure-order-received',
    `select ${COLUMNS} from erasure_order where id = $2 and recipient_id = $1`,
    [viewer.organisationId, id],
  );
  return row;
}

/** The owner knows the person by its own reference, the recipient by its pseudonym; why it ends is the owner's alone. */
function shown(row: OrderRow, viewer: Viewer, now: Date): ErasureOrder {
  const isOwner = row.ownerId === viewer.organisationId;
  const { id, categories, issuedAt, dueAt, acknowledgedAt, version } = row;
  return Object.assign(new ErasureOrder(), {
    id,
    from: { id: row.ownerId },
    to: { id: row.recipientId },
    person: isOwner ? row.personId : row.pseudonym,
    cause: isOwner ? row.cause : null,
    categories,
    issuedAt,
    dueAt,
    overdue: isErasureOverdue(dueAt, acknowledgedAt, now),
    acknowledgedAt,
    version,
  });
}
