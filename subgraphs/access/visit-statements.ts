import type { AccessVisit } from './access-visit.entity.ts';
import type { Listed } from './listing.ts';
import type { VisitRecommendation } from './visit-recommendation.entity.ts';

export interface VisitRow
  extends Omit<AccessVisit, 'country' | 'organisation' | 'modalities' | 'recommendation'> {
  readonly recommendationId: string | null;
  readonly recommendationText: string | null;
  readonly authorityId: string | null;
  readonly sentAt: Date | null;
  readonly viewerId: string | null;
}
export interface RecommendationRow extends Omit<VisitRecommendation, 'country' | 'from' | 'to'> {
  readonly sentOrMade: string;
  readonly viewerId: string | null;
}

const ME =
  'left join partnerships.organisations_known me on me.id = $1 and me.active and $2::timestamptz is not null';
const COLUMNS = `
  v.id, v.owner_id as "ownerId", v.country as iso2, v.setting, v.place, v.agreement_id as "agreementId",
  v.visited_on::text as "visitedOn", v.announced, v.modality_answers as "modalityAnswers", v.findings,
  v.recorded_at as "recordedAt", v.version, r.id as "recommendationId", r.text as "recommendationText",
  r.authority_id as "authorityId", r.sent_at as "sentAt", me.id as "viewerId"`;
const SOURCE = `access_visit v left join visit_recommendation r on r.visit_id = v.id ${ME}`;

/** Visits are the visiting component's own. $3: ids. */
export const VISITS_BY_ID = `select ${COLUMNS} from ${SOURCE} where v.id = any($3) and v.owner_id = me.id`;

export const LISTED_VISITS: Listed<VisitRow> = {
  name: 'access-visits',
  columns: COLUMNS,
  source: SOURCE,
  visible: 'v.owner_id = me.id',
  filters: [['v.owner_id = ?', 'text']],
  parents: {},
  order: ['v.visited_on::text', 'v.id'],
  descending: true,
  keyOf: ({ visitedOn, id }) => [visitedOn, id],
};

export const LISTED_RECOMMENDATIONS: Listed<RecommendationRow> = {
  name: 'visit-recommendations',
  columns: `r.id, r.visit_id as "visitId", r.owner_id as "ownerId", r.authority_id as "authorityId", r.country as iso2, r.text,
    r.sent_at as "sentAt", coalesce(to_char(r.sent_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '9') as "sentOrMade",
    me.id as "viewerId"`,
  source: `visit_recommendation r ${ME}`,
  visible: '(r.owner_id = me.id or r.authority_id = me.id and r.sent_at is not null)',
  filters: [['r.owner_id <> ?', 'text']],
  parents: {},
  // By when it was sent, which both know; never by the day of the visit.
  order: [`coalesce(to_char(r.sent_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '9')`, 'r.id'],
  descending: true,
  keyOf: ({ sentOrMade, id }) => [sentOrMade, id],
};
