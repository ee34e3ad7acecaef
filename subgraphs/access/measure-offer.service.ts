import type { SubgraphContext } from '../../shared/context.ts';
import type { Database } from '../../shared/database.ts';
import { type Safeguard, spokenSafeguard } from '../../shared/policy/border-words.ts';
import { MeasureOffer } from './measure-offer.entity.ts';

const MOST = 100;

interface Row {
  readonly kind: 'AGREEMENT' | 'SAFEGUARD';
  readonly id: string;
  readonly country: string;
  readonly startedOn: string;
  readonly safeguard: Safeguard | null;
  readonly procedureType: string | null;
}

/**
 * Agreements that came into force with the viewer as a party, and safeguards that the viewer found to have been put in place
 * since the assessment before. $1: the viewer's organisation.
 */
const OFFERED = `
  select 'AGREEMENT' as kind, a.id, a.country, (a.activated_at at time zone 'UTC')::date::text as "startedOn",
         null as safeguard, null as "procedureType"
    from access_agreement a
   where a.party_ids @> array[$1] and a.activated_at is not null
  union all
  select 'SAFEGUARD', p.id, p.country, s.assessed_on::text, s.safeguard, p.type
    from safeguard_assessment s join border_procedure p on p.id = s.procedure_id
   where s.assessor_id = $1 and s.put_in_place
  order by "startedOn" desc, id limit ${MOST}`;

/** What an organisation may report [31IC/11/R3, OP5]: offered with its links, filed by the organisation or not at all. */
export class MeasureOfferService {
  constructor(private readonly database: Database) {}

  /** The latest hundred, newest first; nobody signed in has none. */
  async offersTo({ viewer }: SubgraphContext): Promise<MeasureOffer[]> {
    if (!viewer) return [];
    const rows = await this.database.transaction(viewer.organisationId, (tx) =>
      tx.sql<Row>('measure-offers', OFFERED, [viewer.organisationId]),
    );
    return rows.map(offerOf);
  }
}

function offerOf({ kind, id, country, startedOn, safeguard, procedureType }: Row): MeasureOffer {
  const isAgreement = kind === 'AGREEMENT';
  const title = isAgreement
    ? `Access agreed in ${country}`
    : `${safeguard === null ? 'Safeguard' : spokenSafeguard(safeguard)}: put in place in ${country}, ${spoken(procedureType)}`;
  return Object.assign(new MeasureOffer(), {
    type: isAgreement ? 'ACCESS_AGREEMENT' : 'BORDER_SAFEGUARD',
    title,
    language: 'en',
    status: 'ONGOING',
    paragraphs: [isAgreement ? 'OP1' : 'OP2_SAFEGUARDS'],
    countries: [country],
    level: 'NATIONAL',
    startedOn,
    evidence: [{ kind: isAgreement ? 'ACCESS_AGREEMENT' : 'BORDER_PROCEDURE', id, title }],
    agreementId: isAgreement ? id : null,
    procedureId: isAgreement ? null : id,
  });
}

function spoken(word: string | null): string {
  return (word ?? '').toLowerCase().replaceAll('_', ' ');
}
