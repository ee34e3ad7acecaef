import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { Connection, Cursors, PageArguments } from '../../shared/pagination.ts';
import { mayObserveAccess, OBSERVER_ROLES } from '../../shared/policy/access-observing.ts';
import { AUTHORITY_TYPES } from '../../shared/policy/access-reading.ts';
import { ACCESS_MODALITIES } from '../../shared/policy/access-words.ts';
import { mayReadRecommendation, mayReadVisit } from '../../shared/policy/visit-reading.ts';
import { AccessVisit } from './access-visit.entity.ts';
import type { RecordVisitInput, SendRecommendationInput } from './access-visit.inputs.ts';
import { standingOf } from './facts.ts';
import { checkCountry, checkLength, checkSeenDay, refuseUnless } from './input-checks.ts';
import { Listing } from './listing.ts';
import { sayOnce } from './verbs.ts';
import { VisitRecommendation } from './visit-recommendation.entity.ts';
import {
  LISTED_RECOMMENDATIONS,
  LISTED_VISITS,
  type RecommendationRow,
  VISITS_BY_ID,
  type VisitRow,
} from './visit-statements.ts';

/** The one door to visits and recommendations. Row-level security shows each to those two that may read it. */
export class AccessVisitService {
  private readonly visits: Listing<VisitRow>;
  private readonly recommendations: Listing<RecommendationRow>;

  constructor(
    private readonly database: Database,
    cursors: Cursors,
    private readonly secret: Buffer,
  ) {
    this.visits = new Listing(database, cursors, LISTED_VISITS);
    this.recommendations = new Listing(database, cursors, LISTED_RECOMMENDATIONS);
  }

  async find(context: SubgraphContext, id: string): Promise<AccessVisit | null> {
    const viewerId = context.viewer?.organisationId ?? null;
    const [row] = await this.database.transaction(viewerId, (tx) =>
      tx.sql<VisitRow>('access-visits-by-id', VISITS_BY_ID, [viewerId, new Date(), [id]]),
    );
    return row ? visitAsRead(row, context) : null;
  }

  /** The viewer's own, the latest first. */
  list(context: SubgraphContext, page: PageArguments): Promise<Connection<AccessVisit>> {
    return this.visits.list(context, [isObserver(context) ? null : ''], page, (row) =>
      visitAsRead(row, context),
    );
  }

  /** Those the viewer's organisation made, and those that were sent to it. */
  listRecommendations(
    context: SubgraphContext,
    page: PageArguments,
  ): Promise<Connection<VisitRecommendation>> {
    // What the own organisation recommends is for its observers; what was sent to it, for whoever opens its letters.
    const notBy = isObserver(context) ? null : (context.viewer?.organisationId ?? '');
    return this.recommendations.list(context, [notBy], page, (row) => recommendationAsRead(row, context));
  }

  /** Errors: VALIDATION_FAILED, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  record(context: SubgraphContext, input: RecordVisitInput): Promise<AccessVisit> {
    checkVisit(input);
    return this.change(context, 'recordVisit', input, async (tx, viewer) => {
      enforce(mayObserveAccess({ role: viewer.role, ...(await standingOf(tx, viewer.organisationId)) }));
      await refuseUnknown(tx, viewer.organisationId, input);
      return insertVisit(tx, viewer.organisationId, input);
    });
  }

  /** The authority concerned reads it from now on. Errors: NOT_FOUND, VERSION_CONFLICT, VALIDATION_FAILED. */
  send(context: SubgraphContext, input: SendRecommendationInput): Promise<AccessVisit> {
    return this.change(context, 'sendRecommendation', input, async (tx, { organisationId, role }) => {
      enforce(mayObserveAccess({ role, ...(await standingOf(tx, organisationId)) }));
      const [visit] = await tx.sql<{ version: number }>(
        'access-visit-lock',
        'select version from access_visit where id = $1 and owner_id = $2 for update',
        [input.id, organisationId],
      );
      if (!visit) throw new AccordError('NOT_FOUND');
      if (visit.version !== input.expectedVersion) throw new AccordError('VERSION_CONFLICT');
      const sent = await tx.sql(
        'visit-recommendation-send',
        'update visit_recommendation set sent_at = now() where visit_id = $1 and sent_at is null returning id',
        [input.id],
      );
      refuseUnless(sent.length > 0, 'id', 'This visit has no recommendation that is still to be sent.');
      await tx.sql('access-visit-moved', 'update access_visit set version = version + 1 where id = $1', [
        input.id,
      ]);
      return input.id;
    });
  }

  private async change(
    context: SubgraphContext,
    verb: string,
    input: object,
    work: (tx: Transaction, viewer: Viewer) => Promise<string>,
  ): Promise<AccessVisit> {
    const id = await sayOnce(this.database, context, this.secret, verb, input, work);
    const found = await this.find(context, id);
    if (!found) throw new AccordError('NOT_FOUND');
    return found;
  }
}

function isObserver({ viewer }: SubgraphContext): boolean {
  return OBSERVER_ROLES.some((one) => one === viewer?.role);
}

function visitAsRead(row: VisitRow, { viewer }: SubgraphContext): AccessVisit | null {
  const { authorityId, recommendationId, recommendationText, sentAt, viewerId, ...whole } = row;
  const facts = {
    viewer: viewer && viewerId === viewer.organisationId ? viewer : null,
    ownerId: whole.ownerId,
    authorityId,
    recommendationsSent: sentAt !== null,
  };
  if (!mayReadVisit(facts).allowed) return null;
  const recommendation =
    recommendationId !== null && authorityId !== null && recommendationText !== null
      ? asRecommendation({
          ...whole,
          id: recommendationId,
          visitId: whole.id,
          authorityId,
          text: recommendationText,
          sentAt,
        })
      : null;
  return Object.assign(new AccessVisit(), whole, {
    country: { iso2: whole.iso2 },
    organisation: { id: whole.ownerId },
    recommendation,
    modalities: ACCESS_MODALITIES.map((modality) => ({
      modality,
      answer: whole.modalityAnswers[modality] ?? ('UNKNOWN' as const),
    })),
  });
}

function recommendationAsRead(
  row: RecommendationRow,
  { viewer }: SubgraphContext,
): VisitRecommendation | null {
  const facts = {
    viewer: viewer && row.viewerId === viewer.organisationId ? viewer : null,
    ownerId: row.ownerId,
    authorityId: row.authorityId,
    recommendationsSent: row.sentAt !== null,
  };
  return mayReadRecommendation(facts).allowed ? asRecommendation(row) : null;
}

type Told = Pick<
  VisitRecommendation,
  'id' | 'visitId' | 'ownerId' | 'authorityId' | 'iso2' | 'text' | 'sentAt'
>;

function asRecommendation({
  id,
  visitId,
  ownerId,
  authorityId,
  iso2,
  text,
  sentAt,
}: Told): VisitRecommendation {
  return Object.assign(new VisitRecommendation(), {
    ...{ id, visitId, ownerId, authorityId, iso2, text, sentAt },
    from: { id: ownerId },
    to: { id: authorityId },
    country: { iso2 },
  });
}

async function insertVisit(tx: Transaction, ownerId: string, input: RecordVisitInput): Promise<string> {
  const id = newId('visit');
  const iso2 = input.country.toUpperCase();
  await tx.entities.insert(AccessVisit, {
    id,
    ownerId,
    iso2,
    setting: input.setting,
    place: input.place,
    agreementId: input.agreementId ?? null,
    visitedOn: input.visitedOn,
    announced: input.announced,
    modalityAnswers: Object.fromEntries(input.modalities.map(({ modality, answer }) => [modality, answer])),
    findings: input.findings.map(({ topic, rating, note }) => ({ topic, rating, note: note ?? null })),
    recordedAt: new Date(),
    version: 1,
  });
  if (input.recommendation != null && input.authorityId != null) {
    const told = { visitId: id, ownerId, authorityId: input.authorityId, iso2, text: input.recommendation };
    await tx.entities.insert(VisitRecommendation, { id: newId('recommendation'), ...told, sentAt: null });
  }
  return id;
}

/** Errors: VALIDATION_FAILED. */
async function refuseUnknown(tx: Transaction, ownerId: string, input: RecordVisitInput): Promise<void> {
  if (input.agreementId != null) {
    const rows = await tx.sql(
      'visit-agreement',
      'select from access_agreement where id = $1 and party_ids @> array[$2]',
      [input.agreementId, ownerId],
    );
    refuseUnless(rows.length === 1, 'agreementId', 'There is no such access agreement of yours.');
  }
  if (input.authorityId == null) return;
  const { type, active } = await standingOf(tx, input.authorityId);
  const isAuthority = active && type !== null && AUTHORITY_TYPES.includes(type);
  refuseUnless(isAuthority, 'authorityId', 'This is no authority that is registered and active.');
}

function checkVisit(input: RecordVisitInput): void {
  checkCountry(input.country);
  checkLength(input.place, 200, 'place');
  checkSeenDay(input.visitedOn, 'visitedOn');
  const named = input.modalities.map(({ modality }) => modality);
  refuseUnless(new Set(named).size === named.length, 'modalities', 'Each modality is answered once.');
  const topics = input.findings.map(({ topic }) => topic);
  refuseUnless(new Set(topics).size === topics.length, 'findings', 'Each topic is found upon once.');
  for (const [index, { note }] of input.findings.entries())
    checkLength(note, 2_000, `findings.${index}.note`);
  checkLength(input.recommendation, 5_000, 'recommendation');
  refuseUnless(
    (input.recommendation == null) === (input.authorityId == null),
    'authorityId',
    'A recommendation has an authority that it is for, and an authority a recommendation.',
  );
}
