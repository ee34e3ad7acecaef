import { ACCESS_EXAMPLES } from './access-examples.ts';
import { AGREEMENT_EXAMPLES } from './agreement-examples.ts';
import type { Example } from './example.ts';
import { REPORTING_EXAMPLES } from './reporting-examples.ts';

/** The first one stands in the editor when the explorer opens. */
export const EXAMPLES: readonly [Example, ...Example[]] = [
  {
    title: 'Find a shelter',
    says: 'The public directory: no sign-in, no name, no papers.',
    client: null,
    purpose: null,
    query: `query FindShelter {
  services(filter: { needs: [SHELTER] }, first: 5) {
    edges {
      node {
        id
        name
        provider {
          name
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
  },
  {
    title: 'Who am I',
    says: 'Your client, role, purposes and organisation, as the API sees them.',
    client: 'sandbox-unhcr',
    purpose: null,
    query: `query WhoAmI {
  me {
    clientId
    role
    purposes
    scopes
    organisation {
      id
      name
      type
    }
  }
}
`,
  },
  {
    title: 'My inbox',
    says: 'Referrals sent to UNHCR: what is released, what is withheld, and why.',
    client: 'sandbox-unhcr',
    purpose: 'LEGAL_AID',
    query: `query MyInbox {
  referrals(box: INBOX, first: 10) {
    edges {
      node {
        id
        state
        urgency
        from {
          name
        }
        service {
          name
        }
        person {
          triage {
            ageBand
            gender
            languages
            householdSize
          }
          identity {
            caseCode
            name
          }
          contact {
            phone
          }
          health {
            physical
          }
        }
        disclosure {
          released
          withheld {
            category
            reason
          }
        }
      }
    }
  }
}
`,
  },
  {
    title: 'Agreements in force',
    says: 'Who may share which categories with whom, and what for. Anyone may read this.',
    client: null,
    purpose: null,
    query: `query AgreementsInForce {
  agreements(filter: { kind: DATA_SHARING }, first: 10) {
    edges {
      node {
        id
        state
        provider {
          name
        }
        recipient {
          name
        }
        purposes
        categories
      }
    }
  }
}
`,
  },
  {
    title: 'Across all four subgraphs',
    says: 'Referral, service, provider, its agreement with me, access agreement at the place: one question.',
    client: 'sandbox-jnrcs',
    purpose: 'LEGAL_AID',
    query: `query AcrossAllFour {
  referrals(box: SENT, first: 5) {
    edges {
      node {
        state
        service {
          name
          provider {
            name
            agreementWithMe {
              state
              categories
            }
          }
          accessAgreement {
            state
            ground
          }
        }
      }
    }
  }
}
`,
  },
  {
    title: 'Send a referral',
    says: 'From a draft of the Kenya Red Cross Society. Put the id and version of a draft of yours in the variables.',
    client: 'sandbox-krcs',
    purpose: 'SERVICE_REFERRAL',
    query: `mutation SendReferral($input: MoveReferralInput!) {
  sendReferral(input: $input) {
    referral {
      id
      state
      to {
        name
      }
    }
    userErrors {
      code
      message
      field
    }
  }
}
`,
    variables: { input: { id: 'referral_…', expectedVersion: 1 } },
  },
  {
    title: 'Give a person its link',
    says: 'The token opens /my/<token>, without a login: who read what, and consent taken back in two taps.',
    client: 'sandbox-jnrcs',
    purpose: 'SERVICE_REFERRAL',
    query: `mutation GivePersonItsLink($input: IssuePersonLinkInput!) {
  issuePersonLink(input: $input) {
    token
    personLink {
      expiresAt
    }
    userErrors {
      code
      message
      field
    }
  }
}
`,
    variables: { input: { personRef: 'person_…' } },
  },
  {
    title: 'What a person sees',
    says: 'By its link, signed in as nobody: categories, organisations and times, never a value. Put a token in.',
    client: null,
    purpose: null,
    query: `query WhatPersonSees($token: String!) {
  myRecord(token: $token) {
    owner {
      name
    }
    consents {
      state
      inForce
      recipients {
        name
      }
      purposes
      categories
      validUntil
    }
    readings {
      organisation {
        name
      }
      categories
      lastAt
    }
    erasures {
      organisation {
        name
      }
      dueAt
      acknowledgedAt
    }
  }
}
`,
    variables: { token: 'token_…' },
  },
  ...AGREEMENT_EXAMPLES,
  ...ACCESS_EXAMPLES,
  ...REPORTING_EXAMPLES,
];
