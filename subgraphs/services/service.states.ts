import { AccordError } from '../../shared/errors.ts';
import { isPossible, type Life, verbsFrom } from '../../shared/policy/life.ts';
import type { ServiceStatus } from '../../shared/policy/service-offer.ts';

export type ServiceVerb =
  | 'reviseService'
  | 'acceptServiceChange'
  | 'assureService'
  | 'closeService'
  | 'closeServiceForGood';

const STANDING: readonly ServiceStatus[] = ['ACTIVE', 'INACTIVE', 'TEMPORARILY_CLOSED'];

/** The life of a service after it was published. What is closed for good never opens again. */
export const SERVICE_LIFE: Life<ServiceVerb, ServiceStatus, 'owner'> = {
  reviseService: { from: STANDING, to: null, by: ['owner'] },
  acceptServiceChange: { from: STANDING, to: null, by: ['owner'] },
  assureService: { from: STANDING, to: 'ACTIVE', by: ['owner'] },
  closeService: { from: ['ACTIVE', 'INACTIVE'], to: 'TEMPORARILY_CLOSED', by: ['owner'] },
  closeServiceForGood: { from: STANDING, to: 'DEFUNCT', by: ['owner'] },
};

/** The status behind the verb. Errors: ILLEGAL_TRANSITION, with the status and what is possible from it. */
export function statusAfter(status: ServiceStatus, verb: ServiceVerb): ServiceStatus {
  if (isPossible(SERVICE_LIFE, status, verb)) return SERVICE_LIFE[verb].to ?? status;
  throw new AccordError('ILLEGAL_TRANSITION', { state: status, possible: verbsFrom(SERVICE_LIFE, status) });
}
