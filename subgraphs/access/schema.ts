import type { Config } from '../../shared/config.ts';
import type { Database } from '../../shared/database.ts';
import { derivedKey } from '../../shared/derived-key.ts';
import { Cursors } from '../../shared/pagination.ts';
import type { RunningParts, SubgraphDefinition } from '../../shared/subgraph.ts';
import { AccessAgreement } from './access-agreement.entity.ts';
import { AccessAgreementResolver } from './access-agreement.resolver.ts';
import { AccessAgreementService } from './access-agreement.service.ts';
import { AccessPlace } from './access-place.entity.ts';
import { AccessPlaceService } from './access-place.service.ts';
import { AccessSignature } from './access-signature.entity.ts';
import { CountryResolver } from './country.resolver.ts';
import { AccessAgreements1764000000000 } from './migrations/1764000000000-access-agreements.ts';
import { OrganisationResolver } from './organisation.resolver.ts';
import { permissions } from './permissions.ts';
import { references } from './references.ts';
import { storeChecks } from './store-checks.ts';

/** Who may reach people in need where. */
export const access: SubgraphDefinition = {
  store: {
    name: 'access',
    entities: [AccessAgreement, AccessPlace, AccessSignature],
    migrations: [AccessAgreements1764000000000],
  },
  permissions,
  checks: storeChecks,
  parts(database: Database, config: Config): RunningParts {
    const secret = derivedKey(config.keys.gateway(), 'access');
    const agreements = new AccessAgreementService(database, new Cursors(secret), secret);
    return {
      resolvers: [
        new AccessAgreementResolver(agreements, new AccessPlaceService(database)),
        new OrganisationResolver(agreements),
        new CountryResolver(agreements),
      ],
      references: references(agreements),
    };
  },
};
