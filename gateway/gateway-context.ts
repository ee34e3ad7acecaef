import type { Caller } from '../shared/context.ts';
import type { LastLook } from './last-look.ts';
import type { Cost } from './limits/admission.ts';

/** What the gateway knows of one request. */
export interface GatewayContext extends Record<string, unknown> {
  readonly caller: Caller;
  readonly lastLook: LastLook;
  readonly cost: Cost | undefined;
}
