import type { References } from '../../shared/federation.ts';
import type { AgreementService } from './agreement.service.ts';
import type { ConsultationService } from './consultation.service.ts';
import type { CountryService } from './country.service.ts';
import type { ImplementationReportService } from './implementation-report.service.ts';
import type { MeasureService } from './measure.service.ts';
import type { OrganisationService } from './organisation.service.ts';
import type { PledgeService } from './pledge.service.ts';

interface Doors {
  readonly organisations: OrganisationService;
  readonly countries: CountryService;
  readonly agreements: AgreementService;
  readonly consultations: ConsultationService;
  readonly measures: MeasureService;
  readonly pledges: PledgeService;
  readonly reports: ImplementationReportService;
}

/** How this subgraph answers `_entities`: by key alone, through the same doors as every other read. */
export function references({
  organisations,
  countries,
  agreements,
  consultations,
  measures,
  pledges,
  reports,
}: Doors): References {
  return {
    Organisation: ({ id }, context) => organisations.find(context, String(id)),
    Agreement: ({ id }, context) => agreements.find(context, String(id)),
    Country: ({ iso2 }, context) => countries.find(context, String(iso2)),
    Consultation: ({ id }, context) => consultations.find(context, String(id)),
    Measure: ({ id }, context) => measures.find(context, String(id)),
    Pledge: ({ id }, context) => pledges.find(context, String(id)),
    ImplementationReport: ({ id }, _context) => reports.findById(String(id)),
  };
}
