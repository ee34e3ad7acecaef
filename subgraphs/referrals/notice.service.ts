import type { SubgraphContext } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { Connection, Cursors } from '../../shared/pagination.ts';
import { mayReadNotices, type NoticeKind } from '../../shared/policy/notice.ts';
import { caseworkFacts, viewerFacts } from './facts.ts';
import { Notice } from './notice.entity.ts';
import type { AcknowledgeNoticesInput, NoticesArguments } from './notice.inputs.ts';
import { signedIn, writingPurpose } from './purpose.ts';

/** Tells the organisation that this transaction reads as; the same again is told once. */
export async function tell(
  tx: Transaction,
  organisationId: string,
  kind: NoticeKind,
  subjectId: string,
  occasion = '',
): Promise<void> {
  await tx.sql(
    'tell',
    `insert into notice (organisation_id, id, kind, subject_id, occasion, at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [organisationId, newId('notice'), kind, subjectId, occasion, new Date()],
  );
}

const MOST_AT_ONCE = 100;

/** The one door to notices. */
export class NoticeService {
  constructor(
    private readonly database: Database,
    private readonly cursors: Cursors,
  ) {}

  /** Newest first. Errors: PAGE_SIZE_REQUIRED, VALIDATION_FAILED, PURPOSE_REQUIRED, PURPOSE_PROHIBITED. */
  async list(context: SubgraphContext, request: NoticesArguments): Promise<Connection<Notice>> {
    const viewer = signedIn(context);
    writingPurpose(context);
    const { kinds = null, acknowledged = null } = request;
    const binding = ['notices', viewer.organisationId, kinds, acknowledged];
    const page = this.cursors.page(request, binding);
    const [order, beyond] = page.forward ? ['desc', '<'] : ['asc', '>'];
    const rows = await this.database.transaction(viewer.organisationId, async (tx) => {
      const facts = await viewerFacts(tx, viewer);
      if (!facts || !mayReadNotices(facts).allowed) return [];
      return tx.sql<NoticeRow>(
        `notices-${order}`,
        `select ${COLUMNS} from notice n
          where organisation_id = $1
            and ($2::text[] is null or kind = any($2))
            and ($3::boolean is null or $3 = (acknowledged_at is not null))
            and ($4::timestamptz is null or (at, id) ${beyond} ($4, $5))
          order by at ${order}, id ${order} limit $6`,
        [viewer.organisationId, kinds, acknowledged, ...(page.key ?? [null, null]), page.limit + 1],
      );
    });
    return this.cursors.connection(rows, page, binding, ({ at, id }) => [at.toISOString(), id], shown);
  }

  /** All of them or none. Errors: VALIDATION_FAILED, NOT_FOUND, RULE_BROKEN. Asked again, it answers the same. */
  async acknowledge(context: SubgraphContext, { ids }: AcknowledgeNoticesInput): Promise<Notice[]> {
    const viewer = signedIn(context);
    writingPurpose(context);
    if (ids.length < 1 || ids.length > MOST_AT_ONCE) {
      const says = `1 to ${MOST_AT_ONCE} notices are acknowledged at once.`;
      throw new AccordError('VALIDATION_FAILED', { field: 'input.ids', says });
    }
    return this.database.transaction(viewer.organisationId, async (tx) => {
      enforce(mayReadNotices(await caseworkFacts(tx, viewer)));
      await tx.sql(
        'acknowledge-notices',
        `update notice set acknowledged_at = $3, acknowledged_by = $4
          where organisation_id = $1 and id = any($2) and acknowledged_at is null`,
        [viewer.organisationId, ids, new Date(), viewer.clientId],
      );
      const rows = await tx.sql<NoticeRow>(
        'notices-by-id',
        `select ${COLUMNS} from notice n where organisation_id = $1 and id = any($2)`,
        [viewer.organisationId, ids],
      );
      return ids.map((id, index) => {
        const row = rows.find((one) => one.id === id);
        if (!row) throw new AccordError('NOT_FOUND', { field: `input.ids.${index}` });
        return shown(row);
      });
    });
  }
}

type NoticeRow = Pick<Notice, 'id' | 'kind' | 'subjectId' | 'personRef' | 'at' | 'acknowledgedAt'>;

/** Of a row `n`. The person is the organisation's own or nobody: a subject of another's has no reference here. */
const COLUMNS = `id, kind, subject_id as "subjectId", at, acknowledged_at as "acknowledgedAt",
  coalesce((select s.person_id from referral s where s.owner_id = n.organisation_id and s.id = n.subject_id),
    (select s.person_id from consent s where s.owner_id = n.organisation_id and s.id = n.subject_id),
    (select s.person_id from erasure_order s where s.owner_id = n.organisation_id and s.id = n.subject_id)) as "personRef"`;

function shown(row: NoticeRow): Notice {
  return Object.assign(new Notice(), row);
}
