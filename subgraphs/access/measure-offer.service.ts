import type { SubgraphContext } from '../../shared/context.ts';
import type { Database } from '../../shared/database.ts';
import { type Safeguard, spokenSafeguard } from '../../shared/policy/border-words.ts';
import type { MeasureStatus } from '../../shared/policy/measure-words.ts';
import { MeasureOffer } from './measure-offer.entity.ts';

const MOST = 100;
const MOST_LOOKED_AT = 1_000;

/** A measure of the viewer's, and the title of the evidence by which it names what happened. */
interface Filed {
  readonly id: string;
  readonly title: string | null;
  readonly startedOn: string;
}

interface Row {
  readonly kind: 'AGREEMENT' | 'SAFEGUARD';
  readonly id: string;
  readonly country: string;
  readonly startedOn: string;
  readonly safeguard: Safeguard | null;
  readonly procedureType: string | null;
  /** Of an agreement. */
  readonly state: string | null;
  readonly filed: readonly Filed[];
}

/**
 * Agreements that came into force with the viewer as a party, and safeguards that the viewer found to have been put in place
 * since the assessment before; and with each the viewer's measures that name it as evidence. $1: the viewer's
 * organisation, $2: now.
 */
const HAPPENED = `
  with happened as (
    select 'AGREEMENT' as kind, a.id, a.country, (a.activated_at at time zone 'UTC')::date as started_on,
           null as safeguard, null as procedure_type,
           case when a.valid_until <= $2 then 'EXPIRED' else a.state end as state
      from access_agreement a
     where a.party_ids @> array[$1] and a.activated_at is not null
    union all
    select 'SAFEGUARD', p.id, p.country, s.assessed_on, s.safeguard, p.type, null
      from safeguard_assessment s join border_procedure p on p.id = s.procedure_id
     where s.assessor_id = $1 and s.put_in_place)
  select h.kind, h.id, h.country, h.started_on::text as "startedOn", h.safeguard, h.procedure_type as "procedureType", h.state,
         (select coalesce(json_agg(json_build_object('id', f.id, 'title', f.evidence_title, 'startedOn', f.started_on)
                                   order by f.started_on, f.id), '[]')
            from partnerships.measures_filed f
           where f.organisation_id = $1 and f.evidence_id = h.id
             and f.evidence_kind = case h.kind when 'AGREEMENT' then 'ACCESS_AGREEMENT' else 'BORDER_PROCEDURE' end
             and f.type = case h.kind when 'AGREEMENT' then 'ACCESS_AGREEMENT' else 'BORDER_SAFEGUARD' end) as filed
    from happened h order by h.started_on desc, h.id limit ${MOST_LOOKED_AT}`;

/** What became of an agreement, in the words of a measure; what neither ended nor was ended is going on. */
const STATUS_OF_ENDED: Readonly<Record<string, MeasureStatus>> = {
  EXPIRED: 'COMPLETED',
  TERMINATED: 'DISCONTINUED',
  BREACHED: 'DISCONTINUED',
};

/** What an organisation may report [31IC/11/R3, OP5]: offered with its links, filed by the organisation or not at all. */
export class MeasureOfferService {
  constructor(private readonly database: Database) {}

  /** The latest hundred, those not filed yet first; nobody signed in has none. */
  async offersTo({ viewer }: SubgraphContext): Promise<MeasureOffer[]> {
    if (!viewer) return [];
    const rows = await this.database.transaction(viewer.organisationId, (tx) =>
      tx.sql<Row>('measure-offers', HAPPENED, [viewer.organisationId, new Date()]),
    );
    const titles = new Set(rows.map(titleOf));
    const offers = rows.map((row) => offerOf(row, measureOf(row, titles)));
    const isFiled = ({ measure }: MeasureOffer) => Number(measure !== null);
    return offers.toSorted((one, other) => isFiled(one) - isFiled(other)).slice(0, MOST);
  }
}

/**
 * Of several safeguards of one procedure each measure is about one: by the title that was offered for it, or, where that was
 * written anew, by the day.
 */
function measureOf(row: Row, titles: ReadonlySet<string>): string | null {
  const { kind, filed, startedOn } = row;
  if (kind === 'AGREEMENT') return filed[0]?.id ?? null;
  const byTitle = filed.find(({ title }) => title === titleOf(row));
  const byDay = filed.find((one) => one.startedOn === startedOn && !titles.has(one.title ?? ''));
  return (byTitle ?? byDay)?.id ?? null;
}

function titleOf({ kind, country, safeguard, procedureType }: Row): string {
  return kind === 'AGREEMENT'
    ? `Access agreed in ${country}`
    : `${safeguard === null ? 'Safeguard' : spokenSafeguard(safeguard)}: put in place in ${country}, ${spoken(procedureType)}`;
}

function offerOf(row: Row, measureId: string | null): MeasureOffer {
  const { kind, id, country, startedOn, state } = row;
  const isAgreement = kind === 'AGREEMENT';
  const title = titleOf(row);
  return Object.assign(new MeasureOffer(), {
    type: isAgreement ? 'ACCESS_AGREEMENT' : 'BORDER_SAFEGUARD',
    title,
    language: 'en',
    status: STATUS_OF_ENDED[state ?? ''] ?? ('ONGOING' satisfies MeasureStatus),
    paragraphs: [isAgreement ? 'OP1' : 'OP2_SAFEGUARDS'],
    countries: [country],
    level: 'NATIONAL',
    startedOn,
    evidence: [{ kind: isAgreement ? 'ACCESS_AGREEMENT' : 'BORDER_PROCEDURE', id, title }],
    measure: measureId === null ? null : { id: measureId },
    agreementId: isAgreement ? id : null,
    procedureId: isAgreement ? null : id,
  });
}

function spoken(word: string | null): string {
  return (word ?? '').toLowerCase().replaceAll('_', ' ');
}
