import { AGREEMENT_STATES } from '../../shared/policy/agreement.ts';
import { AGREEMENT_LIFE, agreementVerbsFrom } from '../../shared/policy/agreement-life.ts';

/** No verb leads out of these. */
const ENDED = AGREEMENT_STATES.filter((state) => agreementVerbsFrom(state).length === 0);

const words = (list: readonly string[]) => `'{${list.join(',')}}'`;

/**
 * Agreements as `a`, with the state as it is now (past its end one has expired, whether or not a clock has written so),
 * beside the viewer's active organisation as `me`. $1: id of the viewer's organisation or null; $2: now.
 */
const SOURCE = `
  (select *, case when state = any(${words(AGREEMENT_LIFE.expire.from)}) and valid_until <= $2::timestamptz
                  then 'EXPIRED' else state end as state_now from agreement) a
  left join organisation me on me.id = $1 and me.active`;

/** The rows of which `agreementReadingOf` says more than nothing; a test holds the two together. */
const VISIBLE = `
  (me.id in (a.provider_id, a.recipient_id) or (a.state_now = 'ACTIVE' and a.valid_from <= $2))`;

const COLUMNS = `
  a.id, a.kind, a.provider_id as "providerId", a.recipient_id as "recipientId", a.state_now as state, a.purposes,
  a.categories, a.valid_from as "validFrom", a.valid_until as "validUntil", a.clauses, a.revision,
  a.revision_hash as "revisionHash", a.states_conformity as "statesConformity",
  a.resumption_agreed_ids as "resumptionAgreedIds",
  a.breach_reported_by_ids as "breachReportedByIds", a.version, me.id as "viewerId",
  coalesce((select json_agg(json_build_object('organisationId', s.organisation_id, 'signedAt', s.signed_at,
                                              'madeBy', s.made_by, 'jws', s.jws)
                            order by s.signed_at, s.organisation_id)
              from agreement_signature s
             where s.agreement_id = a.id and s.revision_hash = a.revision_hash), '[]') as signatures`;

/** $3: ids. */
export const AGREEMENTS_BY_ID = `select ${COLUMNS} from ${SOURCE} where a.id = any($3)`;

/**
 * For each organisation of $3, its data-sharing agreement with the viewer: one in force before one that is not, one that
 * lives before one that has ended, what the viewer provides before what it receives, and then the newest.
 */
export const WITH_ME = `
  select distinct on (other.id) ${COLUMNS}
    from unnest($3::text[]) as other(id), ${SOURCE}
   where a.kind = 'DATA_SHARING'
     and ((a.provider_id = me.id and a.recipient_id = other.id) or (a.recipient_id = me.id and a.provider_id = other.id))
   order by other.id, (a.state_now = 'ACTIVE' and a.valid_from <= $2) desc, a.state_now = any(${words(ENDED)}),
     (a.provider_id = me.id) desc, a.valid_from desc, a.id`;

/** $3: kind, $4: states, $5: party, each or null; $6, $7: key to start behind, or null; $8: how many. Newest first. */
export function agreementsStatement(forward: boolean): string {
  const [order, beyond] = forward ? ['desc', '<'] : ['asc', '>'];
  return `select ${COLUMNS} from ${SOURCE}
    where ${VISIBLE}
      and ($3::text is null or a.kind = $3)
      and ($4::text[] is null or a.state_now = any($4))
      and ($5::text is null or $5 in (a.provider_id, a.recipient_id))
      and ($6::timestamptz is null or (a.valid_from, a.id) ${beyond} ($6, $7))
    order by a.valid_from ${order}, a.id ${order} limit $8`;
}
