import type { Operating } from '../../shared/operating.ts';
import { patienceMs } from '../../shared/stop-on-signal.ts';
import type { Gateway } from '../server.ts';
import { isOurs, type Order, type Word } from './messages.ts';

/**
 * One of several gateways that share a port, from when it serves: it does what the first program asks. What a terminal
 * sends reaches it too, and is left to the first program; a SIGTERM of its own ends it in order, and another takes its
 * place. When the first program is gone, Node ends it at once.
 */
export function workUnder(operating: Operating, gateway: Gateway, stop: () => Promise<void>): void {
  let stopping = false;
  const drain = async () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), patienceMs(operating)).unref();
    await stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  process.on('SIGTERM', drain);
  process.on('message', async (message: Order) => {
    if (!isOurs(message)) return;
    if (message.accord === 'drain') await drain();
    if (message.accord === 'reload') await gateway.reload();
    if (message.accord === 'readiness')
      say({ accord: 'readiness', id: message.id, readiness: await gateway.readiness() });
  });
  say({ accord: 'serving' });
}

function say(word: Word): void {
  process.send?.(word);
}
