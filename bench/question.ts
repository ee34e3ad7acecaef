/** The question that is measured: an inbox of 20 with service, provider, access agreement and released categories. */
export const QUESTION = `{
  referrals(box: INBOX, first: 20) {
    nodes {
      id state urgency serviceType sentAt
      service { name type provider { name } accessAgreement { state ground } }
      person {
        ref
        triage { ageBand languages householdSize }
        locationCoarse { country admin1 }
        identity { caseCode name }
        contact { phone }
      }
      disclosure { released withheld { category reason } }
    }
  }
}`;

export const PURPOSE = 'LEGAL_AID';
