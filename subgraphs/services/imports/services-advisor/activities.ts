import type { ServiceType } from '../../../../shared/policy/service-types.ts';
import type { Need } from '../../vocabulary.ts';

interface Activity {
  readonly type: ServiceType;
  /** Of a broad activity: what stands for the whole when the indicators offer it, before `type`. */
  readonly rather?: readonly ServiceType[];
  /** What the activity is for beyond its types. */
  readonly needs?: readonly Need[];
}

/**
 * The 21 activities of the file by number. A type opens categories of data to its provider (law.md, section 4), so a
 * broad activity that names no indicator gets the narrowest type, not the likeliest.
 */
const ACTIVITIES: Readonly<Record<number, Activity>> = {
  // Financial assistance
  5574: { type: 'CASH_ASSISTANCE' },
  // Education opportunities
  5575: { type: 'EDUCATION' },
  // Education for children with disabilities
  5576: { type: 'EDUCATION' },
  // Support for learning environment
  5577: { type: 'EDUCATION' },
  // Nutritional status improvement
  5578: { type: 'FOOD' },
  // Food security
  5579: { type: 'FOOD' },
  // Health services
  5598: { type: 'PRIMARY_HEALTH' },
  // Nutrition services
  5599: { type: 'PREGNANCY_AND_CHILD_HEALTH' },
  // Distribution for basic needs (NFI)
  5601: { type: 'CLOTHING_AND_NFI' },
  // Psychosocial and mental health
  5602: { type: 'MHPSS' },
  // Child protection
  5603: { type: 'CHILD_PROTECTION' },
  // Community-focused protection
  5604: { type: 'INCLUSION_ACTIVITY', needs: ['SAFETY'] },
  // Protection services
  5606: {
    type: 'INFORMATION_AND_ORIENTATION',
    rather: ['LEGAL_AID', 'GBV_RESPONSE', 'CHILD_PROTECTION'],
    needs: ['SAFETY'],
  },
  // Refugee rights
  5607: {
    type: 'INFORMATION_AND_ORIENTATION',
    rather: ['INTERNATIONAL_PROTECTION', 'DETENTION_VISIT'],
    needs: ['SAFETY'],
  },
  // Cash for rent
  5608: { type: 'CASH_ASSISTANCE', needs: ['SHELTER'] },
  // Shelter rehabilitation
  5610: { type: 'EMERGENCY_SHELTER' },
  // Drainage
  5611: { type: 'WASH' },
  // Hygiene and hygiene products delivery
  5612: { type: 'WASH' },
  // Sanitation, protection from the spread of disease
  5613: { type: 'WASH' },
  // Water access
  5614: { type: 'WASH' },
  // Women safe spaces: places to come to by day, not shelters
  20815: { type: 'GBV_RESPONSE', needs: ['SAFETY'] },
};

export function activityNumbered(number: unknown): Activity | null {
  return typeof number === 'number' ? (ACTIVITIES[number] ?? null) : null;
}

/** The first thing an activity is for, given what its indicators offer. */
export function mainType({ type, rather = [] }: Activity, offered: readonly ServiceType[]): ServiceType {
  const preferred = [...rather, type].find((one) => offered.includes(one));
  return preferred ?? offered[0] ?? type;
}
