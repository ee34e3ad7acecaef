import type { ServiceType } from '../../../shared/policy/service-types.ts';
import type { Sector } from '../imports/sectors.ts';

/**
 * The sector of humanitarian coordination that an activity of a type is reported under. What is about rights, families or a
 * person's safety is protection; a sector is broader than a type, so the way back is not this one (imports/sectors.ts).
 */
export const SECTOR_OF_TYPE: Readonly<Record<ServiceType, Sector>> = {
  INFORMATION_AND_ORIENTATION: 'PRO',
  FOOD: 'FSC',
  CLOTHING_AND_NFI: 'SHL',
  EMERGENCY_SHELTER: 'SHL',
  SAFE_SHELTER: 'PRO',
  WASH: 'WSH',
  PRIMARY_HEALTH: 'HEA',
  EMERGENCY_HEALTH: 'HEA',
  MHPSS: 'HEA',
  PREGNANCY_AND_CHILD_HEALTH: 'HEA',
  CASH_ASSISTANCE: 'MPC',
  EDUCATION: 'EDU',
  LIVELIHOODS: 'ERY',
  LEGAL_AID: 'PRO',
  INTERNATIONAL_PROTECTION: 'PRO',
  CHILD_PROTECTION: 'PRO-CPN',
  GBV_RESPONSE: 'PRO-GBV',
  TRAFFICKING_RESPONSE: 'PRO',
  DISABILITY_SUPPORT: 'PRO',
  TRANSPORT_AND_EVACUATION: 'PRO',
  ACCOMPANIMENT_IN_PROCEDURES: 'PRO',
  CONNECTIVITY_AND_CHARGING: 'TEL',
  RETURN_COUNSELLING: 'PRO',
  DETENTION_VISIT: 'PRO',
  SEARCH_AND_RESCUE: 'PRO',
  DEAD_AND_MISSING: 'PRO',
  INCLUSION_ACTIVITY: 'PRO',
  RFL_PREVENTION: 'PRO',
  RFL_CONTACT: 'PRO',
  RFL_TRACING: 'PRO',
  RFL_FATE_AND_WHEREABOUTS: 'PRO',
  RFL_REUNIFICATION: 'PRO',
};
