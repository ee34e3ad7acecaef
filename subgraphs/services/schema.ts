import type { Config } from '../../shared/config.ts';
import type { Database } from '../../shared/database.ts';
import { derivedKey } from '../../shared/derived-key.ts';
import { Cursors } from '../../shared/pagination.ts';
import type { RunningParts, SubgraphDefinition } from '../../shared/subgraph.ts';
import { ChangeRequestResolver } from './change-request.resolver.ts';
import { ChangeRequestService } from './change-request.service.ts';
import { CountryResolver } from './country.resolver.ts';
import { HsdsPageResolver } from './hsds-page.resolver.ts';
import { HsdsPageService } from './hsds-page.service.ts';
import { MetadataService } from './metadata.service.ts';
import { Services1764000000000 } from './migrations/1764000000000-services.ts';
import { HsdsEntities1764200600001 } from './migrations/1764200600001-hsds-entities.ts';
import { PlacesTaken1764200600002 } from './migrations/1764200600002-places-taken.ts';
import { ChangeRequests1764200600003 } from './migrations/1764200600003-change-requests.ts';
import { Search1764200600004 } from './migrations/1764200600004-search.ts';
import { Statistics1764200600005 } from './migrations/1764200600005-statistics.ts';
import { OpenHours1764200600006 } from './migrations/1764200600006-open-hours.ts';
import { HsdsIds1764300100000 } from './migrations/1764300100000-hsds-ids.ts';
import { HsdsChanges1764300100002 } from './migrations/1764300100002-hsds-changes.ts';
import { Imports1764300200001 } from './migrations/1764300200001-imports.ts';
import { ServicesKnown1764300500004 } from './migrations/1764300500004-services-known.ts';
import { NearlyWords1764300600001 } from './migrations/1764300600001-nearly-words.ts';
import { OpeningHoursResolver } from './opening-hours.resolver.ts';
import { OrganisationResolver } from './organisation.resolver.ts';
import { permissions } from './permissions.ts';
import { references } from './references.ts';
import { ServiceResolver } from './service.resolver.ts';
import { ServiceService } from './service.service.ts';
import { ServiceGapService } from './service-gap.service.ts';
import { storeChecks } from './store-checks.ts';
import { TaxonomyResolver } from './taxonomy.resolver.ts';
import { TaxonomyService } from './taxonomy.service.ts';

/** What help is offered, where, when, to whom. */
export const services: SubgraphDefinition = {
  // Services are read and written with statements of their own: no class stands for a table here.
  store: {
    name: 'services',
    entities: [],
    migrations: [
      Services1764000000000,
      HsdsEntities1764200600001,
      PlacesTaken1764200600002,
      ChangeRequests1764200600003,
      Search1764200600004,
      Statistics1764200600005,
      OpenHours1764200600006,
      HsdsIds1764300100000,
      HsdsChanges1764300100002,
      Imports1764300200001,
      NearlyWords1764300600001,
      ServicesKnown1764300500004,
    ],
  },
  permissions,
  checks: storeChecks,
  parts(database: Database, config: Config): RunningParts {
    const secret = derivedKey(config.keys.gateway(), 'services');
    const cursors = new Cursors(secret);
    const directory = new ServiceService(database, cursors, secret);
    const requests = new ChangeRequestService(database, cursors, secret, directory);
    return {
      resolvers: [
        new ServiceResolver(directory, new MetadataService(database, cursors)),
        new ChangeRequestResolver(requests, directory),
        new OpeningHoursResolver(),
        new CountryResolver(new ServiceGapService(database)),
        new OrganisationResolver(directory),
        new TaxonomyResolver(new TaxonomyService(database, cursors)),
        new HsdsPageResolver(new HsdsPageService(database, cursors)),
      ],
      references: references(directory),
    };
  },
};
