import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** A line to a server that can fall silent: nothing is refused and nothing closed, only no byte arrives any more. */
export interface SilentLine {
  /** The same address through this line. */
  readonly url: string;
  fallSilent(): void;
  /** Carries whoever connects anew; what was connected in the silence stays silent. */
  speakAgain(): void;
  close(): void;
}

export async function silentLine(url: string): Promise<SilentLine> {
  const target = new URL(url);
  const sockets: Socket[] = [];
  let isSilent = false;
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    sockets.push(near, far);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    if (isSilent) return;
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    fallSilent() {
      isSilent = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    speakAgain() {
      isSilent = false;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
