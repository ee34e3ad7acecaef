import { AUTHORITY_TYPES } from '../../shared/policy/access-reading.ts';
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

/** The viewer's own that may be the same incident. $1: owner, $2: the incident. */
export const POSSIBLE_DUPLICATES = `
  select other.id from access_incident one
    join access_incident other on other.owner_id = one.owner_id and other.id <> one.id
   where one.owner_id = $1 and one.id = $2 and other.kind = one.kind and other.country = one.country
     and abs(other.occurred_on - one.occurred_on) <= 3 and other.state <> 'ARCHIVED'
     and (one.admin1 is null or other.admin1 is null or lower(other.admin1) = lower(one.admin1)
          or other.agreement_id = one.agreement_id)
   order by other.occurred_on desc, other.id limit 10`;
