import { ORGANISATION_TYPES } from '../../../shared/policy/organisations.ts';
import { FIREWALL_STATUSES, LEGAL_STATUS_CONDITIONS } from '../../../shared/policy/service-offer.ts';
import { SERVICE_TYPES } from '../../../shared/policy/service-types.ts';
import * as lists from '../vocabulary.ts';
import { hsdsReference } from './hsds-id.ts';
import { words } from './hsds-names.ts';

/** Our code lists, as taxonomies of HSDS: each word of them is a term that an attribute can carry. */
export const CODE_LISTS = {
  ServiceType: { codes: SERVICE_TYPES, says: 'What help is given.' },
  Need: { codes: lists.NEEDS, says: 'What people need, in the words of 31IC/11/R3, P6.' },
  FirewallStatus: {
    codes: FIREWALL_STATUSES,
    says: 'Whether what a person says there can reach immigration enforcement.',
  },
  LegalStatusCondition: {
    codes: LEGAL_STATUS_CONDITIONS,
    says: 'Whether the service asks who may be here.',
  },
  DocumentKind: { codes: lists.DOCUMENT_KINDS, says: 'Papers that a service may ask for.' },
  IntakeCriterion: { codes: lists.INTAKE_CRITERIA, says: 'Whom a service takes in first.' },
  Coverage: { codes: lists.COVERAGES, says: 'How far around its place a service reaches.' },
  WayIn: { codes: lists.WAYS_IN, says: 'How a person and a service come together.' },
  ReferralMethod: { codes: lists.REFERRAL_METHODS, says: 'How another organisation refers a person.' },
  NextStep: { codes: lists.NEXT_STEPS, says: 'What follows a referral.' },
  Delay: { codes: lists.DELAYS, says: 'How long an answer takes.' },
  FeedbackMechanism: {
    codes: lists.FEEDBACK_MECHANISMS,
    says: 'How the sender hears what became of a referral.',
  },
  JourneyStage: { codes: lists.JOURNEY_STAGES, says: 'At which stage of a journey people are.' },
  Gender: { codes: lists.GENDERS, says: 'For whom a service is, when it is not for everyone.' },
  Cost: { codes: lists.COSTS, says: 'What a person pays.' },
  ServicePointModality: {
    codes: lists.SERVICE_POINT_MODALITIES,
    says: 'How a humanitarian service point comes to people.',
  },
  InclusionStrand: {
    codes: lists.INCLUSION_STRANDS,
    says: 'The strands of practical action of 31IC/11/R3, OP3 a to d.',
  },
  AccessibilityFeature: {
    codes: lists.ACCESSIBILITY_FEATURES,
    says: 'What a place has for people whom steps, sound or print keep out.',
  },
  ScheduleKind: {
    codes: lists.SCHEDULE_KINDS,
    says: 'REGULAR: the rule. CLOSED: shut in that time. SPECIAL: other hours in that time.',
  },
  Frequency: { codes: lists.FREQUENCIES, says: 'How often a rule of hours comes again.' },
  Freshness: {
    codes: lists.FRESHNESSES,
    says: 'FRESH: assured within 90 days. STALE: within 180. EXPIRED: longer ago, or never.',
  },
  OrganisationType: { codes: ORGANISATION_TYPES, says: 'What kind of organisation it is.' },
} as const satisfies Record<string, { codes: readonly string[]; says: string }>;

export type CodeList = keyof typeof CODE_LISTS;

export interface HsdsTaxonomy {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

export interface HsdsTerm {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly taxonomy: string;
  readonly taxonomy_id: string;
  readonly language: string;
}

export function taxonomyOf(list: CodeList): HsdsTaxonomy {
  return {
    id: hsdsReference('taxonomy', `accord.${list}`),
    name: `Accord ${list}`,
    description: CODE_LISTS[list].says,
  };
}

export function termOf(list: CodeList, code: string): HsdsTerm {
  const { id, name } = taxonomyOf(list);
  return {
    id: hsdsReference('taxonomy_term', `accord.${list}.${code}`),
    code,
    name: words(code),
    description: '',
    taxonomy: name,
    taxonomy_id: id,
    language: 'en',
  };
}

/** Every term of every list, by its id in HSDS. */
export const TERMS: ReadonlyMap<string, { readonly list: CodeList; readonly code: string }> = new Map(
  (Object.keys(CODE_LISTS) as CodeList[]).flatMap((list) =>
    CODE_LISTS[list].codes.map((code) => [termOf(list, code).id, { list, code }] as const),
  ),
);

export const LISTS_BY_ID: ReadonlyMap<string, CodeList> = new Map(
  (Object.keys(CODE_LISTS) as CodeList[]).map((list) => [taxonomyOf(list).id, list] as const),
);

/** All of them as the rows of imported taxonomies and terms are, for a statement to take both together. */
export const OUR_TAXONOMIES = (Object.keys(CODE_LISTS) as CodeList[]).map((list) => ({
  id: `accord.${list}`,
  name: `Accord ${list}`,
  details: { description: CODE_LISTS[list].says },
}));

export const OUR_TERMS = (Object.keys(CODE_LISTS) as CodeList[]).flatMap((list) =>
  CODE_LISTS[list].codes.map((code) => ({
    id: `accord.${list}.${code}`,
    taxonomy_id: `accord.${list}`,
    name: words(code),
    details: { code, taxonomy: `Accord ${list}`, language: 'en' },
  })),
);
