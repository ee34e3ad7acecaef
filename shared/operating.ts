import { join, resolve } from 'node:path';
import { z } from 'zod';
import { projectFolder } from './project-folder.ts';

/** How an instance is run, whatever it serves. */
export interface Operating {
  /** Absolute path of the supergraph that the gateway serves, and takes up anew when it changes. */
  readonly supergraphFile: string;
  /** So many gateways share the port, each a program of its own. */
  readonly workers: number;
  /** How a part ends: for so long it says that it is not ready and still takes what comes; then so long for what it was asked. */
  readonly drain: { readonly noticeMs: number; readonly graceMs: number };
  /** Later than so much, in the mean of some seconds, the event loop sheds load (0: never); not before it was ready for so long. */
  readonly shed: { readonly aboveMs: number; readonly settleMs: number };
}

const seconds = (name: string, most: number, standard: number) =>
  z.coerce
    .number(`${name} must be a number of seconds from 0 to ${most}.`)
    .min(0, `${name} must be a number of seconds from 0 to ${most}.`)
    .max(most, `${name} must be a number of seconds from 0 to ${most}.`)
    .default(standard);

/** Its part of the environment. */
export const operatingVariables = {
  SUPERGRAPH_FILE: z.string().default(join(projectFolder, 'gateway', 'supergraph.graphql')),
  GATEWAY_WORKERS: z.coerce
    .number('GATEWAY_WORKERS must be a number from 1 to 64.')
    .int('GATEWAY_WORKERS must be a whole number.')
    .min(1, 'GATEWAY_WORKERS must be a number from 1 to 64.')
    .max(64, 'GATEWAY_WORKERS must be a number from 1 to 64.')
    .default(1),
  DRAIN_NOTICE_SECONDS: seconds('DRAIN_NOTICE_SECONDS', 300, 0),
  DRAIN_SECONDS: seconds('DRAIN_SECONDS', 600, 10),
  SHED_ABOVE_DELAY_MS: z.coerce
    .number('SHED_ABOVE_DELAY_MS must be a number of milliseconds, or 0 for never.')
    .int('SHED_ABOVE_DELAY_MS must be a whole number.')
    .min(0, 'SHED_ABOVE_DELAY_MS must be a number of milliseconds, or 0 for never.')
    .default(500),
  SHED_SETTLE_SECONDS: seconds('SHED_SETTLE_SECONDS', 600, 15),
};

const variables = z.object(operatingVariables);

export function operatingOf(given: z.infer<typeof variables>): Operating {
  return Object.freeze({
    supergraphFile: resolve(given.SUPERGRAPH_FILE),
    workers: given.GATEWAY_WORKERS,
    drain: Object.freeze({
      noticeMs: given.DRAIN_NOTICE_SECONDS * 1_000,
      graceMs: given.DRAIN_SECONDS * 1_000,
    }),
    shed: Object.freeze({
      aboveMs: given.SHED_ABOVE_DELAY_MS,
      settleMs: given.SHED_SETTLE_SECONDS * 1_000,
    }),
  });
}
