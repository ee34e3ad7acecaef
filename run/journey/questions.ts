/** The operations of the journey, as a partner system would send them. */

export const FIND_SERVICE = `query Find($filter: ServiceFilter!, $near: NearInput!) {
  services(filter: $filter, near: $near, first: 100) {
    nodes { id name names { language text } type types needs languages status legalStatusCondition firewallStatus warning version source
            provider { id code name } }
  }
}`;

export const REVISE_SERVICE = `mutation Revise($input: ReviseServiceInput!) {
  reviseService(input: $input) { service { id version } userErrors { code message } }
}`;

export const ASSURE_SERVICE = `mutation Assure($input: AssureServiceInput!) {
  assureService(input: $input) { service { id firewallStatus assuredAt freshness } userErrors { code message } }
}`;

export const ORGANISATION = `query Organisation($filter: OrganisationFilter!) {
  organisations(filter: $filter, first: 100) { nodes { id code name } }
}`;

export const REGISTER_PERSON = `mutation Register($input: RegisterPersonInput!) {
  registerPerson(input: $input) { person { ref } userErrors { code message } }
}`;

export const RECORD_CONSENT = `mutation Consent($input: RecordConsentInput!) {
  recordConsent(input: $input) { consent { id state } userErrors { code message } }
}`;

export const DRAFT_REFERRAL = `mutation Draft($input: DraftReferralInput!) {
  draftReferral(input: $input) { referral { id version } userErrors { code message } }
}`;

export const SEND_REFERRAL = `mutation Send($input: MoveReferralInput!) {
  sendReferral(input: $input) { referral { id version state } userErrors { code message } }
}`;

export const ACCEPT_REFERRAL = `mutation Accept($input: AcceptReferralInput!) {
  acceptReferral(input: $input) { referral { id version state } userErrors { code message } }
}`;

export const WITHDRAW_CONSENT = `mutation Withdraw($input: EndConsentInput!) {
  withdrawConsent(input: $input) { consent { id state } userErrors { code message } }
}`;

export const READ_REFERRAL = `query Read($id: ID!) {
  referral(id: $id) {
    id state version urgency serviceType
    from { name } to { name } service { name provider { name } }
    person {
      ref
      triage { ageBand languages householdSize }
      locationCoarse { country admin1 }
      identity { caseCode }
      contact { phone safeContact }
      health { physical }
    }
    disclosure { released withheld { category reason } }
  }
}`;

export const LEDGER = `query Ledger($person: ID!) {
  ledger(person: $person, first: 100) {
    nodes { number at viewer { name } purpose released refused { category reason } }
  }
}`;
