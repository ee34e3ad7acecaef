import type { Example } from './example.ts';

/** Operations about who works with whom and what was done about the resolution. */
export const REPORTING_EXAMPLES: readonly Example[] = [
  {
    title: 'Who may share what with whom',
    says: 'What anyone reads of data-sharing agreements in force. As a page: /transparency; as a graph: /transparency.json.',
    client: null,
    purpose: null,
    query: `query WhoSharesWhat {
  transparency(first: 10) {
    nodes {
      provider {
        name
      }
      recipient {
        name
        formerNames {
          name
          heldUntil
        }
      }
      purposes
      opens {
        category
        stage
        serviceTypes
      }
      validUntil
    }
  }
}
`,
  },
  {
    title: 'Whom a partner is reached by',
    says: 'Focal points are for an organisation itself and its partners under an agreement in force; signed out it is null.',
    client: 'sandbox-krcs',
    purpose: null,
    query: `query WhomAPartnerIsReachedBy {
  organisations(first: 5, filter: { text: "unhcr" }) {
    nodes {
      name
      standing
      focalPoints {
        name
        role
        email
        phone
        languages
      }
    }
  }
}
`,
  },
  {
    title: 'Measures and their evidence',
    says: 'Public and attested ones, with what shows that they were taken.',
    client: null,
    purpose: null,
    query: `query Measures {
  measures(first: 10, filter: { statuses: [COMPLETED, ONGOING] }) {
    nodes {
      title
      type
      status
      paragraphs
      countries {
        name
      }
      filedBy {
        name
      }
      attestedAt
      evidence {
        kind
        title
        url
        withdrawn
        consultation {
          subject
          heldOn
        }
      }
    }
  }
}
`,
  },
  {
    title: 'File a measure',
    says: 'It is a draft until another person attests it.',
    client: 'sandbox-krcs-coordinator',
    purpose: null,
    query: `mutation FileMeasure($input: FileMeasureInput!) {
  fileMeasure(input: $input) {
    measure {
      id
      attestation
      version
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
        title: 'Border staff learn to recognise who needs protection',
        type: 'TRAINING',
        status: 'ONGOING',
        paragraphs: ['OP2_SAFEGUARDS'],
        countries: ['KE'],
        level: 'NATIONAL',
        beneficiaryGroups: ['CHILDREN'],
        startedOn: '2026-03-01',
        isPublic: true,
        evidence: [{ kind: 'DOCUMENT', title: 'Programme of the course', url: 'https://example.org/course' }],
      },
    },
  },
  {
    title: 'Consultations',
    says: 'That the Movement was consulted: what is public. One that was withdrawn says so.',
    client: null,
    purpose: null,
    query: `query Consultations {
  consultations(first: 10) {
    nodes {
      heldOn
      subject
      outcome
      participants {
        name
      }
      withdrawnAt
      withdrawalReason
    }
  }
}
`,
  },
  {
    title: 'Pledges',
    says: 'What was pledged to a Conference, who signed it, and what became of it.',
    client: null,
    purpose: null,
    query: `query Pledges {
  pledges(first: 10) {
    nodes {
      title
      kind
      conference
      state
      parties {
        name
      }
      reports {
        progress
        isFinal
        text
        reportedAt
      }
    }
  }
}
`,
  },
  {
    title: 'The report to the Conference',
    says: 'Every figure with its measures, frozen, hashed and signed. As a page: /reports.',
    client: null,
    purpose: null,
    query: `query ImplementationReport {
  implementationReport(conference: 32) {
    version
    hash
    frozenAt
    measureCount
    versions
    figures {
      paragraph
      country {
        name
      }
      year
      count
      measureIds
    }
    difference {
      addedMeasureIds
      removedMeasureIds
    }
  }
}
`,
  },
];
