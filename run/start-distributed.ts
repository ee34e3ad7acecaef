import { type Config, readConfig, SUBGRAPHS } from '../shared/config.ts';
import { patienceMs } from '../shared/stop-on-signal.ts';
import { gatewayPorts, subgraphPorts } from './claimed-ports.ts';
import { openDatabase } from './open-database.ts';
import { checkPorts } from './ports.ts';
import { Program } from './program.ts';
import { type Part, Running } from './running.ts';
import { sampleLink } from './sample-link.ts';
import { welcome } from './welcome.ts';

/** `npm run start:distributed`: PostgreSQL, four subgraphs and the gateway, each a program of its own. */
const running = new Running();
try {
  const config = readConfig();
  // The gateway ends first, and then the subgraphs.
  running.wait(2 * patienceMs(config.operating));
  await checkPorts([...gatewayPorts(config), ...subgraphPorts(config)]);
  const { url, codes } = await openDatabase(config, running);
  const programs = programsOf(config, url);
  // None needs another to start, and each takes a moment to load: all five at once. The gateway is the first to go.
  running.add(together(programs.slice(1)));
  running.add(programs[0] as Program);
  for (const program of programs)
    void program.ended.then((how) => running.fail(`The program "${program.name}" ${how}.`));
  await Promise.all(programs.map((program) => program.ready()));
  const readyInMs = performance.now();
  const link = await sampleLink(config, url);
  process.stdout.write(welcome({ config, codes, readyInMs, distributed: true, link }));
} catch (error) {
  await running.fail(error);
}

function programsOf(config: Config, url: string): Program[] {
  const environment = { ...process.env, DATABASE_URL: url, ACCORD_SANDBOX: config.sandbox ? 'on' : 'off' };
  const start = (name: string, file: string, port: number) =>
    new Program({ name, file, environment, readyUrl: `http://${localHost(config)}:${port}/readyz` });
  return [
    start('gateway', 'gateway/index.ts', config.managementPort),
    ...SUBGRAPHS.map((name) => start(name, `subgraphs/${name}/index.ts`, config.subgraphs[name].port)),
  ];
}

function localHost({ host }: Config): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}

function together(parts: readonly Part[]): Part {
  return {
    stop: async () => void (await Promise.all(parts.map((part) => part.stop()))),
    abandon: () => {
      for (const part of parts) part.abandon?.();
    },
  };
}
