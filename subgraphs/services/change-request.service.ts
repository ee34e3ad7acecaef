import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { once } from '../../shared/idempotency.ts';
import { newId } from '../../shared/ids.ts';
import type { Connection, Cursors, Page } from '../../shared/pagination.ts';
import { mayAnswerServiceChange, mayRequestServiceChange } from '../../shared/policy/service-change.ts';
import { ChangeRequest } from './change-request.entity.ts';
import type {
  AcceptServiceChangeInput,
  ChangeRequestsArguments,
  DeclineServiceChangeInput,
  RequestServiceChangeInput,
  ServiceChangeInput,
  TakeBackServiceChangeInput,
} from './change-request.inputs.ts';
import { type ChangeRequestState, type ChangeRequestVerb, stateBehind } from './change-request.states.ts';
import { changeFacts } from './facts.ts';
import { checkOffer } from './offer-checks.ts';
import { revisedOffer } from './offer-from-input.ts';
import type { ServiceService } from './service.service.ts';
import { type Sql, storedOffer } from './stored-offer.ts';

interface RequestRow {
  readonly id: string;
  readonly serviceId: string;
  readonly ownerId: string;
  readonly organisationId: string;
  readonly reason: string;
  readonly proposal: ServiceChangeInput;
  readonly serviceVersion: number;
  readonly state: ChangeRequestState;
  readonly requestedAt: Date;
  readonly answeredAt: Date | null;
  readonly answer: string | null;
}

/** The one door to change requests: asked by another organisation, answered by the owner of the service. */
export class ChangeRequestService {
  constructor(
    private readonly database: Database,
    private readonly cursors: Cursors,
    private readonly secret: Buffer,
    private readonly directory: ServiceService,
  ) {}

  /** Errors: PAGE_SIZE_REQUIRED, VALIDATION_FAILED. */
  async list(context: SubgraphContext, request: ChangeRequestsArguments): Promise<Connection<ChangeRequest>> {
    const viewer = signedIn(context);
    const { box, states = null } = request;
    const binding = ['change-requests', viewer.organisationId, box, states];
    const page = this.cursors.page(request, binding);
    const rows = await this.database.transaction(viewer.organisationId, ({ sql }) =>
      sql<RequestRow>(`change-requests-${box}-${page.forward}`, listStatement(box, page), [
        viewer.organisationId,
        states,
        ...(page.key ?? [null, null]),
        page.limit + 1,
      ]),
    );
    const keyOf = ({ requestedAt, id }: RequestRow) => [requestedAt.toISOString(), id];
    return this.cursors.connection(rows, page, binding, keyOf, requestOf);
  }

  /** Errors: NOT_FOUND, VALIDATION_FAILED, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  request(context: SubgraphContext, input: RequestServiceChangeInput): Promise<ChangeRequest> {
    return this.write(context, 'requestServiceChange', input, async (sql, viewer) => {
      const { serviceId, change } = input;
      const reason = checkedText(input.reason, 'reason');
      if (reason === null) refuse('reason', 'It says how you know.');
      if (Object.values(change).every((said) => said === undefined))
        refuse('change', 'Nothing is asked for.');
      const stored = await storedOffer(sql, serviceId);
      if (!stored) throw new AccordError('NOT_FOUND', { field: 'input.serviceId' });
      enforce(mayRequestServiceChange(await changeFacts(sql, viewer, stored.organisationId)));
      // What could not be accepted is not asked for.
      checkOffer(revisedOffer(stored.offer, { ...change, id: serviceId, expectedVersion: stored.version }));
      const id = newId('scr');
      await sql(
        'change-request',
        `insert into change_request (id, service_id, organisation_id, by, reason, proposal, service_version, requested_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          id,
          serviceId,
          viewer.organisationId,
          viewer.clientId,
          reason,
          JSON.stringify(change),
          stored.version,
          new Date(),
        ],
      );
      return id;
    });
  }

  /** Errors: NOT_FOUND, VALIDATION_FAILED, RULE_BROKEN, ILLEGAL_TRANSITION, VERSION_CONFLICT, IDEMPOTENCY_KEY_REUSED. */
  accept(context: SubgraphContext, input: AcceptServiceChangeInput): Promise<ChangeRequest> {
    return this.write(context, 'acceptServiceChange', input, async (sql, viewer) => {
      const row = await this.answered(sql, viewer, input.id, 'acceptServiceChange', null);
      const { expectedVersion } = input;
      await this.directory.reviseWithin(sql, viewer, 'acceptServiceChange', {
        ...row.proposal,
        id: row.serviceId,
        expectedVersion,
      });
      return row.id;
    });
  }

  /** Errors: NOT_FOUND, VALIDATION_FAILED, RULE_BROKEN, ILLEGAL_TRANSITION, IDEMPOTENCY_KEY_REUSED. */
  decline(context: SubgraphContext, input: DeclineServiceChangeInput): Promise<ChangeRequest> {
    return this.write(context, 'declineServiceChange', input, async (sql, viewer) => {
      const answer = checkedText(input.answer ?? '', 'answer');
      return (await this.answered(sql, viewer, input.id, 'declineServiceChange', answer)).id;
    });
  }

  /** By the one who asked. Errors: NOT_FOUND, ILLEGAL_TRANSITION, IDEMPOTENCY_KEY_REUSED. */
  takeBack(context: SubgraphContext, input: TakeBackServiceChangeInput): Promise<ChangeRequest> {
    return this.write(context, 'takeBackServiceChange', input, async (sql, viewer) => {
      const row = await heldRow(sql, viewer, input.id);
      if (row.organisationId !== viewer.organisationId)
        throw new AccordError('NOT_FOUND', { field: 'input.id' });
      await move(sql, row, 'takeBackServiceChange', null);
      return row.id;
    });
  }

  private async answered(
    sql: Sql,
    viewer: Viewer,
    id: string,
    verb: ChangeRequestVerb,
    answer: string | null,
  ): Promise<RequestRow> {
    const row = await heldRow(sql, viewer, id);
    enforce(mayAnswerServiceChange(await changeFacts(sql, viewer, row.ownerId)));
    await move(sql, row, verb, answer);
    return row;
  }

  private write(
    context: SubgraphContext,
    verb: string,
    input: object,
    work: (sql: Sql, viewer: Viewer) => Promise<string>,
  ): Promise<ChangeRequest> {
    const viewer = signedIn(context);
    return this.database.transaction(viewer.organisationId, async (tx) => {
      const id = await once(tx, context, this.secret, verb, input, () => work(tx.sql, viewer));
      const [row] = await tx.sql<RequestRow>('change-request-read', ONE, [viewer.organisationId, id]);
      if (!row) throw new AccordError('NOT_FOUND');
      return requestOf(row);
    });
  }
}

/** Requester and owner read it. $1 viewer. */
const READ = `
  select q.id, q.service_id as "serviceId", s.organisation_id as "ownerId", q.organisation_id as "organisationId",
    q.reason, q.proposal, q.service_version as "serviceVersion", q.state, q.requested_at as "requestedAt",
    q.answered_at as "answeredAt", q.answer
  from change_request q join service s on s.id = q.service_id`;
const ONE = `${READ} where q.id = $2 and $1 in (q.organisation_id, s.organisation_id)`;

function listStatement(box: 'INBOX' | 'SENT', { forward }: Page): string {
  const [order, beyond] = forward ? ['desc', '<'] : ['asc', '>'];
  return `${READ} where ${box === 'INBOX' ? 's' : 'q'}.organisation_id = $1
    and ($2::text[] is null or q.state = any ($2))
    and ($3::timestamptz is null or (q.requested_at, q.id) ${beyond} ($3, $4))
    order by q.requested_at ${order}, q.id ${order} limit $5`;
}

/** Held until the transaction ends. Nobody but its two parties hears that there is one. Errors: NOT_FOUND. */
async function heldRow(sql: Sql, viewer: Viewer, id: string): Promise<RequestRow> {
  const [row] = await sql<RequestRow>('change-request-hold', `${ONE} for update of q`, [
    viewer.organisationId,
    id,
  ]);
  if (!row) throw new AccordError('NOT_FOUND', { field: 'input.id' });
  return row;
}

async function move(
  sql: Sql,
  row: RequestRow,
  verb: ChangeRequestVerb,
  answer: string | null,
): Promise<void> {
  await sql(
    'change-request-move',
    'update change_request set state = $2, answered_at = $3, answer = $4 where id = $1',
    [row.id, stateBehind(row.state, verb), new Date(), answer],
  );
}

function requestOf(row: RequestRow): ChangeRequest {
  return Object.assign(new ChangeRequest(), row, {
    requestedBy: { id: row.organisationId },
    changes: Object.entries(row.proposal).map(([fieldName, said]) => ({
      fieldName,
      proposedValue: said === null || typeof said === 'string' ? said : JSON.stringify(said),
    })),
  });
}

function checkedText(text: string, field: string): string | null {
  if (text.length > 1000) refuse(field, 'At most 1000 characters.');
  return text.trim() === '' ? null : text.trim();
}

function signedIn({ viewer }: SubgraphContext): Viewer {
  if (!viewer) throw new AccordError('UNAUTHENTICATED');
  return viewer;
}

function refuse(field: string, says: string): never {
  throw new AccordError('VALIDATION_FAILED', { field: `input.${field}`, says });
}
