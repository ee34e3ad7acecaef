import { AUTHORITY_TYPES } from '../../shared/policy/access-reading.ts';
import { LIKENESS_DAYS } from '../../shared/policy/incident-likeness.ts';
import { PARTNER_TYPES } from '../../shared/policy/incident-reading.ts';
import type { IncidentRow } from './incident-as-read.ts';
import type { Listed } from './listing.ts';

const words = (list: readonly string[]) => `'{${list.join(',')}}'`;

/**
 * The cut of each incident as `s`, beside the whole as `i`, of which row-level security shows the viewer's own and no
 * other, and the viewer's active organisation as `me`. $1: id of the viewer's organisation or null; $2: now.
 */
const SOURCE = `access_incident_cut s
  left join partnerships.organisations_known me on me.id = $1 and me.active
  left join access_incident i on i.id = s.id and i.owner_id = me.id`;

/** Found once for a statement; of one that is active no more there are none. */
const IS_PARTNER = `s.owner_id = any ((select partners_of($1))::text[])`;

/** The rows of which `incidentReadingOf` says more than nothing; a test holds the two together. */
const VISIBLE = `
  (me.id is null or not (me.type || me.shares_credentials_with && ${words(AUTHORITY_TYPES)}))
  and (s.owner_id = me.id
       or s.verified and me.type = any(${words(PARTNER_TYPES)}) and ${IS_PARTNER}
       or s.verified and s.released_at <= $2::timestamptz and s.public_from <= $2)`;

const COLUMNS = `
  s.id, s.owner_id as "ownerId", s.kind, s.month, s.country as iso2, s.admin1, s.severity, s.impacts, s.verified,
  s.public_from as "publicFrom", s.released_at as "releasedAt", s.public_summary as "publicSummary",
  i.occurred_on::text as "occurredOn", i.state, i.description, i.action_taken as "actionTaken", i.reporter,
  i.reporter_contact as "reporterContact", i.named_staff as "namedStaff", i.agreement_id as "agreementId",
  i.service_id as "serviceId", i.place_id as "placeId", i.filed_by as "filedBy", i.filed_at as "filedAt", i.version,
  me.id as "viewerId", me.type as "viewerType", me.shares_credentials_with as "viewerSharesCredentialsWith", ${IS_PARTNER} as "isPartner"`;

/** $3: ids. */
export const INCIDENTS_BY_ID = `select ${COLUMNS} from ${SOURCE} where s.id = any($3) and ${VISIBLE}`;

export const LISTED_INCIDENTS: Listed<IncidentRow> = {
  name: 'access-incidents',
  columns: COLUMNS,
  source: SOURCE,
  visible: VISIBLE,
  filters: [
    ['s.country = ?', 'text'],
    ['s.kind = any(?)', 'text[]'],
    ['s.month >= ?', 'text'],
    ['s.month <= ?', 'text'],
    ['i.state = any(?)', 'text[]'],
  ],
  parents: {
    country: 's.country = asked.parent',
    // Who filed an incident is known to its owner alone: an organisation finds its own here, others find nothing.
    organisation: 's.owner_id = asked.parent and asked.parent = me.id',
    agreement: 'i.agreement_id = asked.parent',
    nothing: 'false and asked.parent is null',
  },
  // By month and then by nothing that means anything: an order by day would tell the day.
  order: ['s.month', 's.id'],
  descending: true,
  keyOf: ({ month, id }) => [month, id],
};

/** `OWN` and `OTHERS`: what is like one of the viewer's and undecided. `SAME`: what was decided to be it. */
export type Likeness = 'OWN' | 'OTHERS' | 'SAME';

/** Of another's incident nothing stands here but columns of the cut: what is not read is not joined on [law 2]. */
const LIKE: Readonly<Record<Likeness, string>> = {
  OWN: `l.verdict is null and s.owner_id = one.owner_id and s.kind = one.kind and s.country = one.country
    and abs(i.occurred_on - one.occurred_on) <= ${LIKENESS_DAYS} and i.state <> 'ARCHIVED'
    and (one.admin1 is null or i.admin1 is null or lower(i.admin1) = lower(one.admin1) or i.agreement_id = one.agreement_id)`,
  OTHERS: `l.verdict is null and s.owner_id <> one.owner_id and s.kind = one.kind and s.country = one.country
    and s.month in (to_char(one.occurred_on - ${LIKENESS_DAYS}, 'YYYY-MM'), to_char(one.occurred_on + ${LIKENESS_DAYS}, 'YYYY-MM'))
    and (one.admin1 is null or s.admin1 is null or lower(s.admin1) = lower(one.admin1))`,
  SAME: `l.verdict = 'SAME'`,
};

/** Ten at the most for each of the viewer's own, the latest month first. $3: ids of these. */
export function likenessStatement(which: Likeness): string {
  return `select one.id as "likeOf", page.* from access_incident one cross join lateral (
      select ${COLUMNS} from ${SOURCE} left join incident_likeness l on l.incident_id = one.id and l.other_id = s.id
       where s.id <> one.id and ${VISIBLE} and ${LIKE[which]}
       order by s.month desc, s.id limit 10) page
    where one.owner_id = $1 and one.id = any($3)`;
}
