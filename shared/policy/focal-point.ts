import type { Role } from './roles.ts';
import { allOf, type Rule } from './rule.ts';

/** Who writes whom an organisation is reached by. */
export interface FocalPointWritingFacts {
  readonly role: Role;
  readonly writerId: string;
  readonly writerActive: boolean;
  readonly subjectId: string;
  readonly subjectParentId: string | null;
}

export const FOCAL_POINT_WRITING_RULES: readonly Rule<FocalPointWritingFacts>[] = [
  {
    id: 'administrator-names-focal-points',
    says: 'An administrator names focal points.',
    source: 'choice',
    holds: ({ role }) => role === 'administrator',
  },
  {
    id: 'focal-point-writer-active',
    says: 'The organisation that names a focal point is active.',
    source: 'law 2, line 1',
    holds: ({ writerActive }) => writerActive,
  },
  {
    id: 'own-focal-points',
    says: 'An organisation names its own focal points, and a parent those of its units; no registrar does.',
    source: "law 7: contacts are the parties' own",
    holds: ({ writerId, subjectId, subjectParentId }) =>
      writerId === subjectId || writerId === subjectParentId,
  },
];

export const mayWriteFocalPoint = allOf(FOCAL_POINT_WRITING_RULES);

/** Who asks whom an organisation is reached by. */
export interface FocalPointReadingFacts {
  /** Null: nobody is signed in, or the organisation is not active any more. */
  readonly viewerId: string | null;
  readonly subjectId: string;
  readonly subjectParentId: string | null;
  /** An agreement of any kind is in force between viewer and subject. */
  readonly isPartner: boolean;
}

export const FOCAL_POINT_READING_RULES: readonly Rule<FocalPointReadingFacts>[] = [
  {
    id: 'party-reads-focal-points',
    says: 'Focal points are read by the organisation itself, by its parent, and by whoever stands under an agreement in force with it.',
    source: "law 7: contacts are the parties' own",
    holds: ({ viewerId, subjectId, subjectParentId, isPartner }) =>
      viewerId !== null && (viewerId === subjectId || viewerId === subjectParentId || isPartner),
  },
];

export const mayReadFocalPoints = allOf(FOCAL_POINT_READING_RULES);
