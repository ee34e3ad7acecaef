import { LOCATION_COLUMNS, OFFER_COLUMNS, SCHEDULES_AT_PLACE, SCHEDULES_OF_SERVICE } from './stored-offer.ts';

// A service as its reader may see it. A confidential place is stripped here, in the statement: what the reader may not
// see is not selected.

/** What everyone sees of a confidential place [Services, rule 4]. */
const ALWAYS_SEEN = ['country', 'admin1', 'confidential', 'phone'];

const SELECTED = Object.entries(OFFER_COLUMNS)
  .map(([field, column]) => `s.${column}${column.startsWith('valid_') ? '::text' : ''} as "${field}"`)
  .join(', ');

const PLACE = Object.entries(LOCATION_COLUMNS)
  .map(
    ([field, column]) =>
      `'${field}', ${ALWAYS_SEEN.includes(field) ? `l.${column}` : `case when seen then l.${column} end`}`,
  )
  .join(', ');

/** $1: the viewer's organisation. Its owner and the recipient of an accepted referral see all of the place `l`. */
const SEEN = `(not l.confidential or l.organisation_id = $1 or exists (
  select from referrals.referrals_to_services r where r.service_id = sl.service_id and r.recipient_id = $1))`;

/** Follows a `with` that makes `page(id, rank, place, chord)`. */
export const SHOWN_SERVICES = `
  select s.id, s.organisation_id as "organisationId", s.name as "sortName", ${SELECTED},
    s.firewall_checked_at as "firewallCheckedAt", s.assured_at as "assuredAt", s.updated_at as "updatedAt", s.source,
    s.version, page.rank, page.chord, places.locations, ${SCHEDULES_OF_SERVICE} as schedules,
    coalesce((select json_agg(json_build_object('id', c.id, 'unit', c.unit, 'available', c.available,
        'maximum', c.maximum, 'perReferral', c.per_referral, 'updatedAt', c.updated_at, 'details', c.details, 'hsdsId', c.hsds_id)
        order by c.position) from service_capacity c where c.service_id = s.id), '[]') as capacities
  from page join service s on s.id = page.id
  cross join lateral (
    select coalesce(json_agg(json_build_object(${PLACE}, 'linkId', sl.id,
      'linkHsdsId', case when seen then sl.hsds_id end, 'locationId', case when seen then l.id end,
      'at', case when seen then json_build_object('details', sl.details, 'schedules', ${SCHEDULES_AT_PLACE}) end)
      order by sl.position), '[]') as locations
    from service_at_location sl join location l on l.id = sl.location_id
    cross join lateral (select ${SEEN} as seen) may
    where sl.service_id = s.id) places`;
