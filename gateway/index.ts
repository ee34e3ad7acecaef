import { readConfig, SUBGRAPHS, type SubgraphName } from '../shared/config.ts';
import { stopOnSignal } from '../shared/stop-on-signal.ts';
import { HttpSource } from './http-source.ts';
import { issuerKeys } from './issuer/issuer-keys.ts';
import { budgetsInDatabase, budgetsInMemory } from './limits/budgets.ts';
import { serveGateway } from './server.ts';

/** The gateway on its own: the four subgraphs are reached over HTTP. */
const config = readConfig();
const key = Buffer.from(config.keys.gateway().reveal(), 'base64url');
const sources = Object.fromEntries(
  SUBGRAPHS.map((name) => [name, new HttpSource(name, config.subgraphs[name].url, key)]),
) as Record<SubgraphName, HttpSource>;
const gateway = await serveGateway(
  config,
  sources,
  config.builtInIssuer && config.sandbox ? issuerKeys(config.home) : null,
  config.databaseUrl
    ? budgetsInDatabase(config.databaseUrl.reveal(), config.budgetPerMinute)
    : budgetsInMemory(config.budgetPerMinute),
);

process.on('SIGHUP', () => void gateway.reload());
stopOnSignal(config.operating, () => gateway.stop());
