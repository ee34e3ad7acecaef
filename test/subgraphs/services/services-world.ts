import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { subgraphs } from '../../../run/subgraphs.ts';
import { readConfig } from '../../../shared/config.ts';
import type { SubgraphContext } from '../../../shared/context.ts';
import { type Answer, Executor } from '../../../shared/execute.ts';
import { createLog } from '../../../shared/log.ts';
import { migrate } from '../../../shared/migrate.ts';
import type { Role } from '../../../shared/policy/roles.ts';
import { openSubgraph } from '../../../shared/subgraph.ts';
import { services } from '../../../subgraphs/services/schema.ts';
import { testDatabase } from '../../support/database.ts';

/** Who asks, in a few words; null asks without a token. */
export type Asker = { organisationId: string; role: Role } | null;

export interface Manner {
  readonly key?: string;
  readonly language?: string;
  readonly fromGateway?: boolean;
}

export interface ServicesWorld {
  /** The answer; errors of the request make it throw, with their codes. */
  ask<Data = Record<string, never>>(
    who: Asker,
    query: string,
    variables?: object,
    manner?: Manner,
  ): Promise<Data>;
  /** The answer as it is, errors included. */
  answer(who: Asker, query: string, variables?: object, manner?: Manner): Promise<Answer>;
  /** As the owner of the database: for what no verb does. */
  sql<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  readonly owner: pg.Client;
  stop(): Promise<void>;
}

/** A National Society, a UN agency, an NGO, a border guard unit, and an NGO that is active no more. */
const ORGANISATIONS = {
  org_krcs: 'NATIONAL_SOCIETY',
  org_unhcr: 'UN_AGENCY',
  org_ngo: 'NATIONAL_NGO',
  org_guard: 'BORDER_GUARD',
  org_gone: 'NATIONAL_NGO',
} as const;

const of = (organisationId: keyof typeof ORGANISATIONS, role: Role = 'caseworker') => ({
  organisationId,
  role,
});
export const krcs = of('org_krcs');
export const unhcr = of('org_unhcr');
export const ngo = of('org_ngo');
export const guard = of('org_guard');
export const gone = of('org_gone');
export const asRole = (role: Role) => of('org_unhcr', role);

export async function openServices(): Promise<ServicesWorld> {
  const database = await testDatabase({
    name: 'services',
    fill: (url) =>
      migrate(
        url,
        subgraphs.map(({ store }) => store),
      ),
  });
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  for (const [id, type] of Object.entries(ORGANISATIONS)) {
    await owner.query(
      'insert into partnerships.organisation (id, code, name, type, active) values ($1, $1, $1, $2, $3)',
      [id, type, id !== 'org_gone'],
    );
  }
  const home = mkdtempSync(join(tmpdir(), 'accord-services-'));
  const subgraph = await openSubgraph(services, database.url, readConfig({ ACCORD_HOME: home }));
  const executor = new Executor(subgraph, createLog('silent'));
  const answer: ServicesWorld['answer'] = (who, query, variables, manner = {}) =>
    executor.run({ query, variables: { ...variables } }, contextOf(who, manner));
  return {
    owner,
    answer,
    ask: async <Data>(who: Asker, query: string, variables?: object, manner?: Manner) => {
      const { data, errors } = await answer(who, query, variables, manner);
      if (errors) throw new Error(errors.map(({ extensions }) => String(extensions?.code)).join(', '));
      return data as Data;
    },
    sql: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await owner.query(text, [...values])).rows as Row[],
    stop: async () => {
      await subgraph.close();
      await owner.end();
      await database.stop();
      rmSync(home, { recursive: true });
    },
  };
}

function contextOf(who: Asker, { key, language, fromGateway }: Manner): SubgraphContext {
  return {
    viewer: who && {
      clientId: `${who.organisationId}-${who.role}`,
      subject: who.organisationId,
      organisationId: who.organisationId,
      role: who.role,
      scopes: [],
      purposes: [],
      expiresAt: new Date(Date.now() + 60_000),
    },
    purpose: null,
    requestId: 'request',
    operationHash: 'hash',
    idempotencyKey: key ?? null,
    language: language ?? '',
    fromGateway: fromGateway ?? true,
  };
}

export interface Payload {
  service: { id: string; version: number; [field: string]: unknown } | null;
  userErrors: {
    code: string;
    message: string;
    field: string | null;
    rule: string | null;
    possible: string[];
  }[];
}

/** Calls one of the four verbs; the input type is the verb's own. */
export async function say(
  world: ServicesWorld,
  who: Asker,
  verb: 'publishService' | 'reviseService' | 'assureService' | 'closeService',
  input: object,
  manner?: Manner,
): Promise<Payload> {
  const type = `${verb[0]?.toUpperCase()}${verb.slice(1)}Input!`;
  const query = `mutation Say($input: ${type}) { ${verb}(input: $input) {
    service { id version name type types needs status firewallStatus legalStatusCondition freshness warning assuredAt
      validUntil locations { name admin1 latitude longitude confidential phone address } }
    userErrors { code message field rule possible } } }`;
  return (await world.ask<Record<string, Payload>>(who, query, { input }, manner))[verb] as Payload;
}

/** Publishes what is expected to be published; answers with its id. */
export async function published(world: ServicesWorld, who: Asker, over: object = {}): Promise<string> {
  const { service, userErrors } = await say(world, who, 'publishService', { ...offer, ...over });
  if (!service) throw new Error(JSON.stringify(userErrors));
  return service.id;
}

/** Anyone may come, on every weekday of Jordan, to a named place in Zarqa. */
export const offer = {
  name: 'Legal counselling',
  type: 'LEGAL_AID',
  languages: ['ar', 'en'],
  firewallStatus: 'FIREWALLED',
  firewallEvidence: 'Data protection policy of 2024, section 3',
  locations: [{ name: 'Zarqa office', country: 'JO', admin1: 'Zarqa', latitude: 32.07, longitude: 36.09 }],
  schedules: [
    { timeZone: 'Asia/Amman', days: ['SU', 'MO', 'TU', 'WE', 'TH'], opensAt: '08:30', closesAt: '17:00' },
  ],
} as const;

/** Ids of what a search finds, in its order. */
export async function found(
  world: ServicesWorld,
  args: string,
  who: Asker = null,
  variables: object = {},
  heads = '',
): Promise<string[]> {
  const query = `query Find${heads} { services(${args}) { nodes { id } } }`;
  const data = await world.ask<{ services: { nodes: { id: string }[] } }>(who, query, variables);
  return data.services.nodes.map(({ id }) => id);
}
