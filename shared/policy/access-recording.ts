import { type AccessSetting, DETENTION_SETTINGS } from './access-words.ts';
import type { OrganisationType } from './organisations.ts';
import { allOf, type Rule } from './rule.ts';

/** What must be known before an access agreement is recorded. */
export interface AccessRecordingFacts {
  /** The caller's organisation. */
  readonly recorderId: string;
  readonly partyIds: readonly string[];
  /** Types of those parties that are registered and active; one for each. */
  readonly knownPartyTypes: readonly OrganisationType[];
  readonly settings: readonly AccessSetting[];
  readonly icrcCoordinatedOn: string | null;
  readonly icrcNotCoordinatedBecause: string | null;
  readonly validFrom: Date;
  /** Null: without an end. */
  readonly validUntil: Date | null;
}

export const ACCESS_RECORDING_RULES: readonly Rule<AccessRecordingFacts>[] = [
  {
    id: 'party-records-access',
    says: 'A party records its access agreement.',
    source: 'law 7',
    holds: ({ recorderId, partyIds }) => partyIds.includes(recorderId),
  },
  {
    id: 'access-parties-registered',
    says: 'An access agreement has two parties or more, each registered and active.',
    source: 'law 1: units are registered, not ministries',
    holds: ({ partyIds, knownPartyTypes }) =>
      partyIds.length >= 2 && new Set(partyIds).size === knownPartyTypes.length,
  },
  {
    id: 'detention-coordinated-with-icrc',
    says: "A National Society's detention agreement carries the date of coordination with ICRC, or says why not.",
    source: 'Access agreements, rule 6',
    holds: ({ knownPartyTypes, settings, icrcCoordinatedOn, icrcNotCoordinatedBecause }) =>
      !knownPartyTypes.includes('NATIONAL_SOCIETY') ||
      !settings.some((setting) => DETENTION_SETTINGS.includes(setting)) ||
      icrcCoordinatedOn !== null ||
      (icrcNotCoordinatedBecause?.trim() ?? '') !== '',
  },
  {
    id: 'access-begins-before-it-ends',
    says: 'It begins before it ends.',
    source: 'choice',
    holds: ({ validFrom, validUntil }) => validUntil === null || validFrom < validUntil,
  },
];

export const mayRecordAccessAgreement = allOf(ACCESS_RECORDING_RULES);
