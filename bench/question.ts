import type { Purpose } from '../shared/policy/purposes.ts';

/** The purpose that every caller of the benchmark declares. */
export const PURPOSE: Purpose = 'SERVICE_DELIVERY';

/** How many referrals one answer holds. */
export const PAGE = 20;

/** An inbox as a caseworker's screen asks for it: all four subgraphs, and four sealed categories of every person. */
export const QUESTION = `query Inbox {
  referrals(box: INBOX, first: ${PAGE}) {
    nodes {
      id state version urgency serviceType sentAt
      service {
        id name type needs languages
        provider { id code name type country }
        accessAgreement { id state ground settings validFrom validUntil }
      }
      person {
        triage { ageBand gender languages householdSize }
        locationCoarse { country admin1 }
        identity { caseCode name birthDate }
        contact { phone safeContact }
      }
      disclosure { released withheld { category reason } }
    }
  }
}`;

export const REQUEST_BODY: string = JSON.stringify({ query: QUESTION });
