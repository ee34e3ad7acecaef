import cluster from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { type Config, readConfig, SUBGRAPHS, type SubgraphName } from '../shared/config.ts';
import { stopOnSignal } from '../shared/stop-on-signal.ts';
import { HttpSource } from './http-source.ts';
import { issuerKeys } from './issuer/issuer-keys.ts';
import { type Budgets, budgetsInDatabase, budgetsInMemory, budgetsInPrimary } from './limits/budgets.ts';
import { type Gateway, serveGateway } from './server.ts';
import { serveWorkers } from './workers/serve-workers.ts';
import { workUnder } from './workers/worker.ts';

/** The gateway on its own, or on several workers: the four subgraphs are reached over HTTP. */
const config = readConfig();
if (cluster.isWorker) {
  const gateway = await serveAlone(config);
  workUnder(config.operating, gateway, () => gateway.stop());
} else {
  const gateway =
    config.operating.workers > 1
      ? await serveWorkers(config, { file: fileURLToPath(import.meta.url) })
      : await serveAlone(config);
  process.on('SIGHUP', () => void gateway.reload());
  stopOnSignal(config.operating, () => gateway.stop());
}

function serveAlone(config: Config): Promise<Gateway> {
  const key = Buffer.from(config.keys.gateway().reveal(), 'base64url');
  const sources = Object.fromEntries(
    SUBGRAPHS.map((name) => [name, new HttpSource(name, config.subgraphs[name].url, key)]),
  ) as Record<SubgraphName, HttpSource>;
  const keys = config.builtInIssuer && config.sandbox ? issuerKeys(config.home) : null;
  return serveGateway(config, sources, keys, budgetsOf(config));
}

function budgetsOf({ databaseUrl, budgetPerMinute }: Config): Budgets {
  if (databaseUrl) return budgetsInDatabase(databaseUrl.reveal(), budgetPerMinute);
  return cluster.isWorker ? budgetsInPrimary(budgetPerMinute) : budgetsInMemory(budgetPerMinute);
}
