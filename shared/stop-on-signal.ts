import type { Operating } from './operating.ts';

/** Jobs have ten seconds, and closing what is open takes a moment. */
const BESIDE_REQUESTS_MS = 15_000;

/** How long a part may take to end before whoever waits for it ends it. */
export function patienceMs({ drain }: Operating): number {
  return drain.noticeMs + drain.graceMs + BESIDE_REQUESTS_MS;
}

/**
 * Ends this program in order at the first SIGTERM or SIGINT, with status 0; at a second one, or when that takes too
 * long, at once and with status 1.
 */
export function stopOnSignal(operating: Operating, stop: () => Promise<void>): void {
  let stopping = false;
  const end = async () => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), patienceMs(operating)).unref();
    await stop();
    process.exit(0);
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}
