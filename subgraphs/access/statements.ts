import { ACCESS_AGREEMENT_LIFE } from '../../shared/policy/access-life.ts';
import { ACCESS_IN_FORCE, ACCESS_UNFINISHED, AUTHORITY_TYPES } from '../../shared/policy/access-reading.ts';

const words = (list: readonly string[]) => `'{${list.join(',')}}'`;

/**
 * Agreements as `a`, with the state as it is now (past its end one has expired, whether or not a clock has written so),
 * beside the viewer's active organisation as `me`. $1: id of the viewer's organisation or null; $2: now.
 */
const SOURCE = `
  (select *, case when state = any(${words(ACCESS_AGREEMENT_LIFE.expire.from)}) and valid_until <= $2::timestamptz
                  then 'EXPIRED' else state end as state_now from access_agreement) a
  left join partnerships.organisations_known me on me.id = $1 and me.active`;

/** The rows of which `accessReadingOf` says more than nothing; a test holds the two together. */
const VISIBLE = `
  (a.state_now = any(${words(ACCESS_IN_FORCE)}) and a.valid_from <= $2
   or a.party_ids @> array[me.id]
      and (not (me.type || me.shares_credentials_with && ${words(AUTHORITY_TYPES)}) or a.recorded_by_id = me.id
           or a.state_now <> all(${words(ACCESS_UNFINISHED)})))`;

const COLUMNS = `
  a.id, a.recorded_by_id as "recordedById", a.party_ids as "partyIds", a.country as iso2, a.place_ids as "placeIds",
  a.settings, a.ground, a.modality_answers as "modalityAnswers", a.groups_left_out as "groupsLeftOut",
  a.grounds_left_out as "groundsLeftOut", a.conditions, a.obligations, a.examined_on::text as "examinedOn",
  a.consulted_on::text as "consultedOn", a.consultation_id as "consultationId", a.society_is_party as "societyIsParty",
  a.legal_instrument_id as "legalInstrumentId",
  a.instrument, a.text, a.states_conformity as "statesConformity", a.icrc_coordinated_on::text as "icrcCoordinatedOn",
  a.icrc_not_coordinated_because as "icrcNotCoordinatedBecause", a.valid_from as "validFrom",
  a.valid_until as "validUntil", a.state_now as state, a.revision, a.revision_hash as "revisionHash",
  a.resumption_agreed_ids as "resumptionAgreedIds", a.recorded_at as "recordedAt", a.activated_at as "activatedAt", a.version,
  coalesce((select json_agg(json_build_object('organisationId', s.organisation_id, 'signedAt', s.signed_at)
                            order by s.signed_at, s.organisation_id)
              from access_signature s
             where s.agreement_id = a.id and s.revision_hash = a.revision_hash), '[]') as signatures,
  exists (select from access_incident_cut c where c.challenges_id = a.id) as challenged,
  me.id as "viewerId", me.type as "viewerType", me.shares_credentials_with as "viewerSharesCredentialsWith"`;

/** $3: ids. */
export const BY_ID = `select ${COLUMNS} from ${SOURCE} where a.id = any($3)`;

/** $3: country, $4: states, $5: party, each or null; $6, $7: key to start behind, or null; $8: how many. */
export function listStatement(forward: boolean): string {
  const [order, beyond] = forward ? ['asc', '>'] : ['desc', '<'];
  return `select ${COLUMNS} from ${SOURCE}
    where ${VISIBLE}
      and ($3::text is null or a.country = $3)
      and ($4::text[] is null or a.state_now = any($4))
      and ($5::text is null or a.party_ids @> array[$5])
      and ($6::text is null or (a.country, a.id) ${beyond} ($6, $7))
    order by a.country ${order}, a.id ${order} limit $8`;
}

/** First pages for many parents at once. $3: their keys, $4: how many, $5, $6: key to start behind or null, per parent. */
export function pagesStatement(of: 'organisation' | 'country'): string {
  const belongs = of === 'organisation' ? 'a.party_ids @> array[asked.parent]' : 'a.country = asked.parent';
  return `select asked.position::int, page.*
    from unnest($3::text[], $4::int[], $5::text[], $6::text[]) with ordinality
         as asked(parent, how_many, after_country, after_id, position)
    cross join lateral (
      select ${COLUMNS} from ${SOURCE}
       where ${VISIBLE} and ${belongs}
         and (asked.after_id is null or (a.country, a.id) > (asked.after_country, asked.after_id))
       order by a.country, a.id limit asked.how_many) page
    order by asked.position, page.iso2, page.id`;
}
