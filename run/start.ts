import { join } from 'node:path';
import { startGateway } from '../gateway/embedded.ts';
import { serveWorkers } from '../gateway/workers/serve-workers.ts';
import { type Config, readConfig } from '../shared/config.ts';
import { createLog } from '../shared/log.ts';
import { projectFolder } from '../shared/project-folder.ts';
import { patienceMs } from '../shared/stop-on-signal.ts';
import { openSubgraph } from '../shared/subgraph.ts';
import { gatewayPorts } from './claimed-ports.ts';
import { openDatabase } from './open-database.ts';
import { checkPorts } from './ports.ts';
import { type Part, Running } from './running.ts';
import { sampleLink } from './sample-link.ts';
import { subgraphs } from './subgraphs.ts';
import { welcome } from './welcome.ts';

/** `npm start`: everything in one program, or in a few that share the port; stopped in the reverse of this order. */
const running = new Running();
try {
  const config = readConfig();
  running.wait(patienceMs(config.operating));
  await checkPorts(gatewayPorts(config));
  const { url, codes } = await openDatabase(config, running);
  if (config.operating.workers > 1) await running.start(startWorkers(config, url));
  else await startAlone(config, url);
  const readyInMs = performance.now();
  const link = await sampleLink(config, url);
  process.stdout.write(welcome({ config, codes, readyInMs, distributed: false, link }));
} catch (error) {
  await running.fail(error);
}

async function startAlone(config: Config, url: string): Promise<void> {
  const opened = await Promise.all(subgraphs.map((definition) => openSubgraph(definition, url, config)));
  running.add({ stop: async () => void (await Promise.all(opened.map((subgraph) => subgraph.close()))) });
  const log = createLog();
  await Promise.all(opened.map((subgraph) => subgraph.startJobs(log)));
  await running.start(startGateway(config, opened));
}

/** Each worker has the four subgraphs in it, and all share the database that this program has opened. */
function startWorkers(config: Config, url: string): Promise<Part> {
  const environment = { DATABASE_URL: url, ACCORD_SANDBOX: config.sandbox ? 'on' : 'off' };
  return serveWorkers(config, { file: join(projectFolder, 'run', 'start-worker.ts'), environment });
}
