import type { Config } from '../../shared/config.ts';
import type { Database } from '../../shared/database.ts';
import { derivedKey } from '../../shared/derived-key.ts';
import { HeadSigner } from '../../shared/ledger/head.ts';
import { LedgerWriter } from '../../shared/ledger/ledger-writer.ts';
import { createLog } from '../../shared/log.ts';
import { Cursors } from '../../shared/pagination.ts';
import type { RunningParts, SubgraphDefinition } from '../../shared/subgraph.ts';
import { vaultKeys } from '../../shared/vault/file-keys.ts';
import { Vault } from '../../shared/vault/vault.ts';
import { CaseworkService } from './casework.service.ts';
import { Consent } from './consent.entity.ts';
import { ConsentResolver } from './consent.resolver.ts';
import { ConsentService } from './consent.service.ts';
import { ConsentEvent } from './consent-event.entity.ts';
import { ConsentHistoryService } from './consent-history.service.ts';
import { ConsentReceiptResolver } from './consent-receipt.resolver.ts';
import { ConsentReceiptService } from './consent-receipt.service.ts';
import { ConsentRequestService } from './consent-request.service.ts';
import { ConsentScopeService } from './consent-scope.service.ts';
import { ConsentWritingService } from './consent-writing.service.ts';
import { EmergencyRelease } from './emergency-release.entity.ts';
import { EmergencyReleaseResolver } from './emergency-release.resolver.ts';
import { EmergencyReleaseService } from './emergency-release.service.ts';
import { ErasureService } from './erasure.service.ts';
import { ErasureOrder } from './erasure-order.entity.ts';
import { ErasureOrderResolver } from './erasure-order.resolver.ts';
import { ErasureOrderService } from './erasure-order.service.ts';
import { closeReferrals } from './jobs/close-referrals.ts';
import { expireConsents } from './jobs/expire-consents.ts';
import { expireReferrals } from './jobs/expire-referrals.ts';
import { leaveClosedRecipients } from './jobs/leave-closed-recipients.ts';
import { raiseNotices } from './jobs/raise-notices.ts';
import { LedgerEntryResolver } from './ledger-entry.resolver.ts';
import { LedgerEntryService } from './ledger-entry.service.ts';
import { Referrals1764000000000 } from './migrations/1764000000000-referrals.ts';
import { Erasure1764100000001 } from './migrations/1764100000001-erasure.ts';
import { RetiredKeys1764100000002 } from './migrations/1764100000002-retired-keys.ts';
import { Rerouting1764100000004 } from './migrations/1764100000004-rerouting.ts';
import { LedgerFormat1764100000006 } from './migrations/1764100000006-ledger-format.ts';
import { PersonLookup1764100000007 } from './migrations/1764100000007-person-lookup.ts';
import { Clock1764200100001 } from './migrations/1764200100001-clock.ts';
import { Notices1764200100002 } from './migrations/1764200100002-notices.ts';
import { ErrorMarks1764200100003 } from './migrations/1764200100003-error-marks.ts';
import { ErasedPersons1764200100005 } from './migrations/1764200100005-erased-persons.ts';
import { ConsentLife1764200200001 } from './migrations/1764200200001-consent-life.ts';
import { EmergencyRelease1764200300001 } from './migrations/1764200300001-emergency-release.ts';
import { SoughtPerson1764200300002 } from './migrations/1764200300002-sought-person.ts';
import { Provenance1764200300005 } from './migrations/1764200300005-provenance.ts';
import { PersonLinks1764200400000 } from './migrations/1764200400000-person-links.ts';
import { PersonInHand1764200400001 } from './migrations/1764200400001-person-in-hand.ts';
import { Places1764200600010 } from './migrations/1764200600010-places.ts';
import { ClosedRecipients1764300400003 } from './migrations/1764300400003-closed-recipients.ts';
import { WithholdingLift1764300400006 } from './migrations/1764300400006-withholding-lift.ts';
import { Notice } from './notice.entity.ts';
import { NoticeResolver } from './notice.resolver.ts';
import { NoticeService } from './notice.service.ts';
import { permissions } from './permissions.ts';
import { Person } from './person.entity.ts';
import { PersonResolver } from './person.resolver.ts';
import { PersonService } from './person.service.ts';
import { PersonAgeService } from './person-age.service.ts';
import { PersonCategoryRow } from './person-category.entity.ts';
import { PersonLink } from './person-link.entity.ts';
import { PersonLinkResolver } from './person-link.resolver.ts';
import { PersonLinkService } from './person-link.service.ts';
import { PersonLookup } from './person-lookup.entity.ts';
import { PersonLookupService } from './person-lookup.service.ts';
import { PersonProvenance } from './person-provenance.entity.ts';
import { PersonProvenanceService } from './person-provenance.service.ts';
import { PersonRecordResolver } from './person-record.resolver.ts';
import { PersonRecordService } from './person-record.service.ts';
import { ReceiptSigner } from './receipts/receipt-signer.ts';
import { references } from './references.ts';
import { Referral } from './referral.entity.ts';
import { ReferralResolver } from './referral.resolver.ts';
import { ReferralService } from './referral.service.ts';
import { ReferralEvent } from './referral-event.entity.ts';
import { ReferralExportResolver } from './referral-export.resolver.ts';
import { ReferralExportService } from './referral-export.service.ts';
import { ReleaseService } from './release.service.ts';
import { stillShown } from './still-shown.ts';
import { storeChecks } from './store-checks.ts';
import { Withholding } from './withholding.entity.ts';
import { WithholdingService } from './withholding.service.ts';
import { WithholdingLiftResolver } from './withholding-lift.resolver.ts';
import { WithholdingLiftService } from './withholding-lift.service.ts';

/** The ledger never waits for requests: its connections are its own. */
const LEDGER_CONNECTIONS = 2;

/** A person, with consent, passed from one organisation to another. */
export const referrals: SubgraphDefinition = {
  store: {
    name: 'referrals',
    entities: [
      Person,
      PersonCategoryRow,
      PersonLookup,
      PersonLink,
      Consent,
      ConsentEvent,
      Withholding,
      Referral,
      ReferralEvent,
      ErasureOrder,
      EmergencyRelease,
      PersonProvenance,
      Notice,
    ],
    migrations: [
      Referrals1764000000000,
      Erasure1764100000001,
      RetiredKeys1764100000002,
      Rerouting1764100000004,
      LedgerFormat1764100000006,
      PersonLookup1764100000007,
      Clock1764200100001,
      PersonLinks1764200400000,
      EmergencyRelease1764200300001,
      SoughtPerson1764200300002,
      Provenance1764200300005,
      PersonInHand1764200400001,
      Notices1764200100002,
      ErrorMarks1764200100003,
      ErasedPersons1764200100005,
      ConsentLife1764200200001,
      Places1764200600010,
      ClosedRecipients1764300400003,
      WithholdingLift1764300400006,
    ],
  },
  permissions,
  checks: storeChecks,
  jobs: [expireReferrals, closeReferrals, leaveClosedRecipients, expireConsents, raiseNotices],
  parts(database: Database, config: Config): RunningParts {
    const secret = derivedKey(config.keys.gateway(), 'referrals');
    const cursors = new Cursors(secret);
    const vault = new Vault(vaultKeys(config.keys));
    const ledger = new LedgerWriter(
      database.ownPool(LEDGER_CONNECTIONS),
      new HeadSigner(config.keys.ledger()),
    );
    const releases = new ReleaseService(database, vault, ledger);
    const referralService = new ReferralService(database, releases, cursors, createLog());
    const personService = new PersonService(
      database,
      vault,
      new PersonLookupService(vault),
      new PersonProvenanceService(referralService),
      releases,
      secret,
    );
    const orders = new ErasureOrderService(database, vault, cursors, secret);
    const withholdings = new WithholdingService(orders);
    const ages = new PersonAgeService(vault);
    const writing = new ConsentWritingService(database, secret);
    const consents = new ConsentService(writing, ages, orders, withholdings);
    const ledgerKey = config.keys.ledger();
    const links = new PersonLinkService(database, secret, derivedKey(ledgerKey, 'person links'));
    const receipts = new ConsentReceiptService(
      database,
      vault,
      links,
      new ReceiptSigner(config.keys.receipts()),
      derivedKey(ledgerKey, 'receipt ids'),
    );
    return {
      resolvers: [
        new ReferralResolver(referralService, new CaseworkService(database, referralService, secret)),
        new ReferralExportResolver(new ReferralExportService(database, referralService)),
        new PersonResolver(personService),
        new ConsentResolver(
          consents,
          new ConsentRequestService(writing, ages, withholdings),
          new ConsentScopeService(writing, ages, orders, withholdings),
          new ConsentHistoryService(database, cursors),
        ),
        new WithholdingLiftResolver(new WithholdingLiftService(database, secret)),
        new ErasureOrderResolver(orders, new ErasureService(database, orders, consents, secret)),
        new PersonLinkResolver(links),
        new PersonRecordResolver(new PersonRecordService(links, consents, vault)),
        new ConsentReceiptResolver(receipts),
        new EmergencyReleaseResolver(new EmergencyReleaseService(database, orders, cursors, secret)),
        new NoticeResolver(new NoticeService(database, cursors), referralService),
        new LedgerEntryResolver(new LedgerEntryService(database, vault, cursors)),
      ],
      references: references(referralService),
      stillShown: stillShown(database, referralService, personService),
      close: () => ledger.close(),
    };
  },
};
