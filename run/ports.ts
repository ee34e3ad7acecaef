import { createServer } from 'node:net';

/** A port, who listens on it, and the variable that chooses another. */
export interface PortClaim {
  readonly port: number;
  readonly host: string;
  readonly who: string;
  readonly variable: string;
}

/** Says, before anything has started, which ports are taken, who wants them and how to choose others. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
}

export async function checkPorts(claims: readonly PortClaim[]): Promise<void> {
  const answers = await Promise.all(claims.map((claim) => complaintAbout(claim)));
  const complaints = answers.filter((answer) => answer !== null);
  if (complaints.length > 0) throw new PortTakenError([...new Set(complaints)].join('\n'));
}

/** A port of 127.0.0.1 that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  return (await listenOnce(0, '127.0.0.1')) as number;
}

async function complaintAbout({ port, host, who, variable }: PortClaim): Promise<string | null> {
  if (port === 0) return null;
  try {
    await listenOnce(port, host);
    return null;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const elsewhere = `choose another with ${variable}, for example ${variable}=${port < 60_000 ? port + 1000 : 4000}.`;
    if (code === 'EADDRINUSE') return `Port ${port} is taken, and ${who} needs it; ${elsewhere}`;
    if (code === 'EACCES')
      return `Port ${port} may not be used by this user, and ${who} needs it; ${elsewhere}`;
    if (code === 'EADDRNOTAVAIL') return `HOST names ${host}, which is not an address of this machine.`;
    return `Port ${port}, which ${who} needs, cannot be opened: ${message}. ${elsewhere}`;
  }
}

function listenOnce(port: number, host: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}
