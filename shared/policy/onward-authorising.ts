import type { OnwardTransfer } from './agreement.ts';
import type { Role } from './roles.ts';
import { allOf, type Rule } from './rule.ts';

/** Who says in writing that data received under an agreement may go on to somebody, or takes that back. */
export interface OnwardAuthorisingFacts {
  readonly role: Role;
  readonly organisationId: string;
  readonly active: boolean;
  readonly partyIds: readonly string[];
  /** What the agreement says of passing on; null for one that says nothing, such as an MoU. */
  readonly onward: OnwardTransfer | null;
  /** To whom it would go on. */
  readonly recipientId: string;
}

export const ONWARD_AUTHORISING_RULES: readonly Rule<OnwardAuthorisingFacts>[] = [
  {
    id: 'party-authorises',
    says: 'An active party to the agreement authorises, for itself alone.',
    source: 'law 7',
    holds: ({ active, organisationId, partyIds }) => active && partyIds.includes(organisationId),
  },
  {
    id: 'signatory-authorises',
    says: 'A signatory authorises, as a signatory signs.',
    source: 'law 7',
    holds: ({ role }) => role === 'signatory',
  },
  {
    id: 'authorisation-is-asked',
    says: 'The agreement lets data go on with the written authorisation of all, and in no other way.',
    source: 'law 7',
    holds: ({ onward }) => onward === 'WRITTEN_AUTHORISATION_OF_ALL',
  },
  {
    id: 'authorised-is-another',
    says: 'Whom the data may go on to is no party to the agreement.',
    source: 'choice',
    holds: ({ partyIds, recipientId }) => !partyIds.includes(recipientId),
  },
];

export const mayAuthoriseOnward = allOf(ONWARD_AUTHORISING_RULES);
