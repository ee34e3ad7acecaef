import { Pledge } from './pledge.entity.ts';
import type { PledgeReport } from './pledge-report.entity.ts';
import type { PledgeSignature } from './pledge-signature.entity.ts';

/** A pledge as the statements return it; moments inside JSON are text. */
export interface PledgeRow extends Omit<Pledge, 'signatures' | 'reports'> {
  readonly signatures: readonly (Pick<PledgeSignature, 'organisationId'> & { readonly signedAt: string })[];
  readonly reports: readonly (Omit<PledgeReport, 'reportedAt' | 'reportedBy' | 'pledgeId'> & {
    readonly reportedAt: string;
  })[];
}

const COLUMNS = `
  p.id, p.submitter_id as "submitterId", p.kind, p.conference, p.party_ids as "partyIds", p.title, p.text, p.language,
  p.translations, p.paragraphs, p.begins_on::text as "beginsOn", p.ends_on::text as "endsOn", p.state, p.hash,
  p.submitted_at as "submittedAt", p.version,
  coalesce((select json_agg(json_build_object('organisationId', s.organisation_id, 'signedAt', s.signed_at)
                            order by s.signed_at, s.organisation_id)
              from pledge_signature s where s.pledge_id = p.id), '[]') as signatures,
  coalesce((select json_agg(json_build_object('id', r.id, 'organisationId', r.organisation_id, 'progress', r.progress,
                              'isFinal', r.is_final, 'text', r.text, 'language', r.language,
                              'measureIds', r.measure_ids, 'reportedAt', r.reported_at)
                            order by r.reported_at, r.id)
              from pledge_report r where r.pledge_id = p.id), '[]') as reports`;

/** The rows of which `mayReadPledge` says yes. $1: the viewer's organisation or null. */
const VISIBLE = `
  (p.state in ('SIGNED', 'CLOSED')
   or exists (select from organisation me where me.id = $1 and me.active and me.id = any(p.party_ids)))`;

/** $2: ids. */
export const PLEDGES_BY_ID = `select ${COLUMNS} from pledge p where ${VISIBLE} and p.id = any($2)`;

/** $2: conference, $3: kinds, $4: states, $5: party or signer, each or null; $6, $7: key to start behind; $8: how many. */
export function pledgesStatement(forward: boolean): string {
  const [order, beyond] = forward ? ['desc', '<'] : ['asc', '>'];
  return `select ${COLUMNS} from pledge p
    where ${VISIBLE}
      and ($2::int is null or p.conference = $2)
      and ($3::text[] is null or p.kind = any($3))
      and ($4::text[] is null or p.state = any($4))
      and ($5::text is null or $5 = any(p.party_ids)
           or exists (select from pledge_signature s where s.pledge_id = p.id and s.organisation_id = $5))
      and ($6::date is null or (p.begins_on, p.id) ${beyond} ($6, $7))
    order by p.begins_on ${order}, p.id ${order} limit $8`;
}

export function pledgeOf({ signatures, reports, ...row }: PledgeRow): Pledge {
  return Object.assign(new Pledge(), row, {
    signatures: signatures.map(({ signedAt, ...one }) => ({ ...one, signedAt: new Date(signedAt) })),
    reports: reports.map(({ reportedAt, ...one }) => ({ ...one, reportedAt: new Date(reportedAt) })),
  });
}
