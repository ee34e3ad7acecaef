import type { Readiness } from '../health.ts';

/** What the gateway's first program asks of a worker. */
export type Order =
  | { readonly accord: 'drain' | 'reload' }
  | { readonly accord: 'readiness'; readonly id: number };

/** What a worker says: that it serves from now on, or how ready it is. */
export type Word =
  | { readonly accord: 'serving' }
  | { readonly accord: 'readiness'; readonly id: number; readonly readiness: Readiness };

/** Libraries send messages of their own on the same channel. */
export function isOurs(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'accord' in message;
}
