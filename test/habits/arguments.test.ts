import { describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
} from 'graphql';
import { committedSupergraph } from '../../gateway/supergraph.ts';
import { type BuiltSubgraph, builtSubgraphs } from './built-subgraphs.ts';

const PAGE = ['after', 'before', 'first', 'last'];

/**
 * All that may be asked for beside the fields themselves, wherever a question may lead. A field that may not be read may
 * not be filtered, sorted, grouped, counted, searched or joined on either [law, section 2]; so a new argument is
 * weighed, and then written here by hand.
 */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  'Query.accessAgreement': ['id'],
  'Query.accessAgreements': [...PAGE, 'filter'],
  'Query.accessIncident': ['id'],
  // Visits are the asker's own, and nothing is asked about them but which.
  'Query.accessVisit': ['id'],
  'Query.accessVisits': PAGE,
  'Query.visitRecommendations': PAGE,
  'Query.borderProcedures': [...PAGE, 'country', 'types'],
  'Country.borderProcedures': ['after', 'first'],
  'BorderProcedure.safeguards': ['on'],
  'BorderProcedure.missing': ['on'],
  'Query.accessIncidents': [...PAGE, 'filter'],
  'Query.accessIncidentTable': ['filter'],
  // By a token that is given to a team; what it opens is an empty form.
  'Query.incidentForm': ['token'],
  'AccessAgreement.incidents': ['after', 'first'],
  'Country.accessIncidents': ['after', 'first'],
  'Organisation.accessIncidents': ['after', 'first'],
  // By what a partner reads; `states` finds among the viewer's own alone.
  AccessIncidentFilter: ['constraints', 'country', 'from', 'kinds', 'states', 'until'],
  'Query.agreement': ['id'],
  'Agreement.written': ['revision'],
  'AgreementRevision.changes': ['language', 'since'],
  // What the law would let anybody read under it, for the parties; no word about a person.
  'Agreement.preview': ['viewer'],
  'AgreementPreview.sentences': ['language'],
  'Query.previewAgreement': ['input'],
  // The clauses of an agreement that is not written yet.
  ProposeAgreementInput: [
    'atTheEnd',
    'breachNoticeHours',
    'categories',
    'clocks',
    'dataSubjects',
    'governingRules',
    'impactAssessedOn',
    'impactAssessment',
    'jurisdictions',
    'kind',
    'legalBasis',
    'onward',
    'onwardRecipientIds',
    'providerId',
    'purposes',
    'recipientId',
    'recipientRoles',
    'relationship',
    'retention',
    'reviewOn',
    'rightsContact',
    'securityMeasures',
    'signatories',
    'statesConformity',
    'storageLocations',
    'text',
    'validFrom',
    'validUntil',
  ],
  ReferralClockInput: ['acknowledgeHours', 'actHours', 'urgency'],
  RetentionInput: ['category', 'days'],
  SigningOfficeInput: ['office', 'organisationId'],
  'Query.agreements': [...PAGE, 'filter'],
  'Query.consentReceipt': ['consent', 'format', 'language', 'revision'],
  'Query.consultation': ['id'],
  'Query.consultations': [...PAGE, 'filter'],
  'Query.consent': ['id'],
  'Query.consents': [...PAGE, 'person'],
  'Query.country': ['iso2'],
  'Query.transparency': [...PAGE, 'filter'],
  // By what anyone reads of agreements in force; no word about a person.
  SharingFilter: ['categories', 'organisationId', 'purposes'],
  'Query.emergencyReleases': [...PAGE, 'closed'],
  'Query.erasureOrders': [...PAGE, 'acknowledged', 'box'],
  'Query.exportReferral': ['format', 'id'],
  'Query.legalInstruments': [...PAGE, 'country', 'kinds'],
  'Query.implementationReport': ['conference', 'version'],
  'Query.ledger': [...PAGE, 'person', 'referral'],
  // By a token that is given to the person alone; what it opens is this one record.
  'Query.myReceipt': ['consent', 'format', 'language', 'revision', 'token'],
  'Query.myRecord': ['token'],
  'Query.measure': ['id'],
  'Query.measures': [...PAGE, 'filter'],
  'Query.notices': [...PAGE, 'acknowledged', 'kinds'],
  'Query.organisation': ['id'],
  'Query.organisations': [...PAGE, 'filter'],
  'Query.findPersons': ['match'],
  'Query.person': ['ref'],
  'Query.pledge': ['id'],
  'Query.pledges': [...PAGE, 'filter'],
  'Query.readOpeningHours': ['text', 'timeZone'],
  'Query.referral': ['id'],
  'Query.referrals': [...PAGE, 'box', 'overdue', 'states', 'urgencies'],
  'Query.service': ['id'],
  'Query.serviceChangeRequests': [...PAGE, 'box', 'states'],
  'Query.taxonomies': PAGE,
  'Query.taxonomyTerms': [...PAGE, 'taxonomyId'],
  'Query.hsdsPage': ['after', 'filter', 'form', 'of', 'page', 'perPage'],
  'Query.hsdsRecord': ['form', 'id', 'of'],
  'Query.services': [...PAGE, 'filter', 'near'],
  'Service.metadata': [...PAGE],
  'Query.verifyReceipt': ['receipt'],
  'Country.accessAgreements': ['after', 'first'],
  'Country.agreements': ['after', 'first'],
  'Country.measures': ['after', 'first'],
  'Country.legalInstruments': ['after', 'first'],
  'Country.serviceGaps': ['needs'],
  'Organisation.accessAgreements': ['after', 'first'],
  'Organisation.services': [...PAGE, 'filter'],
  // What is offered and by whom; none of it is about a person.
  AccessAgreementFilter: ['country', 'organisationId', 'states'],
  AgreementFilter: ['kind', 'organisationId', 'states'],
  // What was done about the resolution; no word about a person.
  ConsultationFilter: ['country', 'organisationId'],
  MeasureFilter: ['attestations', 'country', 'organisationId', 'paragraphs', 'statuses', 'types', 'year'],
  PledgeFilter: ['conference', 'kinds', 'organisationId', 'states'],
  OrganisationFilter: ['country', 'text', 'types'],
  HsdsFilter: [
    ...['firewallStatus', 'includeClosed', 'includeStatusConditioned', 'modifiedAfter', 'organizationId'],
    ...['parentId', 'search', 'taxonomyId', 'taxonomyTermId', 'topOnly'],
  ],
  InclusionFilter: ['openToAll', 'setting', 'strands'],
  ServiceFilter: [
    'accessibility',
    'admin1',
    'age',
    'cost',
    'country',
    'firewallStatus',
    'gender',
    'includeStatusConditioned',
    'inclusion',
    'journeyStages',
    'languages',
    'needs',
    'openAt',
    'organisationId',
    'papers',
    'placeLeft',
    'servicePoint',
    'text',
    'types',
  ],
  // The owner's own persons alone, each whole and exact, and only where the category may be read: see FINDING below.
  PersonMatchInput: ['caseCode', 'caseNumber', 'nameAndBirthDate', 'phone'],
  CaseNumberInput: ['issuer', 'number'],
  NameAndBirthDateInput: ['birthDate', 'name'],
  NearInput: ['latitude', 'longitude', 'withinKm'],
};

test('the arguments of everything that can be asked are these', () => {
  const written = Object.entries(ARGUMENTS).map(([place, names]) => [place, [...names].sort()]);
  const found = [...argumentsOf(buildSchema(committedSupergraph(), { assumeValidSDL: true }))];
  expect(Object.fromEntries(found.map(([place, args]) => [place, args.map(({ name }) => name)]))).toEqual(
    Object.fromEntries(written),
  );
});

/**
 * The one question that names what a person is known by. The law forbids to search by what may not be read; the owner
 * reads it. It gives the whole value, so that nothing is learnt by trying parts; a person is found only by a caseworker
 * of its owner, only while that category may be read, and the match is recorded as a reading of it (person.service.ts).
 */
const FINDING = ['Query.findPersons', 'PersonMatchInput', 'CaseNumberInput', 'NameAndBirthDateInput'];

describe('questions about persons', () => {
  const { schema } = builtSubgraphs.find(({ name }) => name === 'referrals') as BuiltSubgraph;
  const words = wordsBelow(schema.getType('Person'));

  test('the words of the categories are found in what Person is made of', () => {
    expect([...words]).toEqual(
      expect.arrayContaining(['HEALTH', 'AGEBAND', 'NATIONALITIES', 'RELATIVE', 'NARRATIVE']),
    );
  });

  test.each([...argumentsOf(schema)].filter(([place]) => !FINDING.includes(place)))(
    '%s has no argument named or typed as a category is',
    (_place, args) => {
      const said = args.flatMap(({ name, type }) => [name, getNamedType(type).name]);
      expect(said.filter((word) => words.has(word.toUpperCase()))).toEqual([]);
    },
  );
});

type Argument = Pick<GraphQLArgument, 'name' | 'type'>;

/** By place and sorted: of each field its arguments, and of each input that these lead to its fields. */
function argumentsOf(schema: GraphQLSchema): ReadonlyMap<string, readonly Argument[]> {
  const found = new Map<string, readonly Argument[]>();
  const note = (place: string, args: readonly Argument[]): void => {
    if (args.length === 0 || found.has(place)) return;
    found.set(
      place,
      [...args].sort((one, other) => (one.name < other.name ? -1 : 1)),
    );
    for (const { type } of args) {
      const input = getNamedType(type);
      if (isInputObjectType(input)) note(input.name, Object.values(input.getFields()));
    }
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type) || type === schema.getMutationType()) continue;
    for (const { name, args } of Object.values(type.getFields())) {
      if (name !== '_entities') note(`${type.name}.${name}`, args);
    }
  }
  return found;
}

/** The names of all fields below a type and of their types, in capitals, so that `ageBand` and `AgeBand` are one word. */
function wordsBelow(type: unknown): ReadonlySet<string> {
  const words = new Set<string>();
  const entered = new Set<unknown>();
  const enter = (one: unknown): void => {
    if (!isObjectType(one) || entered.has(one)) return;
    entered.add(one);
    for (const field of Object.values(one.getFields())) {
      const named = getNamedType(field.type);
      words.add(field.name.toUpperCase());
      if (!isScalarType(named)) words.add(named.name.toUpperCase());
      enter(named);
    }
  };
  enter(type);
  // What a person is known by to one organisation is no category.
  words.delete('REF');
  return words;
}
