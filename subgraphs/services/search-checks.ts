import { AccordError } from '../../shared/errors.ts';
import type { NearInput, ServiceFilter } from './search.inputs.ts';

/** Errors: VALIDATION_FAILED. */
export function checkSearch(filter: ServiceFilter, near: NearInput | null): void {
  refuseUnless((filter.text ?? '').length <= 200, 'filter.text', 'At most 200 characters.');
  if (near === null) return;
  refuseUnless(Math.abs(near.latitude) <= 90, 'near.latitude', 'A latitude is from -90 to 90 degrees.');
  refuseUnless(Math.abs(near.longitude) <= 180, 'near.longitude', 'A longitude is from -180 to 180 degrees.');
  refuseUnless(near.withinKm > 0 && near.withinKm <= 1000, 'near.withinKm', 'More than 0 and at most 1000.');
}

function refuseUnless(holds: boolean, field: string, says: string): void {
  if (!holds) throw new AccordError('VALIDATION_FAILED', { field, says });
}
