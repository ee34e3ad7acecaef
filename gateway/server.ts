import cluster from 'node:cluster';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type FastifyInstance, fastify } from 'fastify';
import type { Config } from '../shared/config.ts';
import { Draining } from '../shared/draining.ts';
import { createTokenVerifier } from '../shared/identity.ts';
import { createLog, type Log } from '../shared/log.ts';
import { traceRequests } from '../shared/trace-requests.ts';
import { startTracing } from '../shared/tracing.ts';
import { AgreementDoor } from './agreements/agreement-door.ts';
import { serveAgreements } from './agreements/serve-agreements.ts';
import { protectBrowsers } from './browsers.ts';
import { CountryDoor } from './countries/country-door.ts';
import { serveCountries } from './countries/serve-countries.ts';
import { type EditionParts, makeEdition } from './edition.ts';
import { Editions } from './editions.ts';
import { serveErrorPage } from './error-page.ts';
import type { ExplorerClient } from './explorer/client.ts';
import type { Sources } from './graphql.ts';
import { managementServer, type Readiness, readinessOf, serveHealth } from './health.ts';
import { HsdsDoor } from './hsds/hsds-door.ts';
import { type HsdsParts, serveHsds } from './hsds/serve-hsds.ts';
import { speakOwnErrors } from './http-errors.ts';
import { FormDoor } from './incident/form-door.ts';
import { serveIncident } from './incident/serve-incident.ts';
import { createIssuer } from './issuer/issuer.ts';
import type { IssuerKeys } from './issuer/issuer-keys.ts';
import { mountIssuer } from './issuer/mount-issuer.ts';
import { type ClientRegistry, sandboxClients } from './issuer/sandbox-clients.ts';
import { type AdmissionParts, admitOperations } from './limits/admission.ts';
import { type Budgets, budgetsInMemory } from './limits/budgets.ts';
import { shedLoad } from './limits/shedding.ts';
import { lookBeforeLeaving } from './look-before-leaving.ts';
import { type Metrics, measure } from './metrics.ts';
import { Attempts } from './my/attempts.ts';
import { Door } from './my/door.ts';
import { serveMy } from './my/serve-my.ts';
import { serveReceipts } from './my/serve-receipts.ts';
import { registeredOrganisations } from './registered-organisations.ts';
import { Reload } from './reload.ts';
import { PublishedReports } from './reports/published-reports.ts';
import { serveReports } from './reports/serve-reports.ts';
import { identifyRequests } from './request-id.ts';
import { serveExplorer } from './serve-explorer.ts';
import { serveTransparency } from './transparency/serve-transparency.ts';
import { SharingDoor } from './transparency/sharing-door.ts';

const LARGEST_REQUEST = 1024 * 1024;

export interface Gateway {
  /** Looks at the supergraph's file now, also when it was refused before. */
  reload(): Promise<void>;
  readiness(): Promise<Readiness>;
  stop(): Promise<void>;
}

/** The one door for clients, over sources that are in this process or behind HTTP. */
export async function serveGateway(
  config: Config,
  sources: Sources,
  keys: IssuerKeys | null,
  budgets: Budgets = budgetsInMemory(config.budgetPerMinute),
): Promise<Gateway> {
  const log = createLog();
  const app = fastify({
    bodyLimit: LARGEST_REQUEST,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    // What is counted by address is counted by the asker's, and nobody but these proxies is believed about it.
    trustProxy: config.trustedProxies.length > 0 && [...config.trustedProxies],
  });
  const draining = new Draining(app, config.operating.drain);
  const tracing = startTracing('gateway', config.tracesUrl);
  traceRequests(app);
  identifyRequests(app);
  await protectBrowsers(app, config.corsOrigins);
  speakOwnErrors(app, log);
  const metrics = measure(app);
  const shedding = shedLoad(app, config.operating.shed, () => allReady(sources), metrics);
  const clients = sandboxClients(() => registeredOrganisations(sources.partnerships));
  const verifier = createTokenVerifier(config, keys?.published);
  const { editions, reload } = await serveGraph(app, { config, sources, verifier, log, metrics, budgets });
  if (keys) mountIssuer(app, createIssuer({ ...config, clients, keys, log }));
  await app.register(serveExplorer, { sandbox: config.sandbox, clients: () => explorerClients(clients) });
  await servePages(app, config, sources, { budgets, verifier, log });
  serveHealth(app, sources, draining);

  // One of several workers leaves the management port to the first program, which answers for all.
  const management = cluster.isWorker ? null : managementServer(sources, draining, metrics);
  await app.listen({ host: config.host, port: config.port });
  await management?.listen({ host: config.host, port: config.managementPort });
  const ending = [
    draining,
    { close: async () => shedding.stop() },
    reload,
    editions,
    ...Object.values(sources),
    budgets,
    ...(management ? [management] : []),
    { close: () => tracing.stop() },
  ];
  return {
    stop: () => stopInOrder(ending, log),
    reload: () => reload.now({ again: true }),
    readiness: () => readinessOf(sources),
  };
}

/** `/graphql`: what was asked is measured, answered by the edition that it came to, and looked at before it leaves. */
async function serveGraph(
  app: FastifyInstance,
  parts: EditionParts & Pick<AdmissionParts, 'budgets'> & { config: Config; metrics: Metrics },
): Promise<{ editions: Editions; reload: Reload }> {
  const file = parts.config.operating.supergraphFile;
  const editions = new Editions(app, await makeEdition(readFileSync(file, 'utf8'), parts));
  admitOperations(app, {
    ...parts,
    measures: (request) => editions.of(request),
    openSchema: parts.config.environment !== 'production',
  });
  lookBeforeLeaving(app, (request) => editions.of(request).graph.server);
  return { editions, reload: new Reload({ ...parts, editions, file }) };
}

/** What is read without GraphQL: by people in a browser, without a script, and by systems that speak Open Referral HSDS. */
async function servePages(
  app: FastifyInstance,
  config: Config,
  sources: Sources,
  parts: Omit<HsdsParts, 'door' | 'quota'>,
): Promise<void> {
  const { budgets, log } = parts;
  const directory = new HsdsDoor(sources.services);
  await app.register(serveHsds, { ...parts, door: directory, quota: config.budgetPerMinute });
  const door = new Door(sources.referrals, sources.partnerships);
  const pages = { door, attempts: new Attempts(budgets, config.budgetPerMinute), log };
  await app.register(serveMy, pages);
  await app.register(serveReceipts, pages);
  const forms = new FormDoor(sources.access, sources.partnerships);
  await app.register(serveIncident, { ...pages, door: forms });
  const reports = new PublishedReports(sources.partnerships);
  await app.register(serveReports, { reports, sandbox: config.sandbox });
  await app.register(serveAgreements, {
    door: new AgreementDoor(sources.partnerships),
    sandbox: config.sandbox,
  });
  const countries = new CountryDoor(sources.access, sources.partnerships);
  await app.register(serveCountries, { door: countries, attempts: pages.attempts });
  const sharings = new SharingDoor(sources.partnerships);
  await app.register(serveTransparency, { door: sharings, attempts: pages.attempts });
  serveErrorPage(app);
}

async function explorerClients(registry: ClientRegistry): Promise<ExplorerClient[]> {
  const clients = await registry.list();
  return clients.map(({ organisationType: type, clientId, organisation, role, purposes }) => ({
    clientId,
    organisation,
    type,
    role,
    purposes,
  }));
}

async function allReady(sources: Sources): Promise<void> {
  await Promise.all(Object.values(sources).map((source) => source.ready()));
}

/** The door closes first, then what stands behind it. */
async function stopInOrder(parts: readonly { close(): PromiseLike<unknown> }[], log: Log): Promise<void> {
  for (const part of parts) {
    try {
      await part.close();
    } catch (err) {
      log.warn({ err }, 'a part did not stop cleanly');
    }
  }
}
