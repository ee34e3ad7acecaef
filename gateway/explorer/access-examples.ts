import type { Example } from './example.ts';

/** Operations about access to people in need: what anyone reads of a country, and what its own staff do. */
export const ACCESS_EXAMPLES: readonly Example[] = [
  {
    title: 'Access in a country',
    says: 'What anyone reads: agreements, laws and their verdicts, missing safeguards, constraints by month. As a page: /countries/KE.',
    client: null,
    purpose: null,
    query: `query AccessInCountry($iso2: String!) {
  country(iso2: $iso2) {
    name
    accessProfile {
      agreementsInForce
      gaps {
        setting
        since
      }
      months {
        month
        incidents
        score
      }
    }
    legalInstruments(first: 10) {
      nodes {
        title
        verdict
        conformity {
          test
          verdict
          reason
          paragraph
        }
      }
    }
    borderProcedures(first: 10) {
      nodes {
        type
        name
        missing
        safeguards {
          safeguard
          inLaw
          inPractice
          assessment {
            assessedOn
            withoutConsultation
          }
        }
      }
    }
  }
}
`,
    variables: { iso2: 'KE' },
  },
  {
    title: 'Our access agreements',
    says: 'As a party reads them: six tests with their reasons, how the verdict changed, what ends soon, what challenges them.',
    client: 'sandbox-krcs',
    purpose: null,
    query: `query OurAccessAgreements {
  accessAgreements(first: 10) {
    nodes {
      state
      standing
      validUntil
      expiryWarning
      parties {
        name
      }
      places {
        name
        setting
        admin1
      }
      verdict
      conformity {
        test
        verdict
        reason
      }
      conformityHistory {
        checkedAt
        verdict
      }
    }
  }
  accessNotices {
    daysLeft
    endsAt
  }
}
`,
  },
  {
    title: 'Our incidents',
    says: 'With drafts from the field, what may be the same, and what another organisation reported: as far as you read it.',
    client: 'sandbox-krcs',
    purpose: null,
    query: `query OurIncidents {
  accessIncidents(first: 10) {
    nodes {
      id
      state
      version
      kind
      month
      admin1
      severity
      impacts
      description
      reporter
      possibleDuplicates {
        id
        occurredOn
      }
      reportedElsewhere {
        kind
        month
        admin1
        severity
      }
    }
  }
}
`,
  },
  {
    title: 'File an incident',
    says: 'Kind, day and country are enough; phone numbers and names in a text are warned of.',
    client: 'sandbox-krcs',
    purpose: null,
    query: `mutation FileIncident($input: FileIncidentInput!) {
  fileIncident(input: $input) {
    accessIncident {
      id
      state
      version
    }
    possibleDuplicates {
      id
      occurredOn
    }
    warnings {
      field
      says
    }
    userErrors {
      code
      message
      field
    }
  }
}
`,
    variables: {
      input: {
        kind: 'VISIT_DENIED',
        occurredOn: '2026-01-31',
        country: 'KE',
        admin1: 'Busia',
        impacts: ['PEOPLE_NOT_REACHED'],
        description: 'The team was turned away at the gate.',
      },
    },
  },
  {
    title: 'Give a team its form',
    says: 'The token opens /incident/<token>, a form for any phone: what is filed there is a draft of yours.',
    client: 'sandbox-krcs-coordinator',
    purpose: null,
    query: `mutation GiveTeamItsForm($input: IssueIncidentLinkInput!) {
  issueIncidentLink(input: $input) {
    token
    incidentLink {
      id
      team
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
    variables: { input: { team: 'Night shift', country: 'KE' } },
  },
  {
    title: 'Our visits',
    says: 'Visits to places of detention with their findings: read by the visiting component alone.',
    client: 'sandbox-hrc',
    purpose: null,
    query: `query OurVisits {
  accessVisits(first: 10) {
    nodes {
      visitedOn
      place
      setting
      modalities {
        modality
        answer
      }
      findings {
        topic
        rating
        note
      }
      recommendation {
        text
        sentAt
      }
    }
  }
}
`,
  },
  {
    title: 'What we may report',
    says: 'Agreements that came into force and safeguards put in place, ready to be filed as measures; and which were.',
    client: 'sandbox-krcs',
    purpose: null,
    query: `query WhatWeMayReport {
  measureOffers {
    type
    title
    startedOn
    status
    paragraphs
    evidence {
      kind
      id
      title
    }
    measure {
      id
      attestation
    }
  }
}
`,
  },
];
