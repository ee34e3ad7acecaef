// The subgraphs' decorators want this before them.
import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { SandboxOrganisation } from '../gateway/issuer/sandbox-clients.ts';
import { subgraphs } from '../run/subgraphs.ts';
import type { Config } from '../shared/config.ts';
import { projectFolder } from '../shared/project-folder.ts';
import { openSubgraph } from '../shared/subgraph.ts';
import { AccessLoading } from './access-loading.ts';
import { checkWorld, WorldError } from './check-world.ts';
import { writeDirectory } from './directory.ts';
import { LoadedItems } from './loaded-items.ts';
import { Loading } from './loading.ts';
import { RegistryLoading } from './registry-loading.ts';
import { ReportingLoading } from './reporting-loading.ts';
import { Stage } from './stage.ts';
import type { World } from './world-schema.ts';

/** How many entries of a world were new. */
export interface Loaded {
  readonly world: string;
  readonly fresh: number;
}

/** Loads the world that comes with Accord. Answers with the codes of its organisations, each of which has clients. */
export async function loadSandboxWorld(url: string, config: Config): Promise<readonly string[]> {
  const text = await readFile(join(projectFolder, 'sandbox', 'world.json'), 'utf8');
  const world = checkWorld(JSON.parse(text));
  await markAsSandbox(url);
  await loadWorld(url, world, config);
  return world.organisations.filter(({ active }) => active).map(({ code }) => code);
}

/**
 * Loads a world into a database whose migrations are done. `url`: as its owner. The whole is checked before anything
 * is written; what was loaded before stays as it is. Throws `WorldError` with a JSON path for each fault.
 */
export async function loadWorld(url: string, value: unknown, config: Config): Promise<Loaded> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const world = checkWorld(value, await registeredCodes(client));
    const items = await LoadedItems.open(client, world.name);
    const hash = createHash('sha256').update(JSON.stringify(world)).digest('hex');
    if (await items.isWhole(hash)) return { world: world.name, fresh: 0 };
    const organisations = await writeDirectory(client, world);
    const fresh = await onStage(url, config, (stage) => loadOn(stage, items, organisations, world));
    await items.finish(hash);
    return { world: world.name, fresh };
  } finally {
    await client.end();
  }
}

/** Written down first: a database in which a world was begun is a sandbox, and never production. */
async function markAsSandbox(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      'insert into partnerships.sandbox select where not exists (select from partnerships.sandbox)',
    );
  } finally {
    await client.end();
  }
}

async function onStage<T>(url: string, config: Config, work: (stage: Stage) => Promise<T>): Promise<T> {
  const opened = await Promise.all(subgraphs.map((definition) => openSubgraph(definition, url, config)));
  try {
    return await work(new Stage(opened, url));
  } finally {
    await Promise.all(opened.map((subgraph) => subgraph.close()));
  }
}

async function loadOn(
  stage: Stage,
  items: LoadedItems,
  organisations: ReadonlyMap<string, SandboxOrganisation>,
  world: World,
): Promise<number> {
  const providers = new Map(world.services.map(({ key, provider }) => [key, provider]));
  const loading = new Loading(stage, items, organisations, providers);
  const each = async <Entry>(
    list: string,
    entries: readonly Entry[],
    load: (entry: Entry) => Promise<void>,
  ) => {
    for (const [index, entry] of entries.entries()) {
      try {
        await load(entry);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        throw new WorldError([{ path: `$.${list}[${index}]`, says: error.message }], { cause: error });
      }
    }
  };
  await each('agreements', world.agreements, (agreement) => loading.agreement(agreement));
  const registry = new RegistryLoading(loading);
  await each('organisations', world.organisations, (organisation) => registry.focalPoints(organisation));
  const access = new AccessLoading(loading, items);
  await each('legalInstruments', world.legalInstruments, (law) => access.legalInstrument(law));
  await each('accessAgreements', world.accessAgreements, (agreement) => loading.accessAgreement(agreement));
  await each('borderProcedures', world.borderProcedures, (procedure) => access.borderProcedure(procedure));
  await each('accessIncidents', world.accessIncidents, (incident) => access.accessIncident(incident));
  await each('accessVisits', world.accessVisits, (visit) => access.accessVisit(visit));
  await each('services', world.services, (service) => loading.service(service));
  await each('persons', world.persons, (person) => loading.person(person));
  const reporting = new ReportingLoading(loading);
  await each('consultations', world.consultations, (consultation) => reporting.consultation(consultation));
  await each('measures', world.measures, (measure) => reporting.measure(measure));
  await each('pledges', world.pledges, (pledge) => reporting.pledge(pledge));
  await each('reports', world.reports, (report) => reporting.report(report));
  return loading.fresh;
}

async function registeredCodes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ code: string }>(
    'select code from partnerships.organisation where active',
  );
  return rows.map(({ code }) => code);
}
