import type {
  Coverage,
  Day,
  Delay,
  DocumentKind,
  FeedbackMechanism,
  Frequency,
  IntakeCriterion,
  NextStep,
  ReferralMethod,
  WayIn,
} from '../../vocabulary.ts';

// The words of UNHCR's Services Advisor in Jordan, as its file spells them (mistakes included), and what they are here.
// A word that is not in its table is never guessed: the import lists it.

type Words<Meaning> = Readonly<Record<string, Meaning>>;

export const FIELDS = {
  papers: '1. Registration Type Requirement',
  nationality: '2. Nationality',
  intake: '3. Intake Criteria',
  accessibility: '4. Accessibility',
  coverage: '5. Coverage',
  availability: '6. Availability',
  days: '7. Availability Day',
  opens: '8. Office Open at',
  closes: '9. Office close at',
  referralMethod: '10. Referral Method',
  nextStep: '11. Immediate Next step  response after referal',
  responseDelay: '12. Response delay after referrals',
  feedbackMechanism: '13. Feedback Mechanism',
  feedbackDelay: '14. Feedback delay',
  referralRequired: 'Referral required',
} as const;

/** Everything that stands in `properties` of a feature. Another name is listed. */
export const KNOWN_FIELDS: ReadonlySet<string> = new Set([
  'locationName',
  'partnerName',
  'activity',
  'activityCategory',
  'activityName',
  'startDate',
  'endDate',
  'indicators',
  ...Object.values(FIELDS),
]);

/**
 * Papers asked for. The ASC is UNHCR's asylum seeker certificate: an `ASYLUM_CARD`. The MOI card is the service card
 * of Jordan's Ministry of Interior, the paper of lawful residence: a `RESIDENCE_PERMIT`.
 */
export const PAPERS: Words<readonly { kind: DocumentKind; expiredAccepted: boolean }[]> = {
  'No Requirement': [],
  'UNHCR ASC': [{ kind: 'ASYLUM_CARD', expiredAccepted: false }],
  'Valid UNHCR ASC and MOI card': [
    { kind: 'ASYLUM_CARD', expiredAccepted: false },
    { kind: 'RESIDENCE_PERMIT', expiredAccepted: false },
  ],
  'Expired and Valid UNHCR ASC and MOI': [
    { kind: 'ASYLUM_CARD', expiredAccepted: true },
    { kind: 'RESIDENCE_PERMIT', expiredAccepted: true },
  ],
  'MOI card': [{ kind: 'RESIDENCE_PERMIT', expiredAccepted: false }],
  'Orginal Proof of Syrian ID': [{ kind: 'PROOF_OF_IDENTITY', expiredAccepted: false }],
};

/** "Other nationalities" are other than Syrian: the form was made for the Syria response [choice]. */
export const NATIONALITIES: Words<{ only: readonly string[]; except: readonly string[] }> = {
  'No restriction': { only: [], except: [] },
  'Syrians only': { only: ['SY'], except: [] },
  'Jordanians only': { only: ['JO'], except: [] },
  'Other nationalities only': { only: [], except: ['SY'] },
};

export const INTAKE: Words<IntakeCriterion> = {
  'Open to all': 'OPEN_TO_ALL',
  'Specific Vulnerability Calculation/Scoring': 'VULNERABILITY_SCORE',
  'Family unity': 'FAMILY_UNITY',
  Disability: 'DISABILITY',
  'Child at risk': 'CHILD_AT_RISK',
  'Single parent or caregiver': 'SINGLE_PARENT_OR_CAREGIVER',
  'Woman at risk': 'WOMAN_AT_RISK',
  'Serious medical condition': 'SERIOUS_MEDICAL_CONDITION',
  'Older person at risk': 'OLDER_PERSON_AT_RISK',
  'Unaccompanied or separated child': 'UNACCOMPANIED_OR_SEPARATED_CHILD',
  SGBV: 'GBV_SURVIVOR',
};

/** "All the above" cannot mean "Referrals only" as well: it is read as every other way in [choice]. */
export const ACCESSIBILITY: Words<readonly WayIn[]> = {
  'Walk-in': ['WALK_IN'],
  Outreach: ['OUTREACH'],
  'Walk-in & Outreach': ['WALK_IN', 'OUTREACH'],
  'Outreach Information hotline': ['OUTREACH', 'HOTLINE'],
  'Hotline and follow up home visit': ['HOTLINE', 'HOME_VISIT'],
  'Referrals only': ['REFERRAL_ONLY'],
  'All the above': ['WALK_IN', 'OUTREACH', 'HOTLINE', 'HOME_VISIT'],
};

export const COVERAGE: Words<readonly Coverage[]> = {
  'Office location only - walk in distance': ['WALKING_DISTANCE'],
  'City where the service is located': ['CITY'],
  'District where the service is located': ['DISTRICT'],
  'Governorate where the service is located': ['GOVERNORATE'],
  'Governorate & Adjacent Governorates': ['GOVERNORATE', 'ADJACENT_GOVERNORATES'],
  North: ['NORTH'],
  Central: ['CENTRE'],
  South: ['SOUTH'],
  Countrywide: ['COUNTRY'],
};

/** "Biweekly" and "Bimonthly" are ambiguous in English; the Arabic twin says every two weeks, every two months. */
export const AVAILABILITY: Words<{ frequency: Frequency; interval: number; everyDay: boolean }> = {
  'Every Day': { frequency: 'WEEKLY', interval: 1, everyDay: true },
  'Once a week': { frequency: 'WEEKLY', interval: 1, everyDay: false },
  Biweekly: { frequency: 'WEEKLY', interval: 2, everyDay: false },
  'Once a month': { frequency: 'MONTHLY', interval: 1, everyDay: false },
  Bimonthly: { frequency: 'MONTHLY', interval: 2, everyDay: false },
  'Once per trimester or more': { frequency: 'MONTHLY', interval: 3, everyDay: false },
  'One Off': { frequency: 'ONCE', interval: 1, everyDay: false },
  'One time': { frequency: 'ONCE', interval: 1, everyDay: false },
};

export const DAY_SETS: Words<readonly Day[]> = {
  'Sun-Thurs': ['MO', 'TU', 'WE', 'TH', 'SU'],
  'Mon-Thurs  and Sat': ['MO', 'TU', 'WE', 'TH', 'SA'],
  'Mondays only': ['MO'],
  'Tuesdays only': ['TU'],
  'Thursdays only': ['TH'],
  'Saturdays only': ['SA'],
  'Sundays only': ['SU'],
};

/** `13:00pm` and `12:00am` are left out on purpose: what they mean depends on what stands beside them. */
export const OPENS: Words<string> = {
  '8:00am': '08:00',
  '8:30am': '08:30',
  '9:00am': '09:00',
  '9:30am': '09:30',
  '10:00am': '10:00',
  'Always open': '00:00',
};

export const CLOSES: Words<string> = {
  'Close at 14:00pm': '14:00',
  'Close at 15:00pm': '15:00',
  'Close at 16:00pm': '16:00',
  'Close at 17:00pm': '17:00',
  'Close at 18:00pm': '18:00',
  'Close at 19:00pm': '19:00',
  'Never closed': '24:00',
};

export const REFERRAL_METHOD: Words<ReferralMethod> = {
  'Email on a per case basis': 'EMAIL',
  'Telephone on a per case basis': 'TELEPHONE',
  'IA Form': 'INTER_AGENCY_FORM',
  RAIS: 'RAIS',
  'Referral is not required': 'NOT_NEEDED',
  'Referrals not accepted': 'NOT_ACCEPTED',
};

export const NEXT_STEP: Words<NextStep> = {
  'Follow up call': 'FOLLOW_UP_CALL',
  'Call to arrange  home visit': 'CALL_TO_ARRANGE_HOME_VISIT',
  'Client approaches receiving organisation': 'PERSON_COMES_TO_SERVICE',
};

export const RESPONSE_DELAY: Words<Delay> = {
  'Case by case basis': 'CASE_BY_CASE',
  'One day': 'ONE_DAY',
  'One week': 'ONE_WEEK',
  'One month': 'ONE_MONTH',
};

export const FEEDBACK_MECHANISM: Words<FeedbackMechanism> = {
  'Email to refering organisation': 'EMAIL_TO_SENDER',
  'Phone call to sender organisation': 'CALL_TO_SENDER',
  'Sending back IA form signed': 'SIGNED_FORM_RETURNED',
  'Excel Tracking table': 'TRACKING_TABLE',
  'Event entered in RAIS': 'RAIS',
  'To be requested by the sending organisation': 'ON_REQUEST_OF_SENDER',
  'With consent of the beneficiary': 'WITH_CONSENT_OF_PERSON',
  'No feedback mecanism': 'NONE',
};

export const FEEDBACK_DELAY: Words<Delay> = {
  'Delay on Case by case': 'CASE_BY_CASE',
  'Delay One day': 'ONE_DAY',
  'Delay One week': 'ONE_WEEK',
  'Delay One month': 'ONE_MONTH',
};
