import type { SubgraphContext } from '../../shared/context.ts';
import type { Database } from '../../shared/database.ts';
import type { Disclosure } from '../../shared/policy/release.ts';
import type { Shown } from '../../shared/shown.ts';
import type { PersonService } from './person.service.ts';
import type { ReferralService } from './referral.service.ts';

/**
 * Whether everything an answer holds about persons may be shown to this viewer now. Decided anew from the rows, by the
 * same rule: so it covers all that can be taken back, also what nobody has thought of as taking back.
 */
export function stillShown(database: Database, referrals: ReferralService, persons: PersonService) {
  return async (context: SubgraphContext, shown: readonly Shown[]): Promise<boolean> => {
    const { viewer } = context;
    if (viewer === null) return false;
    const received = [...new Set(shown.flatMap(({ referral }) => referral ?? []))];
    const own = [...new Set(shown.filter(({ referral }) => referral === null).map(({ person }) => person))];
    const decisions = await database.transaction(viewer.organisationId, async (tx) => ({
      byReferral: received.length > 0 ? await referrals.decisions(tx, context, received) : NONE,
      byPerson: own.length > 0 ? await persons.decisions(tx, context, own) : NONE,
    }));
    return shown.every(({ referral, person, categories }) => {
      const decided = referral === null ? decisions.byPerson.get(person) : decisions.byReferral.get(referral);
      return decided !== undefined && categories.every((category) => decided[category].released);
    });
  };
}

const NONE: ReadonlyMap<string, Disclosure> = new Map();
