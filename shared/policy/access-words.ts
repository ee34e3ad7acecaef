/** Where people in need are reached [Access agreements]. */
export const ACCESS_SETTINGS = [
  'BORDER_CROSSING_POINT',
  'GREEN_OR_SEA_BORDER',
  'AIRPORT_TRANSIT_ZONE',
  'DISEMBARKATION_POINT',
  'IMMIGRATION_DETENTION',
  'CRIMINAL_DETENTION',
  'RECEPTION_CENTRE',
  'CAMP',
  'INFORMAL_SETTLEMENT',
  'URBAN',
  'TRANSIT_ROUTE',
  'HUMANITARIAN_SERVICE_POINT',
  'SEARCH_AND_RESCUE_ZONE',
  'HOSPITAL',
] as const;
export type AccessSetting = (typeof ACCESS_SETTINGS)[number];

export const DETENTION_SETTINGS: readonly AccessSetting[] = ['IMMIGRATION_DETENTION', 'CRIMINAL_DETENTION'];

/** What the access stands on; the first two are those of 31IC/11/R3, P10. */
export const ACCESS_GROUNDS = [
  'AUXILIARY_ROLE',
  'GENERAL_HUMANITARIAN_MANDATE',
  'GENEVA_CONVENTIONS',
  'HEADQUARTERS_AGREEMENT',
  'NATIONAL_LAW',
] as const;
export type AccessGround = (typeof ACCESS_GROUNDS)[number];

/** The first five are ICRC's conditions for a visit. */
export const ACCESS_MODALITIES = [
  'ALL_PLACES_AND_ALL_DETAINEES',
  'ALL_PREMISES',
  'PRIVATE_INTERVIEWS',
  'REPEAT_VISITS',
  'LIST_OF_DETAINEES',
  'CONFIDENTIAL_DIALOGUE',
  'RFL_ACCESS',
  'MEDICAL_ACCESS',
  'RELIEF_DISTRIBUTION',
  'UNANNOUNCED_VISITS',
  'CONNECTIVITY',
] as const;
export type AccessModality = (typeof ACCESS_MODALITIES)[number];

export const MODALITY_ANSWERS = ['YES', 'PARTIAL', 'NO', 'UNKNOWN'] as const;
export type ModalityAnswer = (typeof MODALITY_ANSWERS)[number];

/** In what form the access was granted. `VERBAL` is signed by nobody. */
export const ACCESS_INSTRUMENTS = [
  'MEMORANDUM_OF_UNDERSTANDING',
  'LETTER_OF_AUTHORISATION',
  'STANDARD_OPERATING_PROCEDURE',
  'REGULATION',
  'VERBAL',
] as const;
export type AccessInstrument = (typeof ACCESS_INSTRUMENTS)[number];

/** What the text obliges the humanitarian side to do. The first three may bind no component of the Movement [rule 2]. */
export const ACCESS_OBLIGATIONS = [
  'HAND_OVER_DATA',
  'CHECK_STATUS',
  'REPORT_PERSONS',
  'ANNOUNCE_VISITS',
  'ACCEPT_ESCORT',
  'REGISTER_STAFF',
  'KEEP_CONFIDENTIAL',
] as const;
export type AccessObligation = (typeof ACCESS_OBLIGATIONS)[number];

/** Whom an agreement leaves out by legal status, in the words such texts use [rule 1; the list: choice]. */
export const STATUS_GROUPS = [
  'PERSONS_WITHOUT_DOCUMENTS',
  'PERSONS_WITHOUT_RESIDENCE_PERMIT',
  'ASYLUM_SEEKERS',
  'REJECTED_ASYLUM_SEEKERS',
  'PERSONS_TO_BE_REMOVED',
  'STATELESS_PERSONS',
  'MIGRANT_WORKERS',
  'CERTAIN_NATIONALITIES',
] as const;
export type StatusGroup = (typeof STATUS_GROUPS)[number];

/** On which other ground it leaves people out [31IC/11/R3, OP1: without discrimination; the list: choice]. */
export const EXCLUSION_GROUNDS = [
  'NATIONALITY',
  'ETHNIC_ORIGIN',
  'RELIGION',
  'GENDER',
  'AGE',
  'DISABILITY',
  'LANGUAGE',
  'POLITICAL_OPINION',
] as const;
export type ExclusionGround = (typeof EXCLUSION_GROUNDS)[number];

/** On what conditions the access stands, as texts put them [choice]. */
export const ACCESS_CONDITIONS = [
  'PERMIT_FOR_EACH_VISIT',
  'REFUSED_AT_WILL',
  'LIMITED_HOURS',
  'SOME_PLACES_CLOSED',
  'ARMED_ESCORT_REQUIRED',
  'AUTHORITY_LISTENS',
  'PEOPLE_REGISTERED_BY_AUTHORITY',
  'PEOPLE_SHOW_DOCUMENTS',
  'PEOPLE_PENALISED_FOR_ASKING',
  'HELPERS_LIABLE',
] as const;
export type AccessCondition = (typeof ACCESS_CONDITIONS)[number];

/** What a law, a regulation or a paper like it is. */
export const INSTRUMENT_KINDS = [
  'CONSTITUTION',
  'TREATY',
  'LAW',
  'REGULATION',
  'PROCEDURE',
  'BILATERAL_AGREEMENT',
  'COURT_DECISION',
  'POLICY',
] as const;
export type InstrumentKind = (typeof INSTRUMENT_KINDS)[number];
