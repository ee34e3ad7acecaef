import { allOf, type Rule } from './rule.ts';

/** Who asks for the name and the coordinates of a place. */
export interface PlaceReadingFacts {
  /** Null: nobody is signed in, or the organisation is not active any more. */
  readonly viewerId: string | null;
  /** Who recorded the place. */
  readonly ownerId: string;
  /** Parties of the agreement through which it is asked for, that may read it whole; none when there is no agreement. */
  readonly partyIds: readonly string[];
}

export const PLACE_RULES: readonly Rule<PlaceReadingFacts>[] = [
  {
    id: 'owner-and-parties-find-place',
    says: 'Name and coordinates of a place are for its owner and the parties; others read the first administrative level.',
    source: 'Access agreements, rule 8',
    holds: ({ viewerId, ownerId, partyIds }) =>
      viewerId !== null && (viewerId === ownerId || partyIds.includes(viewerId)),
  },
];

export const mayReadPlaceExactly = allOf(PLACE_RULES);
