import { AgreementSigner } from '../../shared/agreement/agreement-signer.ts';
import type { Config } from '../../shared/config.ts';
import type { Database } from '../../shared/database.ts';
import { derivedKey } from '../../shared/derived-key.ts';
import { Cursors } from '../../shared/pagination.ts';
import { ReportSigner } from '../../shared/report/seal.ts';
import type { RunningParts, SubgraphDefinition } from '../../shared/subgraph.ts';
import { Agreement } from './agreement.entity.ts';
import { AgreementResolver } from './agreement.resolver.ts';
import { AgreementService } from './agreement.service.ts';
import { AgreementPartyResolver } from './agreement-party.resolver.ts';
import { AgreementPreviewResolver, PreviewedAgreementResolver } from './agreement-preview.resolver.ts';
import { AgreementPreviewService } from './agreement-preview.service.ts';
import { AgreementRevision } from './agreement-revision.entity.ts';
import { AgreementRevisionResolver, WrittenAgreementResolver } from './agreement-revision.resolver.ts';
import { AgreementRevisionService } from './agreement-revision.service.ts';
import { AgreementSignature } from './agreement-signature.entity.ts';
import { Consultation } from './consultation.entity.ts';
import { ConsultationResolver } from './consultation.resolver.ts';
import { ConsultationService } from './consultation.service.ts';
import { Country } from './country.entity.ts';
import { CountryResolver } from './country.resolver.ts';
import { CountryService } from './country.service.ts';
import { FocalPoint } from './focal-point.entity.ts';
import { FocalPointResolver } from './focal-point.resolver.ts';
import { FocalPointService } from './focal-point.service.ts';
import { FormerName } from './former-name.entity.ts';
import { ImplementationReport } from './implementation-report.entity.ts';
import { ImplementationReportResolver } from './implementation-report.resolver.ts';
import { ImplementationReportService } from './implementation-report.service.ts';
import { expireAgreements } from './jobs/expire-agreements.ts';
import { Measure } from './measure.entity.ts';
import { MeasureResolver } from './measure.resolver.ts';
import { MeasureService } from './measure.service.ts';
import { MeasureEvidenceResolver } from './measure-evidence.resolver.ts';
import { Organisations1764000000000 } from './migrations/1764000000000-organisations.ts';
import { Agreements1764000000001 } from './migrations/1764000000001-agreements.ts';
import { ReferralClocks1764200100004 } from './migrations/1764200100004-referral-clocks.ts';
import { OnwardTerms1764200300004 } from './migrations/1764200300004-onward-terms.ts';
import { PartnersInForce1764200800000 } from './migrations/1764200800000-partners-in-force.ts';
import { Measures1764200900000 } from './migrations/1764200900000-measures.ts';
import { OrganisationsPublished1764300100001 } from './migrations/1764300100001-organisations-published.ts';
import { SigningKeys1764300300001 } from './migrations/1764300300001-signing-keys.ts';
import { ReportedBreaches1764300300002 } from './migrations/1764300300002-reported-breaches.ts';
import { SharedCredentials1764300400001 } from './migrations/1764300400001-shared-credentials.ts';
import { OrganisationLife1764300400002 } from './migrations/1764300400002-organisation-life.ts';
import { FocalPoints1764300400004 } from './migrations/1764300400004-focal-points.ts';
import { ConsultationWithdrawal1764300400005 } from './migrations/1764300400005-consultation-withdrawal.ts';
import { MeasuresFiled1764300500003 } from './migrations/1764300500003-measures-filed.ts';
import { OnwardAuthorisation } from './onward-authorisation.entity.ts';
import { OnwardAuthorisationResolver } from './onward-authorisation.resolver.ts';
import { OnwardAuthorisationService } from './onward-authorisation.service.ts';
import { Organisation } from './organisation.entity.ts';
import { OrganisationResolver } from './organisation.resolver.ts';
import { OrganisationService } from './organisation.service.ts';
import { OrganisationEntryResolver } from './organisation-entry.resolver.ts';
import { OrganisationEntryService } from './organisation-entry.service.ts';
import { OrganisationEvent } from './organisation-event.entity.ts';
import { OrganisationPastService } from './organisation-past.service.ts';
import { permissions } from './permissions.ts';
import { Pledge } from './pledge.entity.ts';
import { PledgeResolver } from './pledge.resolver.ts';
import { PledgeService } from './pledge.service.ts';
import { PledgeReport } from './pledge-report.entity.ts';
import { PledgeSignature } from './pledge-signature.entity.ts';
import { references } from './references.ts';
import { SharingResolver } from './sharing.resolver.ts';
import { SharingService } from './sharing.service.ts';
import { SigningKey } from './signing-key.entity.ts';
import { SigningKeyResolver, SigningKeysResolver } from './signing-key.resolver.ts';
import { SigningKeyService } from './signing-key.service.ts';
import { storeChecks } from './store-checks.ts';
import { ViewerResolver } from './viewer.resolver.ts';

/** Who works with whom, under which agreement. */
export const partnerships: SubgraphDefinition = {
  store: {
    name: 'partnerships',
    entities: [
      Organisation,
      Country,
      Agreement,
      AgreementRevision,
      AgreementSignature,
      SigningKey,
      Consultation,
      Measure,
      Pledge,
      PledgeSignature,
      PledgeReport,
      ImplementationReport,
      OnwardAuthorisation,
      FormerName,
      FocalPoint,
      OrganisationEvent,
    ],
    migrations: [
      Organisations1764000000000,
      Agreements1764000000001,
      OnwardTerms1764200300004,
      PartnersInForce1764200800000,
      Measures1764200900000,
      ReferralClocks1764200100004,
      SigningKeys1764300300001,
      ReportedBreaches1764300300002,
      SharedCredentials1764300400001,
      OrganisationsPublished1764300100001,
      OrganisationLife1764300400002,
      MeasuresFiled1764300500003,
      FocalPoints1764300400004,
      ConsultationWithdrawal1764300400005,
    ],
  },
  permissions,
  checks: storeChecks,
  jobs: [expireAgreements],
  parts(database: Database, config: Config): RunningParts {
    const secret = derivedKey(config.keys.gateway(), 'partnerships');
    const cursors = new Cursors(secret);
    const organisations = new OrganisationService(database, cursors, secret);
    const agreementSigner = () => new AgreementSigner(config.keys.report());
    const agreements = new AgreementService(database, cursors, secret, agreementSigner);
    const revisions = new AgreementRevisionService(database, agreementSigner);
    const previews = new AgreementPreviewService(database);
    const signingKeys = new SigningKeyService(database, agreementSigner, secret);
    const past = new OrganisationPastService(database);
    const entries = new OrganisationEntryService(database, organisations, secret);
    const countries = new CountryService(database);
    const consultations = new ConsultationService(database, cursors, secret);
    const measures = new MeasureService(database, cursors, secret);
    const pledges = new PledgeService(database, cursors, secret, measures);
    const signer = () => new ReportSigner(config.keys.report());
    const reports = new ImplementationReportService(database, secret, signer);
    return {
      resolvers: [
        new OrganisationResolver(organisations, agreements),
        new SharingResolver(new SharingService(database, cursors), organisations),
        new FocalPointResolver(new FocalPointService(database, secret)),
        new OrganisationEntryResolver(entries, past, organisations),
        new AgreementPartyResolver(past),
        new AgreementResolver(agreements, organisations),
        new AgreementRevisionResolver(revisions),
        new WrittenAgreementResolver(revisions),
        new AgreementPreviewResolver(previews),
        new PreviewedAgreementResolver(previews),
        new SigningKeyResolver(signingKeys),
        new SigningKeysResolver(signingKeys),
        new OnwardAuthorisationResolver(new OnwardAuthorisationService(database, agreements, secret)),
        new CountryResolver(countries, organisations, measures, agreements),
        new ConsultationResolver(consultations, organisations, countries),
        new MeasureResolver(measures, organisations, countries),
        new MeasureEvidenceResolver(agreements, consultations),
        new PledgeResolver(pledges, organisations),
        new ImplementationReportResolver(reports, organisations, countries),
        new ViewerResolver(organisations),
      ],
      references: references({
        organisations,
        countries,
        agreements,
        consultations,
        measures,
        pledges,
        reports,
      }),
    };
  },
};
