import { startGateway } from '../gateway/embedded.ts';
import { readConfig } from '../shared/config.ts';
import { createLog } from '../shared/log.ts';
import { patienceMs } from '../shared/stop-on-signal.ts';
import { openSubgraph } from '../shared/subgraph.ts';
import { gatewayPorts } from './claimed-ports.ts';
import { openDatabase } from './open-database.ts';
import { checkPorts } from './ports.ts';
import { Running } from './running.ts';
import { sampleLink } from './sample-link.ts';
import { subgraphs } from './subgraphs.ts';
import { welcome } from './welcome.ts';

/** `npm start`: everything in one program, stopped in the reverse of this order. */
const running = new Running();
try {
  const config = readConfig();
  running.wait(patienceMs(config.operating));
  await checkPorts(gatewayPorts(config));
  const { url, codes } = await openDatabase(config, running);
  const opened = await Promise.all(subgraphs.map((definition) => openSubgraph(definition, url, config)));
  running.add({ stop: async () => void (await Promise.all(opened.map((subgraph) => subgraph.close()))) });
  const log = createLog();
  await Promise.all(opened.map((subgraph) => subgraph.startJobs(log)));
  await running.start(startGateway(config, opened));
  const readyInMs = performance.now();
  const link = await sampleLink(config, url);
  process.stdout.write(welcome({ config, codes, readyInMs, distributed: false, link }));
} catch (error) {
  await running.fail(error);
}
