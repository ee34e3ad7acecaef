import { setImmediate as turn } from 'node:timers/promises';

/** Loaded before the gateway of a test: at its start and at each SIGUSR2 the event loop is kept busy, turn by turn. */
const TURN_MS = 400;

async function block(seconds: number): Promise<void> {
  for (const end = performance.now() + seconds * 1000; performance.now() < end; await turn()) {
    for (const turned = performance.now() + TURN_MS; performance.now() < turned; );
  }
}

process.on('SIGUSR2', () => void block(12));
void block(Number(process.env['BLOCKED_AT_START_SECONDS'] ?? 0));
