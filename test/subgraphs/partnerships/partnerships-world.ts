import pg from 'pg';
import type { Answer } from '../../../shared/execute.ts';
import { migrate } from '../../../shared/migrate.ts';
import type { OrganisationType } from '../../../shared/policy/organisations.ts';
import type { Role } from '../../../shared/policy/roles.ts';
import { partnerships } from '../../../subgraphs/partnerships/schema.ts';
import { testDatabase } from '../../support/database.ts';
import { type Asker, type Asking, openTestSubgraph } from '../../support/subgraph.ts';

export interface PartnershipsWorld {
  readonly url: string;
  /** The answer as it is, errors included. */
  answer(who: Asker, query: string, variables?: object): Promise<Answer>;
  /** The answer's content; errors of the request make it throw, with their codes. */
  ask<Content = Record<string, never>>(who: Asker, query: string, variables?: object): Promise<Content>;
  /** As the owner of the database: for what no verb does. */
  sql<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** A connection of its own as the owner of the database. */
  beside<Value>(work: (client: pg.Client) => Promise<Value>): Promise<Value>;
  organisation(id: string, type: OrganisationType, over?: Record<string, unknown>): Promise<void>;
  stop(): Promise<void>;
}

const ORGANISATIONS: Readonly<Record<string, OrganisationType>> = {
  org_jnrcs: 'NATIONAL_SOCIETY',
  org_unhcr: 'UN_AGENCY',
  org_iom: 'UN_AGENCY',
  org_hospital: 'HEALTH_PROVIDER',
  org_asylum: 'PUBLIC_AUTHORITY_ASYLUM',
  org_guard: 'BORDER_GUARD',
  org_donor: 'DONOR',
  org_firm: 'PRIVATE_SECTOR',
};

/** The provider of most agreements here: a National Society. Its recipient: a UN agency. */
export const jnrcs: Asking = { organisationId: 'org_jnrcs' };
export const unhcr: Asking = { organisationId: 'org_unhcr' };
/** Party to nothing, unless a test makes it one. */
export const iom: Asking = { organisationId: 'org_iom' };
export const guard: Asking = { organisationId: 'org_guard' };
/** A party that is active no more. */
export const gone: Asking = { organisationId: 'org_gone' };

export function as(who: Asking, role: Role): Asking {
  return { ...who, role };
}

/** The partnerships subgraph over a database of its own, with a few organisations and none of them in agreement. */
export async function openPartnerships(): Promise<PartnershipsWorld> {
  const database = await testDatabase({
    name: 'partnerships',
    fill: (url) => migrate(url, [partnerships.store]),
  });
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  const subgraph = await openTestSubgraph(partnerships, database.url);
  const world: PartnershipsWorld = {
    url: database.url,
    answer: subgraph.answer,
    ask: subgraph.ask,
    sql: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await owner.query(text, [...values])).rows as Row[],
    beside: async (work) => {
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      return work(client).finally(() => client.end());
    },
    organisation: async (id, type, over = {}) => {
      const row = { name: id, country: null, names: {}, active: true, mandate: null, ...over };
      await owner.query(
        `insert into partnerships.organisation (id, code, name, type, country, names, active, mandate_purposes)
         values ($1, $1, $2, $3, $4, $5, $6, $7)`,
        [id, row.name, type, row.country, row.names, row.active, row.mandate],
      );
    },
    stop: async () => {
      await subgraph.close();
      await owner.end();
      await database.stop();
    },
  };
  for (const [id, type] of Object.entries(ORGANISATIONS)) await world.organisation(id, type);
  await world.organisation('org_gone', 'NATIONAL_NGO', { active: false });
  await world.organisation('org_unodc', 'UN_AGENCY', {
    mandate: ['TRAFFICKING_VICTIM_PROTECTION', 'STATISTICS'],
  });
  return world;
}
