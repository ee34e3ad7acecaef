import type { Reference, References } from '../../shared/federation.ts';
import type { AccessAgreementService } from './access-agreement.service.ts';
import type { AccessIncidentService } from './access-incident.service.ts';
import type { BorderProcedureService } from './border-procedure.service.ts';
import type { LegalInstrumentService } from './legal-instrument.service.ts';

const organisation: Reference = async ({ id }) => ({ id: String(id) });
const country: Reference = async ({ iso2 }) => ({ iso2: String(iso2) });

/** How this subgraph answers `_entities`: by key alone. Of an organisation or a country it knows nothing but the key. */
export function references(
  agreements: AccessAgreementService,
  instruments: LegalInstrumentService,
  incidents: AccessIncidentService,
  procedures: BorderProcedureService,
): References {
  return {
    AccessAgreement: ({ id }, context) => agreements.find(context, String(id)),
    AccessIncident: ({ id }, context) => incidents.find(context, String(id)),
    BorderProcedure: ({ id }, context) => procedures.find(context, String(id)),
    LegalInstrument: ({ id }, context) => instruments.find(context, String(id)),
    Organisation: organisation,
    Country: country,
  };
}
