import type { SubgraphContext } from '../../shared/context.ts';
import type { Database } from '../../shared/database.ts';
import { AccordError } from '../../shared/errors.ts';
import { bser } from './crosswalks/bser.ts';
import type { Crosswalk } from './crosswalks/crosswalk.ts';
import { fhir } from './crosswalks/fhir.ts';
import { htcds } from './crosswalks/htcds.ts';
import { categoriesPlaced } from './crosswalks/person-fields.ts';
import { primero } from './crosswalks/primero.ts';
import { progres } from './crosswalks/progres.ts';
import { bserBundle, fhirBundle } from './exports/fhir-bundle.ts';
import { htcdsCase } from './exports/htcds-case.ts';
import { primeroCase } from './exports/primero-case.ts';
import { progresReferral } from './exports/progres-referral.ts';
import type { ExportedDocument, Party, ReleasedReferral } from './exports/released-referral.ts';
import type { ReferralRow } from './facts.ts';
import { signedIn } from './purpose.ts';
import type { Referral } from './referral.entity.ts';
import type { ReferralService } from './referral.service.ts';
import type { ExportFormat, ReferralExport } from './referral-export.entity.ts';

interface Format {
  readonly mediaType: string;
  readonly crosswalk: Crosswalk;
  readonly document: (released: ReleasedReferral) => ExportedDocument;
}

const FORMATS: Readonly<Record<ExportFormat, Format>> = {
  FHIR_R4: { mediaType: 'application/fhir+json', crosswalk: fhir, document: fhirBundle },
  BSER: { mediaType: 'application/fhir+json', crosswalk: bser, document: bserBundle },
  PRIMERO: { mediaType: 'application/json', crosswalk: primero, document: primeroCase },
  PROGRES: { mediaType: 'application/json', crosswalk: progres, document: progresReferral },
  HTCDS: { mediaType: 'application/json', crosswalk: htcds, document: htcdsCase },
};

/**
 * A referral in a partner's words. It reads through the same door as every other answer (referral.service.ts): what it
 * shows was decided there, written to the ledger before, and is remembered for the last look.
 */
export class ReferralExportService {
  constructor(
    private readonly database: Database,
    private readonly referrals: ReferralService,
  ) {}

  /** Errors: NOT_FOUND, PURPOSE_REQUIRED, PURPOSE_PROHIBITED, LEDGER_UNAVAILABLE. */
  async make(context: SubgraphContext, id: string, format: ExportFormat): Promise<ReferralExport> {
    const { mediaType, crosswalk, document } = FORMATS[format];
    const referral = await this.referrals.find(context, id);
    const { disclosure } = referral;
    const head = { format, mediaType, disclosure };
    const released = await this.released(context, referral, crosswalk);
    if (released === null) return { ...head, content: null, leftOut: [] };
    const { content, leftOut } = document(released);
    return { ...head, content: JSON.stringify(content), leftOut: [...leftOut] };
  }

  /** Only the categories for which the format has a place are opened. */
  private async released(
    context: SubgraphContext,
    referral: Referral,
    { personFields }: Crosswalk,
  ): Promise<ReleasedReferral | null> {
    const row = this.referrals.routed(referral);
    const released = this.referrals.releasedOn(referral);
    if (row === null || released === null) return null;
    const [person, neighbours] = await Promise.all([
      this.referrals.person(context, referral, categoriesPlaced(personFields)),
      this.neighbours(context, row),
    ]);
    return {
      referral,
      person,
      ...neighbours,
      ...released,
      released: referral.disclosure.released,
      isRedacted: referral.disclosure.withheld.length > 0,
    };
  }

  /** Both ends and the service, as everybody may know them. */
  private async neighbours(context: SubgraphContext, { owner_id, to_id, service_id }: ReferralRow) {
    interface NeighbourRow {
      readonly from: Party | null;
      readonly to: Party | null;
      readonly service: { readonly id: string; readonly name: string | null };
    }
    const [row] = await this.database.transaction(signedIn(context).organisationId, (tx) =>
      tx.sql<NeighbourRow>('export-neighbours', NEIGHBOURS, [owner_id, to_id, service_id]),
    );
    if (!row?.from || !row.to) throw new AccordError('NOT_FOUND');
    return { from: row.from, to: row.to, service: row.service };
  }
}

const PARTY = `json_build_object('id', o.id, 'name', o.name, 'type', o.type, 'country', o.country)`;
const NEIGHBOURS = `
  select (select ${PARTY} from partnerships.organisations_known o where o.id = $1) as "from",
    (select ${PARTY} from partnerships.organisations_known o where o.id = $2) as "to",
    json_build_object('id', $3::text, 'name',
      (select s.name from services.referral_targets s where s.service_id = $3)) as service`;
