import { checkPorts } from '../../run/ports.ts';

/** Below the ports that a system hands out by itself, and so many for each worker of the run: files that run at once share none. */
const [FIRST, BAND, BANDS] = [10_000, 1_000, 20];

const band = FIRST + BAND * (Number(process.env['JEST_WORKER_ID'] ?? 1) % BANDS);
let next = Math.floor(Math.random() * BAND);

/** A port of 127.0.0.1 that nobody listens on, and that no other test is given. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < BAND; tried += 1) {
    const port = band + (next % BAND);
    next += 1;
    const claim = { port, host: '127.0.0.1', who: 'a test', variable: 'none' };
    const isFree = await checkPorts([claim]).then(
      () => true,
      () => false,
    );
    if (isFree) return port;
  }
  throw new Error(`No port from ${band} to ${band + BAND - 1} is free.`);
}
