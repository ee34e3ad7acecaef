import type { Config } from '../../shared/config.ts';
import type { Database } from '../../shared/database.ts';
import { derivedKey } from '../../shared/derived-key.ts';
import { Cursors } from '../../shared/pagination.ts';
import type { RunningParts, SubgraphDefinition } from '../../shared/subgraph.ts';
import { AccessAgreement } from './access-agreement.entity.ts';
import { AccessAgreementResolver } from './access-agreement.resolver.ts';
import { AccessAgreementService } from './access-agreement.service.ts';
import { AccessIncident } from './access-incident.entity.ts';
import { AccessIncidentResolver } from './access-incident.resolver.ts';
import { AccessIncidentService } from './access-incident.service.ts';
import { AccessNotice } from './access-notice.entity.ts';
import { AccessNoticeResolver } from './access-notice.resolver.ts';
import { AccessNoticeService } from './access-notice.service.ts';
import { AccessPlace } from './access-place.entity.ts';
import { AccessPlaceService } from './access-place.service.ts';
import { AccessProfileService } from './access-profile.service.ts';
import { AccessSignature } from './access-signature.entity.ts';
import { AccessVisit } from './access-visit.entity.ts';
import { AccessVisitResolver } from './access-visit.resolver.ts';
import { AccessVisitService } from './access-visit.service.ts';
import { BorderProcedure } from './border-procedure.entity.ts';
import { BorderProcedureResolver } from './border-procedure.resolver.ts';
import { BorderProcedureService } from './border-procedure.service.ts';
import { ConformityCheck } from './conformity-check.entity.ts';
import { ConformityCheckService } from './conformity-check.service.ts';
import { CountryResolver } from './country.resolver.ts';
import { IncidentEvent } from './incident-event.entity.ts';
import { IncidentFormResolver } from './incident-form.resolver.ts';
import { IncidentFormService } from './incident-form.service.ts';
import { IncidentLikenessResolver } from './incident-likeness.resolver.ts';
import { IncidentLikenessService } from './incident-likeness.service.ts';
import { IncidentLink } from './incident-link.entity.ts';
import { IncidentLinkResolver } from './incident-link.resolver.ts';
import { IncidentLinkService } from './incident-link.service.ts';
import { IncidentMonth } from './incident-month.entity.ts';
import { expireAccessAgreements } from './jobs/expire-access-agreements.ts';
import { freezeIncidentMonths } from './jobs/freeze-incident-months.ts';
import { LegalInstrument } from './legal-instrument.entity.ts';
import { LegalInstrumentResolver } from './legal-instrument.resolver.ts';
import { LegalInstrumentService } from './legal-instrument.service.ts';
import { MeasureOfferResolver } from './measure-offer.resolver.ts';
import { MeasureOfferService } from './measure-offer.service.ts';
import { AccessAgreements1764000000000 } from './migrations/1764000000000-access-agreements.ts';
import { InstrumentsAndConformity1764200800001 } from './migrations/1764200800001-instruments-and-conformity.ts';
import { Incidents1764200800002 } from './migrations/1764200800002-incidents.ts';
import { Visits1764200800003 } from './migrations/1764200800003-visits.ts';
import { BorderProcedures1764200800004 } from './migrations/1764200800004-border-procedures.ts';
import { AccessFigures1764200800005 } from './migrations/1764200800005-access-figures.ts';
import { Imported1764200800006 } from './migrations/1764200800006-imported.ts';
import { PartnersOnce1764200800007 } from './migrations/1764200800007-partners-once.ts';
import { IncidentLinks1764300500001 } from './migrations/1764300500001-incident-links.ts';
import { IncidentLikeness1764300500002 } from './migrations/1764300500002-incident-likeness.ts';
import { OrganisationResolver } from './organisation.resolver.ts';
import { permissions } from './permissions.ts';
import { references } from './references.ts';
import { SafeguardAssessment } from './safeguard-assessment.entity.ts';
import { SafeguardAssessmentService } from './safeguard-assessment.service.ts';
import { storeChecks } from './store-checks.ts';
import { VisitRecommendation } from './visit-recommendation.entity.ts';

/** Who may reach people in need where. */
export const access: SubgraphDefinition = {
  store: {
    name: 'access',
    entities: [
      AccessAgreement,
      AccessIncident,
      AccessNotice,
      AccessPlace,
      AccessSignature,
      AccessVisit,
      BorderProcedure,
      ConformityCheck,
      IncidentEvent,
      IncidentLink,
      IncidentMonth,
      LegalInstrument,
      SafeguardAssessment,
      VisitRecommendation,
    ],
    migrations: [
      AccessAgreements1764000000000,
      InstrumentsAndConformity1764200800001,
      Incidents1764200800002,
      Visits1764200800003,
      BorderProcedures1764200800004,
      AccessFigures1764200800005,
      Imported1764200800006,
      PartnersOnce1764200800007,
      IncidentLinks1764300500001,
      IncidentLikeness1764300500002,
    ],
  },
  permissions,
  checks: storeChecks,
  jobs: [expireAccessAgreements, freezeIncidentMonths],
  parts(database: Database, config: Config): RunningParts {
    const secret = derivedKey(config.keys.gateway(), 'access');
    const cursors = new Cursors(secret);
    const agreements = new AccessAgreementService(database, cursors, secret);
    const instruments = new LegalInstrumentService(database, cursors, secret);
    const incidents = new AccessIncidentService(database, cursors, secret);
    const likenesses = new IncidentLikenessService(database, secret, incidents);
    const tokens = derivedKey(config.keys.gateway(), 'access intake links');
    const links = new IncidentLinkService(database, secret, tokens);
    const procedures = new BorderProcedureService(database, cursors, secret);
    const checks = new ConformityCheckService(database);
    return {
      resolvers: [
        new AccessAgreementResolver(
          agreements,
          new AccessPlaceService(database),
          checks,
          instruments,
          incidents,
        ),
        new AccessIncidentResolver(incidents, agreements, likenesses),
        new IncidentLikenessResolver(likenesses),
        new IncidentLinkResolver(links),
        new IncidentFormResolver(new IncidentFormService(links)),
        new LegalInstrumentResolver(instruments, checks),
        new BorderProcedureResolver(procedures, new SafeguardAssessmentService(database), instruments),
        new AccessVisitResolver(new AccessVisitService(database, cursors, secret)),
        new MeasureOfferResolver(new MeasureOfferService(database), agreements, procedures),
        new OrganisationResolver(agreements, incidents),
        new CountryResolver(
          agreements,
          instruments,
          incidents,
          procedures,
          new AccessProfileService(database),
        ),
        new AccessNoticeResolver(new AccessNoticeService(database), agreements),
      ],
      references: references(agreements, instruments, incidents, procedures),
    };
  },
};
