import { type AccessViewer, holdsPublicPower } from './access-reading.ts';
import type { IncidentReading } from './incident-reading.ts';
import { allOf, type Rule } from './rule.ts';

/** So many days two tellings of one incident are apart at the most [choice]. */
export const LIKENESS_DAYS = 3;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** By what two incidents are compared: what partners read of one, and nothing beside. */
interface Compared {
  readonly kind: string;
  readonly iso2: string;
  /** Null: not known. */
  readonly admin1: string | null;
}

/** Who is told that two incidents, one of its own and any other, may be the same. */
export interface LikenessFacts {
  /** Null: nobody is signed in, or the organisation is not active any more. */
  readonly viewer: AccessViewer | null;
  /** How much the viewer reads of the one that others are compared with. */
  readonly reading: IncidentReading;
  readonly otherReading: IncidentReading;
  /** With the months, such as `2026-03`, in which the other may have happened. */
  readonly one: Compared & { readonly months: readonly string[] };
  readonly other: Compared & { readonly month: string };
  /** Both are the viewer's own and breach one agreement: that is place enough. */
  readonly sameAgreement: boolean;
}

export const LIKENESS_RULES: readonly Rule<LikenessFacts>[] = [
  {
    id: 'authority-hears-of-no-likeness',
    says: 'The viewer is no authority: an authority is told of no incident, and so of none that is like another.',
    source: 'Access agreements, rule 4',
    holds: ({ viewer }) => viewer !== null && !holdsPublicPower(viewer),
  },
  {
    id: 'owner-hears-of-likeness',
    says: 'Whoever reads an incident whole is told what is like it.',
    source: 'Access agreements, rule 5',
    holds: ({ reading }) => reading === 'EVERYTHING',
  },
  {
    id: 'likeness-of-what-is-read',
    says: 'Nothing is compared that the viewer does not read: of what others filed the cut, as a partner or as anyone.',
    source: 'Access agreements, rule 5; law 2: what may not be read may not be joined on',
    holds: ({ otherReading }) => otherReading !== 'NOTHING',
  },
  {
    id: 'alike-by-the-cut',
    says: 'Two incidents are alike by kind, month, country and first administrative level; a level that is not known is like any.',
    source: 'Access agreements, rule 5; choice',
    holds: ({ one, other, sameAgreement }) =>
      one.kind === other.kind &&
      one.iso2 === other.iso2 &&
      one.months.includes(other.month) &&
      (sameAgreement || isLikePlace(one.admin1, other.admin1)),
  },
];

/** The months in which something happened that is another telling of what happened on this day. */
export function monthsAround(occurredOn: string): string[] {
  const day = Date.parse(`${occurredOn}T00:00:00Z`);
  const months = [-LIKENESS_DAYS, LIKENESS_DAYS].map((days) =>
    new Date(day + days * DAY_MS).toISOString().slice(0, 7),
  );
  return [...new Set(months)];
}

export const mayHearOfLikeness = allOf(LIKENESS_RULES);

function isLikePlace(one: string | null, other: string | null): boolean {
  return one === null || other === null || one.toLowerCase() === other.toLowerCase();
}
