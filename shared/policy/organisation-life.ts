import { isPossible, type Life, verbsFrom } from './life.ts';
import type { OrganisationType } from './organisations.ts';
import { isRegistrar, ONE_SOCIETY } from './registry.ts';
import type { Role } from './roles.ts';
import { allOf, type Rule } from './rule.ts';

/** What an organisation is to the registry; only the first has access to anything that is not public. */
export const ORGANISATION_STANDINGS = ['ACTIVE', 'SUSPENDED', 'CLOSED', 'MERGED'] as const;
export type OrganisationStanding = (typeof ORGANISATION_STANDINGS)[number];

/** `KEEPER`: itself, its parent or a registrar. `SUSPENDER`: whoever suspended it, or a registrar. */
export type OrganisationActor = 'KEEPER' | 'SUSPENDER' | 'RECOGNISER' | 'REGISTRAR';

export const ORGANISATION_VERBS = ['rename', 'recognise', 'suspend', 'reinstate', 'close', 'merge'] as const;
export type OrganisationVerb = (typeof ORGANISATION_VERBS)[number];

/** The life of an entry of the registry. Closed and merged never come back: what named them stays about them alone. */
export const ORGANISATION_LIFE: Life<OrganisationVerb, OrganisationStanding, OrganisationActor> = {
  rename: { from: ['ACTIVE'], to: 'ACTIVE', by: ['KEEPER'] },
  recognise: { from: ['ACTIVE'], to: 'ACTIVE', by: ['RECOGNISER'] },
  suspend: { from: ['ACTIVE'], to: 'SUSPENDED', by: ['KEEPER'] },
  reinstate: { from: ['SUSPENDED'], to: 'ACTIVE', by: ['SUSPENDER'] },
  close: { from: ['ACTIVE', 'SUSPENDED'], to: 'CLOSED', by: ['KEEPER'] },
  merge: { from: ['ACTIVE', 'SUSPENDED'], to: 'MERGED', by: ['REGISTRAR'] },
};

export function mayTransitionOrganisation(standing: OrganisationStanding, verb: OrganisationVerb): boolean {
  return isPossible(ORGANISATION_LIFE, standing, verb);
}

export function organisationVerbsFrom(standing: OrganisationStanding): OrganisationVerb[] {
  return verbsFrom(ORGANISATION_LIFE, standing);
}

/** Who writes in the registry, and about whom. */
export interface RegistryWritingFacts {
  readonly role: Role;
  readonly writerId: string;
  /** Null: the registry does not know the writer. */
  readonly writerType: OrganisationType | null;
  readonly writerActive: boolean;
  readonly subjectId: string;
  readonly subjectParentId: string | null;
}

const WRITER_ADMINISTRATES: Rule<RegistryWritingFacts> = {
  id: 'administrator-writes-registry',
  says: 'An administrator writes in the registry.',
  source: 'law 2: roles; choice',
  holds: ({ role }) => role === 'administrator',
};

const WRITER_ACTIVE: Rule<RegistryWritingFacts> = {
  id: 'registry-writer-active',
  says: 'The organisation that writes is active.',
  source: 'law 2, line 1',
  holds: ({ writerActive }) => writerActive,
};

/** Renaming, suspending, closing, focal points. Whoever fears for its credentials suspends itself, and waits for nobody. */
export const REGISTRY_KEEPING_RULES: readonly Rule<RegistryWritingFacts>[] = [
  WRITER_ADMINISTRATES,
  WRITER_ACTIVE,
  {
    id: 'keeps-own-entry',
    says: 'An organisation keeps its own entry, a parent those of its units, the ICRC and the IFRC all.',
    source: 'choice',
    holds: ({ writerId, writerType, subjectId, subjectParentId }) =>
      writerId === subjectId || writerId === subjectParentId || isRegistrar(writerType),
  },
];

export const mayKeepEntry = allOf(REGISTRY_KEEPING_RULES);

export interface ReinstatingFacts extends RegistryWritingFacts {
  readonly suspendedById: string | null;
  readonly type: OrganisationType;
  /** An active National Society of the same country stands in the registry. */
  readonly societyExists: boolean;
}

export const REINSTATING_RULES: readonly Rule<ReinstatingFacts>[] = [
  WRITER_ADMINISTRATES,
  WRITER_ACTIVE,
  {
    id: 'suspender-reinstates',
    says: 'Whoever suspended an organisation reinstates it, or the ICRC or the IFRC.',
    source: 'choice',
    holds: ({ writerId, writerType, suspendedById }) => writerId === suspendedById || isRegistrar(writerType),
  },
  ONE_SOCIETY,
];

export const mayReinstateOrganisation = allOf(REINSTATING_RULES);

export interface ClosingFacts extends RegistryWritingFacts {
  /** Units that are active or suspended. */
  readonly unitCount: number;
}

const NO_UNITS_LEFT: Rule<ClosingFacts> = {
  id: 'no-unit-is-left',
  says: 'What is closed or merged has no unit left that is active or suspended.',
  source: 'choice',
  holds: ({ unitCount }) => unitCount === 0,
};

export const CLOSING_RULES: readonly Rule<ClosingFacts>[] = [...REGISTRY_KEEPING_RULES, NO_UNITS_LEFT];

export const mayCloseOrganisation = allOf(CLOSING_RULES);

export interface MergingFacts extends ClosingFacts {
  readonly successorId: string;
  readonly successorParentId: string | null;
  readonly successorActive: boolean;
}

export const MERGING_RULES: readonly Rule<MergingFacts>[] = [
  WRITER_ADMINISTRATES,
  WRITER_ACTIVE,
  {
    id: 'registrar-merges',
    says: 'The ICRC or the IFRC merges organisations; a parent merges its units with one another or with itself.',
    source: 'choice',
    holds: ({ writerId, writerType, subjectParentId, successorId, successorParentId }) =>
      isRegistrar(writerType) ||
      (writerId === subjectParentId && (successorId === writerId || successorParentId === writerId)),
  },
  {
    id: 'successor-lives',
    says: 'An organisation is merged into another one that is active.',
    source: 'choice',
    holds: ({ subjectId, successorId, successorActive }) => subjectId !== successorId && successorActive,
  },
  NO_UNITS_LEFT,
];

export const mayMergeOrganisation = allOf(MERGING_RULES);

export interface RecognisingFacts extends RegistryWritingFacts {
  /** As it stands before. */
  readonly subjectType: OrganisationType;
  readonly country: string | null;
  readonly recognisedOnBefore: string | null;
  /** ISO 8601 days. */
  readonly recognisedOn: string;
  readonly today: string;
  /** What it becomes. */
  readonly type: OrganisationType;
  /** Another active National Society of the same country stands in the registry. */
  readonly societyExists: boolean;
}

export const RECOGNISING_RULES: readonly Rule<RecognisingFacts>[] = [
  WRITER_ADMINISTRATES,
  WRITER_ACTIVE,
  {
    id: 'icrc-recognises',
    says: 'The ICRC recognises a National Society.',
    source: 'Statutes of the Movement, article 5, paragraph 2 b',
    holds: ({ writerType }) => writerType === 'ICRC',
  },
  {
    id: 'society-of-a-country',
    says: 'What is recognised is a national organisation of a country, and no unit of another.',
    source: 'Statutes of the Movement, article 4',
    holds: ({ subjectType, subjectParentId, country }) =>
      ['NATIONAL_NGO', 'NATIONAL_SOCIETY'].includes(subjectType) &&
      subjectParentId === null &&
      country !== null,
  },
  {
    id: 'recognised-once',
    says: 'A National Society is recognised once.',
    source: 'Statutes of the Movement, article 4',
    holds: ({ recognisedOnBefore }) => recognisedOnBefore === null,
  },
  {
    id: 'recognition-has-been',
    says: 'A recognition is written down when it has been given.',
    source: 'choice',
    holds: ({ recognisedOn, today }) => recognisedOn <= today,
  },
  ONE_SOCIETY,
];

export const mayRecogniseSociety = allOf(RECOGNISING_RULES);

/** Who reads why something was done to an entry, and by whom: whoever may write in it, in any role. */
export function mayReadEntryHistory(
  viewer: { readonly id: string; readonly type: OrganisationType } | null,
  subject: { readonly id: string; readonly parentId: string | null },
): boolean {
  if (viewer === null) return false;
  return viewer.id === subject.id || viewer.id === subject.parentId || isRegistrar(viewer.type);
}
