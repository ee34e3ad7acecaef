import { OBSERVER_ROLES } from './access-observing.ts';
import type { Role } from './roles.ts';
import { allOf, type Rule } from './rule.ts';

/** What must be known before a visit, or what was recommended after it, is shown. */
export interface VisitReadingFacts {
  /** Null: nobody is signed in, or the organisation is not active any more. */
  readonly viewer: { readonly organisationId: string; readonly role: Role } | null;
  /** The visiting component. */
  readonly ownerId: string;
  /** The detaining authority to which recommendations were addressed; null: to none. */
  readonly authorityId: string | null;
  readonly recommendationsSent: boolean;
}

export const VISIT_RULES: readonly Rule<VisitReadingFacts>[] = [
  {
    id: 'visitor-alone-reads-findings',
    says: 'The visiting component alone reads a visit and its findings.',
    source: 'Access agreements, rule 3',
    holds: ({ viewer, ownerId }) => viewer?.organisationId === ownerId,
  },
  {
    id: 'staff-reads-findings',
    says: 'Of the visiting component, a caseworker, coordinator or data protection officer.',
    source: 'law 2: roles; choice',
    holds: ({ viewer }) => OBSERVER_ROLES.some((one) => one === viewer?.role),
  },
];

export const RECOMMENDATION_RULES: readonly Rule<VisitReadingFacts>[] = [
  {
    id: 'authority-concerned-reads-recommendations',
    says: 'Recommendations are read by the visiting component and, once sent, by the authority they are addressed to.',
    source: 'Access agreements, rule 3',
    holds: ({ viewer, ownerId, authorityId, recommendationsSent }) =>
      viewer !== null &&
      ((viewer.organisationId === ownerId && OBSERVER_ROLES.some((one) => one === viewer.role)) ||
        (recommendationsSent && authorityId !== null && viewer.organisationId === authorityId)),
  },
];

export const mayReadVisit = allOf(VISIT_RULES);
export const mayReadRecommendation = allOf(RECOMMENDATION_RULES);
