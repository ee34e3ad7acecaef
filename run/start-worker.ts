import { startGateway } from '../gateway/embedded.ts';
import { budgetsInDatabase } from '../gateway/limits/budgets.ts';
import { workUnder } from '../gateway/workers/worker.ts';
import { readConfig } from '../shared/config.ts';
import { createLog } from '../shared/log.ts';
import { openSubgraph } from '../shared/subgraph.ts';
import { subgraphs } from './subgraphs.ts';

/** One of the workers of `npm start` with GATEWAY_WORKERS: a gateway with the four subgraphs in it, before the common database. */
const config = readConfig();
if (config.databaseUrl === null) throw new Error('A worker needs DATABASE_URL.');
const url = config.databaseUrl.reveal();
const opened = await Promise.all(subgraphs.map((definition) => openSubgraph(definition, url, config)));
const log = createLog();
// Each job is one worker's at a time (shared/jobs.ts).
await Promise.all(opened.map((subgraph) => subgraph.startJobs(log)));
const gateway = await startGateway(config, opened, budgetsInDatabase(url, config.budgetPerMinute));
workUnder(config.operating, gateway, async () => {
  await gateway.stop();
  await Promise.all(opened.map((subgraph) => subgraph.close()));
});
