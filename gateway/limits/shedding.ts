import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';
import type { Operating } from '../../shared/operating.ts';
import { spokenError } from '../errors.ts';
import type { Metrics } from '../metrics.ts';

/** So often is looked, so finely is measured, and so many looks are the window: one long pause among them is not a load. */
const LOOK_MS = 500;
const RESOLUTION_MS = 10;
const LOOKS = 6;
const WINDOW_SECONDS = (LOOKS * LOOK_MS) / 1000;

export interface Shedding {
  stop(): void;
}

interface Look {
  readonly turns: number;
  readonly meanMs: number;
}

/**
 * Refuses what is newly asked at `/graphql` while the event loop comes round too late, in the mean of a few seconds: what
 * was taken in before is finished, and a client is told when to come again rather than kept waiting. Health and figures
 * go on. A start is busy by nature, so nothing is refused before the gateway was ready for a while (`ready` resolves).
 */
export function shedLoad(
  app: FastifyInstance,
  { aboveMs, settleMs }: Operating['shed'],
  ready: () => Promise<unknown>,
  metrics: Pick<Metrics, 'noteShed'>,
): Shedding {
  if (aboveMs === 0) return { stop: () => undefined };
  let isLate = false;
  app.addHook('onRequest', async (request, reply) => {
    if (!isLate || request.routeOptions.url !== '/graphql') return;
    metrics.noteShed();
    const error = { message: '', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } };
    return reply
      .code(503)
      .header('retry-after', String(WINDOW_SECONDS))
      .send({ errors: [spokenError(error, request.id, false)] });
  });
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const looks: Look[] = [];
  let settled = Number.POSITIVE_INFINITY;
  void firstReady(ready).then(() => {
    settled = performance.now() + settleMs;
    delay.enable();
  });
  const looking = setInterval(() => {
    if (performance.now() >= settled && delay.count > 0) {
      looks.push({ turns: delay.count, meanMs: delay.mean / 1e6 - RESOLUTION_MS });
      if (looks.length > LOOKS) looks.shift();
      isLate = looks.length === LOOKS && meanOf(looks) > aboveMs;
    }
    delay.reset();
  }, LOOK_MS).unref();
  return {
    stop: () => {
      clearInterval(looking);
      delay.disable();
    },
  };
}

async function firstReady(ready: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await ready();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS).unref());
    }
  }
}

function meanOf(looks: readonly Look[]): number {
  const turns = looks.reduce((sum, look) => sum + look.turns, 0);
  return looks.reduce((sum, look) => sum + look.turns * look.meanMs, 0) / turns;
}
