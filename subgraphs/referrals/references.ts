import type { References } from '../../shared/federation.ts';
import type { ReferralService } from './referral.service.ts';

/** How this subgraph answers `_entities`: by key alone, through the same door as every other read. */
export function references(referrals: ReferralService): References {
  return {
    Referral: ({ id }, context) => referrals.reference(context, String(id)),
  };
}
