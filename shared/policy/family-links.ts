import type { CaseworkFacts } from './casework.ts';
import { type ConsentFacts, personHasRefused } from './consent.ts';
import { firewallClassOf } from './organisations.ts';
import { allOf, type Rule } from './rule.ts';

export const SEEKING_RULES: readonly Rule<CaseworkFacts>[] = [
  {
    id: 'movement-seeks',
    says: 'A component of the Movement registers the sought person of a family links case.',
    source: 'law 3, Restoring Family Links; RFL Code of Conduct',
    holds: ({ type, sharesCredentialsWith }) => firewallClassOf(type, sharesCredentialsWith) === 'MOVEMENT',
  },
];

export const mayRegisterSoughtPerson = allOf(SEEKING_RULES);

/**
 * Public interest speaks for a sought person who could not be asked. Once they were, and refused or took a yes back, it
 * speaks no more: who was found decides [law 3: "has given no consent"; RFL Code of Conduct].
 */
export function isSoughtAndUnasked(sought: boolean, consents: readonly ConsentFacts[]): boolean {
  return sought && !personHasRefused(consents);
}
