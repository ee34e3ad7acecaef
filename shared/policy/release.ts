import { DATA_CATEGORIES, type DataCategory } from './categories.ts';
import { BEFORE_ACCEPTANCE, isWithinCeiling, NARRATIVE_NEEDS } from './ceilings.ts';
import { SOUGHT_PERSON_CATEGORIES } from './emergency.ts';
import type { ReleaseFacts } from './facts.ts';
import {
  coveringAgreement,
  coveringConsent,
  familyLinksCover,
  type Grounds,
  isOwner,
  mayGoOnward,
  recipientReading,
  roleCovers,
  viewerClass,
  vitalInterestCovers,
} from './grounds.ts';
import { isBehindFirewall } from './organisations.ts';
import { isPurpose } from './purposes.ts';
import type { Refusal, ReleaseRuleId } from './refusals.ts';
import { categoriesOf } from './roles.ts';
import { firstBroken, type Rule } from './rule.ts';

/** May this category of this record go to this viewer, now? */
export interface ReleaseQuestion {
  readonly facts: ReleaseFacts;
  readonly category: DataCategory;
}

export interface ReleaseRule extends Rule<ReleaseQuestion> {
  readonly id: ReleaseRuleId;
  readonly refusal: Refusal;
}

export interface Refused {
  readonly released: false;
  readonly rule: ReleaseRuleId;
  readonly refusal: Refusal;
}

export type Release = { readonly released: true; readonly by: Grounds } | Refused;

/** The decision for every category of one record. */
export type Disclosure = Readonly<Record<DataCategory, Release>>;

const authenticated: ReleaseRule = {
  id: 'authenticated',
  says: 'The credential is valid now, the organisation is active, and the role may read persons at all.',
  source: 'law 2, line 1',
  refusal: 'UNAUTHENTICATED',
  holds: ({ facts: { viewer, now } }) =>
    viewer.active &&
    now.getTime() < viewer.credentialExpiresAt.getTime() &&
    categoriesOf(viewer.role).size > 0,
};

const purposeAllowed: ReleaseRule = {
  id: 'purpose-allowed',
  says: "A purpose is declared, allowed, registered for the client and within the organisation's mandate; for the owner too.",
  source: 'law 2, line 2; law 4: UNODC',
  refusal: 'PURPOSE',
  holds: ({ facts: { viewer, purpose } }) =>
    isPurpose(purpose) &&
    viewer.purposes.includes(purpose) &&
    (viewer.mandatePurposes === null || viewer.mandatePurposes.includes(purpose)),
};

const firewall: ReleaseRule = {
  id: 'firewall',
  says: 'The viewer is neither enforcement nor for statistics only. Consent cannot lift this.',
  source: 'law 2, line 3; CMW general comment 3 and CRC general comment 22; ECRI GPR 16',
  refusal: 'FIREWALL',
  holds: ({ facts }) => !isBehindFirewall(viewerClass(facts)),
};

const retained: ReleaseRule = {
  id: 'retained',
  says: "The category's retention has not run out; for the owner too.",
  source: 'law 2, line 4',
  refusal: 'RETENTION',
  holds: ({ facts, category }) => {
    const eraseAfter = facts.record.eraseAfter[category];
    return eraseAfter === undefined || facts.now.getTime() < eraseAfter.getTime();
  },
};

const owner: ReleaseRule = {
  id: 'owner',
  says: 'The viewer is the owner and the role covers the category.',
  source: 'law 2, line 5',
  refusal: 'ROLE',
  holds: ({ facts, category }) => isOwner(facts) && roleCovers(facts, category),
};

const notWithheld: ReleaseRule = {
  id: 'not-withheld',
  says: 'The person has not named this organisation, its parent or child, or its type, as one to withhold from.',
  source: 'law 2, line 6',
  refusal: 'WITHHELD',
  holds: ({ facts: { viewer, record } }) => {
    const { organisationIds, types } = record.withheld;
    if (organisationIds.length === 0 && types.length === 0) return true;
    return !(
      types.includes(viewer.type) ||
      organisationIds.includes(viewer.organisationId) ||
      (viewer.parentId !== null && organisationIds.includes(viewer.parentId)) ||
      viewer.childIds.some((childId) => organisationIds.includes(childId))
    );
  },
};

const relation: ReleaseRule = {
  id: 'relation',
  says: 'A referral from the owner to the viewer about this person is open for reading.',
  source: 'law 2, line 7; law 5',
  refusal: 'NO_RELATION',
  holds: ({ facts }) => recipientReading(facts) !== 'NOTHING',
};

const agreement: ReleaseRule = {
  id: 'agreement',
  says: 'A data-sharing agreement from owner to viewer is active now and covers purpose, category, jurisdiction and role.',
  source: 'law 2, line 8; roles cover categories: law 2',
  refusal: 'AGREEMENT',
  holds: ({ facts, category }) =>
    roleCovers(facts, category) && coveringAgreement(facts, category) !== undefined,
};

const consent: ReleaseRule = {
  id: 'consent',
  says: 'A consent is given or renewed now, names the viewer, and covers purpose and category.',
  source: 'law 2, line 9; law 6',
  refusal: 'CONSENT',
  holds: ({ facts, category }) => coveringConsent(facts, category) !== undefined,
};

const stage: ReleaseRule = {
  id: 'stage',
  says: 'The category is open at this stage of the referral: before or after acceptance.',
  source: 'law 2, line 10; law 4',
  refusal: 'STAGE',
  holds: ({ facts, category }) => BEFORE_ACCEPTANCE.has(category) || recipientReading(facts) === 'AFTER',
};

const ceiling: ReleaseRule = {
  id: 'ceiling',
  says: "The category is within the ceiling of the viewer's class for this service type.",
  source: 'law 2, line 11; law 4',
  refusal: 'CEILING',
  holds: ({ facts, category }) => {
    const { record, purpose } = facts;
    if (record.referral === null || !isPurpose(purpose)) return false;
    if (category !== 'NARRATIVE') {
      return isWithinCeiling(viewerClass(facts), record.referral.serviceType, purpose, category);
    }
    return NARRATIVE_NEEDS.every((need) => brokenBeforeLedger({ facts, category: need }) === null);
  },
};

const onward: ReleaseRule = {
  id: 'onward',
  says: 'A record that was itself received goes on only if its own agreement and its own new consent say so.',
  source: 'law 2, line 12; law 7',
  refusal: 'ONWARD',
  holds: ({ facts, category }) => mayGoOnward(facts, category),
};

const recorded: ReleaseRule = {
  id: 'recorded',
  says: 'The disclosure is written to the ledger, durably, before the value leaves.',
  source: 'law 2, line 13; law 8',
  refusal: 'LEDGER_UNAVAILABLE',
  holds: ({ facts }) => facts.ledgerAvailable,
};

/** The release rule: read in order, the first that fails decides, and no later line can undo it. */
export const RELEASE_RULES: readonly ReleaseRule[] = [
  authenticated,
  purposeAllowed,
  firewall,
  retained,
  owner,
  notWithheld,
  relation,
  agreement,
  consent,
  stage,
  ceiling,
  onward,
  recorded,
];

/** The lines each kind of grant is read by, all but the last: `owner` goes straight from line 5 to 13. */
const BY_OWNER = [authenticated, purposeAllowed, firewall, retained, owner];
const ALWAYS = [authenticated, purposeAllowed, firewall, retained, notWithheld, relation];
const BY_CONSENT = [...ALWAYS, agreement, consent, stage, ceiling, onward];
/** The lines that remain when vital interest stands in place of 8 to 11 [law 3]. */
const BY_VITAL_INTEREST = [...ALWAYS, onward];
/** What must hold of a sought person before the stage is asked for. */
const BEFORE_STAGE = [...ALWAYS, onward];
/** The lines that remain when family links stand in place of 8 and 9 [law 3]. */
const BY_FAMILY_LINKS = [...ALWAYS, stage, ceiling, onward];

const OWNERSHIP: Grounds = Object.freeze({
  basis: 'OWNER',
  agreement: null,
  consent: null,
  vitalInterestId: null,
});
const PUBLIC_INTEREST: Grounds = Object.freeze({ ...OWNERSHIP, basis: 'FAMILY_LINKS' });

const REFUSED: ReadonlyMap<ReleaseRuleId, Refused> = new Map(
  RELEASE_RULES.map(({ id, refusal }) => [id, Object.freeze({ released: false, rule: id, refusal })]),
);

/** The word for the refusal that a line makes, by the line's id; an unknown id is none of ours. */
export function refusalOf(ruleId: string): Refusal {
  return REFUSED.get(ruleId as ReleaseRuleId)?.refusal ?? 'NO_RELATION';
}

/** Decides one category of one record for one viewer, at the time the facts name. */
export function release(facts: ReleaseFacts, category: DataCategory): Release {
  return answer({ facts, category });
}

/** Decides every category, each exactly as `release` would; reads one question thirteen times, so that lists stay cheap. */
export function disclose(facts: ReleaseFacts): Disclosure {
  const question: { facts: ReleaseFacts; category: DataCategory } = { facts, category: 'ROUTING' };
  const decisions: Partial<Record<DataCategory, Release>> = {};
  for (const category of DATA_CATEGORIES) {
    question.category = category;
    decisions[category] = answer(question);
  }
  return decisions as Disclosure;
}

/**
 * Whether the viewer may find the referral and answer it. Its routing is released; or it is that of a sought person, of
 * whom identity and family pass and the routing does not: it is then known by its id and its version alone [law 3; choice].
 */
export function mayOpenReferral(facts: ReleaseFacts, { ROUTING }: Disclosure): boolean {
  if (ROUTING.released || isOwner(facts)) return ROUTING.released;
  return [...SOUGHT_PERSON_CATEGORIES].some(
    (category) =>
      familyLinksCover(facts, category) && firstBroken(BEFORE_STAGE, { facts, category }) === null,
  );
}

function answer(question: ReleaseQuestion): Release {
  const broken = brokenBeforeLedger(question) ?? (recorded.holds(question) ? null : recorded);
  if (broken === null) return { released: true, by: groundsOf(question) };
  return REFUSED.get(broken.id) as Refused;
}

/** The line that decides among 1 to 12, or null when all that apply hold. */
function brokenBeforeLedger(question: ReleaseQuestion): ReleaseRule | null {
  return firstBroken(linesOf(question), question);
}

/** An owner never falls through to the grants of a recipient: what line 5 does not allow it, nothing does. */
function linesOf({ facts, category }: ReleaseQuestion): readonly ReleaseRule[] {
  if (isOwner(facts)) return BY_OWNER;
  if (vitalInterestCovers(facts, category)) return BY_VITAL_INTEREST;
  if (familyLinksCover(facts, category)) return BY_FAMILY_LINKS;
  return BY_CONSENT;
}

function groundsOf({ facts, category }: ReleaseQuestion): Grounds {
  if (isOwner(facts)) return OWNERSHIP;
  if (vitalInterestCovers(facts, category)) {
    return { ...OWNERSHIP, basis: 'VITAL_INTEREST', vitalInterestId: facts.record.vitalInterest?.id ?? null };
  }
  if (familyLinksCover(facts, category)) return PUBLIC_INTEREST;
  return {
    basis: 'CONSENT',
    agreement: coveringAgreement(facts, category) ?? null,
    consent: coveringConsent(facts, category) ?? null,
    vitalInterestId: null,
  };
}
