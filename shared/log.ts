import { pino } from 'pino';

/** What Accord writes about itself. Lines name operations, codes and ids of requests; never a value about a person. */
export interface Log {
  info(fields: object, says: string): void;
  warn(fields: object, says: string): void;
  error(fields: object, says: string): void;
}

interface Fault {
  readonly type: string;
  readonly code: string | undefined;
  readonly stack: string | undefined;
}

/**
 * An error's message can quote a row (PostgreSQL does so in `detail`, a JSON parser in its message). So only its
 * kind, its code and the places in our code are written.
 */
export function faultOf(error: unknown): Fault {
  const known = error instanceof Error ? error : new Error('not an Error');
  const places = known.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .join('\n');
  return { type: known.name, code: (known as { code?: string }).code, stack: places };
}

export function createLog(level: string = process.env['LOG_LEVEL'] ?? 'warn'): Log {
  return pino({ level, base: null, serializers: { err: faultOf } }, pino.destination({ fd: 2, sync: false }));
}
