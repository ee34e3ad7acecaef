import type { Example } from './example.ts';

/** Operations about agreements: what their parties see before they sign, and what they keep afterwards. */
export const AGREEMENT_EXAMPLES: readonly Example[] = [
  {
    title: 'What an agreement opens',
    says: 'For its parties: what each role would read, for which service, before acceptance and after. Computed by the rules that decide every release.',
    client: 'sandbox-unhcr',
    purpose: null,
    query: `query WhatAnAgreementOpens {
  agreements(first: 2, filter: { kind: DATA_SHARING, states: [REVIEW, ACTIVE] }) {
    nodes {
      state
      provider {
        name
      }
      missingClauses
      preview {
        sentences(language: "en")
        lines {
          stage
          roles
          purposes
          serviceTypes
          categories
        }
        never
      }
    }
  }
}
`,
  },
  {
    title: 'An agreement to keep and to verify',
    says: 'Its content and hash, who signed and how, the bundle that “npm run agreement -- check” verifies, the policy as ODRL. On paper: /agreements/<id>/latest.pdf.',
    client: 'sandbox-jnrcs',
    purpose: null,
    query: `query AgreementToKeep {
  agreements(first: 1, filter: { kind: DATA_SHARING, states: [ACTIVE] }) {
    nodes {
      id
      written {
        revision
        revisionHash
        changes(language: "en") {
          sentence
        }
        bundle
        odrl
      }
      signatures {
        organisationId
        madeBy
        signedAt
      }
    }
  }
  instanceSigningKey
}
`,
  },
  {
    title: 'Try a proposal',
    says: 'What would be refused, with the nearest allowed word, and what it would open. Nothing is written down; put ids of organisations in the variables.',
    client: 'sandbox-jnrcs-coordinator',
    purpose: null,
    query: `query TryProposal($input: ProposeAgreementInput!) {
  previewAgreement(input: $input) {
    preview {
      sentences
    }
    userErrors {
      code
      field
      rule
      message
    }
  }
}
`,
    variables: {
      input: {
        kind: 'DATA_SHARING',
        providerId: 'org_…',
        recipientId: 'org_…',
        purposes: ['LEGAL_ADVICE'],
        categories: ['ROUTING', 'IDENTITY'],
        dataSubjects: 'Adults who ask for legal aid.',
        legalBasis: 'Consent.',
        recipientRoles: ['caseworker'],
        jurisdictions: ['JO'],
        retention: [
          { category: 'ROUTING', days: 365 },
          { category: 'IDENTITY', days: 90 },
        ],
        securityMeasures: 'Encryption in transit and at rest.',
        rightsContact: 'The data protection officer.',
        atTheEnd: 'Erased within 30 days.',
        validFrom: '2027-01-01T00:00:00Z',
        validUntil: '2028-01-01T00:00:00Z',
      },
    },
  },
];
