import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { readConfig } from '../../../shared/config.ts';
import type { SubgraphContext } from '../../../shared/context.ts';
import { type Answer, Executor } from '../../../shared/execute.ts';
import { createLog } from '../../../shared/log.ts';
import { migrate } from '../../../shared/migrate.ts';
import type { Role } from '../../../shared/policy/roles.ts';
import { openSubgraph } from '../../../shared/subgraph.ts';
import { access } from '../../../subgraphs/access/schema.ts';
import { partnerships } from '../../../subgraphs/partnerships/schema.ts';
import { services } from '../../../subgraphs/services/schema.ts';
import { testDatabase } from '../../support/database.ts';

/** Who asks, in a few words; null asks without a token. */
export type Asker = { organisationId: string; role: Role } | null;

export interface AccessWorld {
  ask(who: Asker, query: string, variables?: object, key?: string): Promise<Answer>;
  /** As the owner of the database: for what no verb does. */
  sql(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** As the owner. */
  readonly url: string;
  readonly sdl: string;
  stop(): Promise<void>;
}

/** A National Society, ICRC, a border guard unit, a UN agency and a National Society that is active no more. */
export const ORGANISATIONS = {
  org_krcs: 'NATIONAL_SOCIETY',
  org_icrc: 'ICRC',
  org_guard: 'BORDER_GUARD',
  org_iom: 'UN_AGENCY',
  org_gone: 'NATIONAL_NGO',
} as const;

export const krcs = { organisationId: 'org_krcs', role: 'caseworker' } as const;
export const icrc = { organisationId: 'org_icrc', role: 'caseworker' } as const;
export const guard = { organisationId: 'org_guard', role: 'caseworker' } as const;
export const iom = { organisationId: 'org_iom', role: 'caseworker' } as const;
export const gone = { organisationId: 'org_gone', role: 'caseworker' } as const;

export async function openAccess(): Promise<AccessWorld> {
  const database = await testDatabase({
    name: 'access',
    fill: (url) => migrate(url, [partnerships.store, access.store, services.store]),
  });
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  for (const [id, type] of Object.entries(ORGANISATIONS)) {
    await owner.query(
      'insert into partnerships.organisation (id, code, name, type, active) values ($1, $1, $1, $2, $3)',
      [id, type, id !== 'org_gone'],
    );
  }
  const home = mkdtempSync(join(tmpdir(), 'accord-access-'));
  const subgraph = await openSubgraph(access, database.url, readConfig({ ACCORD_HOME: home }));
  const executor = new Executor(subgraph, createLog('silent'));
  return {
    url: database.url,
    sdl: subgraph.sdl,
    ask: (who, query, variables, key) =>
      executor.run({ query, variables: { ...variables } }, contextOf(who, key)),
    sql: async (text, values = []) => (await owner.query(text, [...values])).rows,
    stop: async () => {
      await subgraph.close();
      await owner.end();
      await database.stop();
      rmSync(home, { recursive: true });
    },
  };
}

function contextOf(who: Asker, idempotencyKey: string | null = null): SubgraphContext {
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
    idempotencyKey,
    language: '',
    fromGateway: true,
  };
}
