import type { Config } from '../../shared/config.ts';
import type { Database } from '../../shared/database.ts';
import { derivedKey } from '../../shared/derived-key.ts';
import { Cursors } from '../../shared/pagination.ts';
import type { RunningParts, SubgraphDefinition } from '../../shared/subgraph.ts';
import { Agreement } from './agreement.entity.ts';
import { AgreementResolver } from './agreement.resolver.ts';
import { AgreementService } from './agreement.service.ts';
import { AgreementRevision } from './agreement-revision.entity.ts';
import { AgreementSignature } from './agreement-signature.entity.ts';
import { Country } from './country.entity.ts';
import { CountryResolver } from './country.resolver.ts';
import { CountryService } from './country.service.ts';
import { Organisations1764000000000 } from './migrations/1764000000000-organisations.ts';
import { Agreements1764000000001 } from './migrations/1764000000001-agreements.ts';
import { PartnersInForce1764200800000 } from './migrations/1764200800000-partners-in-force.ts';
import { Organisation } from './organisation.entity.ts';
import { OrganisationResolver } from './organisation.resolver.ts';
import { OrganisationService } from './organisation.service.ts';
import { permissions } from './permissions.ts';
import { references } from './references.ts';
import { storeChecks } from './store-checks.ts';
import { ViewerResolver } from './viewer.resolver.ts';

/** Who works with whom, under which agreement. */
export const partnerships: SubgraphDefinition = {
  store: {
    name: 'partnerships',
    entities: [Organisation, Country, Agreement, AgreementRevision, AgreementSignature],
    migrations: [Organisations1764000000000, Agreements1764000000001, PartnersInForce1764200800000],
  },
  permissions,
  checks: storeChecks,
  parts(database: Database, config: Config): RunningParts {
    const secret = derivedKey(config.keys.gateway(), 'partnerships');
    const cursors = new Cursors(secret);
    const organisations = new OrganisationService(database, cursors, secret);
    const agreements = new AgreementService(database, cursors, secret);
    const countries = new CountryService(database);
    return {
      resolvers: [
        new OrganisationResolver(organisations, agreements),
        new AgreementResolver(agreements, organisations),
        new CountryResolver(countries, organisations),
        new ViewerResolver(organisations),
      ],
      references: references(organisations, countries, agreements),
    };
  },
};
