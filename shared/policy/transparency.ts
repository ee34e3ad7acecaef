import type { DataCategory } from './categories.ts';
import { BEFORE_ACCEPTANCE, isWithinCeiling } from './ceilings.ts';
import { firewallClassOf, type OrganisationType } from './organisations.ts';
import type { Purpose } from './purposes.ts';
import { SERVICE_TYPES, type ServiceType } from './service-types.ts';

/** When a recipient could come to see a category, of a person who consented: while it decides, or once it has accepted. */
export const SHARING_STAGES = ['BEFORE_ACCEPTANCE', 'AFTER_ACCEPTANCE'] as const;
export type SharingStage = (typeof SHARING_STAGES)[number];

/** What anyone may read of an agreement in force, and of its recipient [law 7]. */
export interface SharingTerms {
  readonly recipientType: OrganisationType;
  readonly recipientSharesCredentialsWith: readonly OrganisationType[];
  readonly purposes: readonly Purpose[];
  readonly categories: readonly DataCategory[];
}

export interface SharingLine {
  readonly category: DataCategory;
  readonly stage: SharingStage;
  readonly serviceTypes: readonly ServiceType[];
}

/**
 * The most that could be shared: with every consent there could be, and in no case more than the ceiling of the recipient's
 * class [law 4]. Free text is no line: no service opens all that it may hold.
 */
export function sharingLines(terms: SharingTerms): SharingLine[] {
  const firewallClass = firewallClassOf(terms.recipientType, terms.recipientSharesCredentialsWith);
  return terms.categories.flatMap((category) => {
    const serviceTypes = SERVICE_TYPES.filter((serviceType) =>
      terms.purposes.some((purpose) => isWithinCeiling(firewallClass, serviceType, purpose, category)),
    );
    const stage = BEFORE_ACCEPTANCE.has(category) ? 'BEFORE_ACCEPTANCE' : 'AFTER_ACCEPTANCE';
    return serviceTypes.length === 0 ? [] : [{ category, stage, serviceTypes }];
  });
}
