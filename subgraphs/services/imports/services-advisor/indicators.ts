import type { ServiceType } from '../../../../shared/policy/service-types.ts';

/** The type of help it is; null where no type fits. */
type Meaning = ServiceType | null;

/** The work of an organisation, done for other organisations or for a network of pipes: nobody is referred to it. */
export const NOT_HELP_TO_A_PERSON: ReadonlySet<string> = new Set([
  'Advocacy on protection issues',
  'Appointment of security guards for water supply system',
  'Camp health referral system training',
  'Facilitation of WASH committees to undertake hygiene promotion in their communites',
  'Household survey',
  'Maintenance works for water station and water supply network',
  'Monitoring and reporting of protection issues',
  'Orientation training or advocacy with aid workers/agencies on including social/psychosocial child protection or GBV considerations in programming (provide details on the MHPSS & Protection Services Info sheet)',
  'Recruitment of refugee community members to be water supply technitians',
  'Regular monitoring of sanitation facilities by community WASH technitians',
  'Regular monitoring of water supply system by communiy water supply technitians',
  'Safety audits',
  'School Visit',
  'Training of Government officials CBOs Civil society etc on Refugee',
  'Training of refugee community members to be water supply technitians',
]);

/**
 * The other indicators of the file. Family tracing for separated children stands under child protection: the family
 * links types are the Movement's own, and none of these partners is of its Family Links Network.
 */
export const INDICATORS: Readonly<Record<string, Meaning>> = {
  'Access to information and registration procedures (early appointments transport to Registration Centers)':
    'INFORMATION_AND_ORIENTATION',
  'Alternative care for unaccompanied and/or separated children (UASC)': 'CHILD_PROTECTION',
  'Basic counseling for groups or families': 'MHPSS',
  'Best Interest Assessment (BIA) and/or Best Interest Determination (BID) process for unaccompanied separated and other children at risk':
    'CHILD_PROTECTION',
  'Case management for survivors of gender-based violence (GBV)': 'GBV_RESPONSE',
  'Child-friendly spaces': 'CHILD_PROTECTION',
  Clothing: 'CLOTHING_AND_NFI',
  'Community based CP committees': 'CHILD_PROTECTION',
  'Community centers': 'INCLUSION_ACTIVITY',
  'Community development projects in host communities (e.g. quick impact projects - QIPs community-based protection projects)':
    'INCLUSION_ACTIVITY',
  'Complaint Mecanisms/ Accountability and Anti-fraud procedures': 'INFORMATION_AND_ORIENTATION',
  'Construction of additional sanitation facilities (septic tanks)': 'WASH',
  'Construction of additional sanitation facilities (toilet superstructures)': 'WASH',
  'Core NFIs (household items including mats mattresses kitchen sets & jerry cans)': 'CLOTHING_AND_NFI',
  'Detentions emergency number/visits': 'DETENTION_VISIT',
  'Diaper distribution': 'WASH',
  'Distribution of Hygiene Kits': 'WASH',
  'Distribution of food parcels': 'FOOD',
  'Distribution of food parcels to vulnerable Jordanians': 'FOOD',
  'Distribution of vouchers to non-camp refugees; Distribution of food items to non-registered Syrian refugees':
    'FOOD',
  'Distribution of water filters': 'WASH',
  'Distribution of water storage containers': 'WASH',
  'Drainage and road improvement': 'WASH',
  'Early childhood development (ECD) activities': 'EDUCATION',
  'Facilitation of community supports to vulnerable persons': 'INCLUSION_ACTIVITY',
  'Facilitation of conditions for indigenous traditional spiritual or religious supports including communal healing practices':
    'MHPSS',
  'Family tracing and reunification for unaccompanied and/or separated children (UASC)': 'CHILD_PROTECTION',
  'Financial assistance to vulnerable families': 'CASH_ASSISTANCE',
  'Food Distribution': 'FOOD',
  'Hygiene kits and Sanitary items': 'WASH',
  'Hygiene promotion activities': 'WASH',
  Immunization: 'PRIMARY_HEALTH',
  'In-patient mental health care': 'MHPSS',
  'Individual or group psychological debriefing': 'MHPSS',
  'Infant and young child feeding support': 'PREGNANCY_AND_CHILD_HEALTH',
  'Information Dissemination/Awareness-raising (Infoline Service leaflets etc).':
    'INFORMATION_AND_ORIENTATION',
  'Information on the current situation  relief efforts or available services': 'INFORMATION_AND_ORIENTATION',
  'Interventions for alcohol/substance use problems': 'MHPSS',
  'Introduce a supplementary feeding programme to malnourished boys and girls under the age of five and pregnant and lactating mothers in camps and local communities':
    'PREGNANCY_AND_CHILD_HEALTH',
  'Legal services': 'LEGAL_AID',
  'Livelihoods projects (income-generating activities life skills literacy classes etc.)': 'LIVELIHOODS',
  'Maintenance of sanitation facilities (toilet superstructures and septic tanks)': 'WASH',
  'Mass Campaigns (Events TV Radio etc)': 'INFORMATION_AND_ORIENTATION',
  'Material assistance to vulnerable families (Non-food items)': 'CLOTHING_AND_NFI',
  'Medical services for survivors of gender-based violence (GBV) (including clinical management of rape - CMR)':
    'GBV_RESPONSE',
  'Mental health care': 'MHPSS',
  'Messages on Child Protection (CP) issues or prevention of Gender-Based Violence (GBV) (include information education & communication - IEC materials)':
    'INFORMATION_AND_ORIENTATION',
  'Messages on positive coping': 'MHPSS',
  'Modification of sanitation facilities for people with mobility impairment': 'DISABILITY_SUPPORT',
  'Multisectoral services for survivers of gender-based violence (GBV)': 'GBV_RESPONSE',
  'Non-pharmacological management of mental disorder': 'MHPSS',
  'Other (describe in column G of MHPSS & Protection Services Info sheet)': null,
  'Pharmacological management of mental disorder': 'MHPSS',
  'Physical therapy/rehabilitation': 'DISABILITY_SUPPORT',
  'Primary healthcare': 'PRIMARY_HEALTH',
  'Provision of cash-for-rent assistance': 'CASH_ASSISTANCE',
  'Psychosocial support to classes/groups of children at schools/learning places': 'MHPSS',
  'Psychosocial support to teachers/other personnel at schools/learning places': 'MHPSS',
  Psychotherapy: 'MHPSS',
  'Referral of protection cases to non-protection services (health education employment etc.)':
    'INFORMATION_AND_ORIENTATION',
  'Refugee committees / Volunteers': 'INCLUSION_ACTIVITY',
  'Registration and Reception centers/facilities - provision of documentation (Asylum Seeker Certificate)':
    'INTERNATIONAL_PROTECTION',
  'Regular Unconditional Cash assistance': 'CASH_ASSISTANCE',
  'Rehabilitation of household level WASH facilities': 'WASH',
  'Remedial Tutoring': 'EDUCATION',
  "Replenishment of new comers' Hygiene Kits": 'WASH',
  'Reproductive health (e.g. antenatal postnatal & family planning)': 'PREGNANCY_AND_CHILD_HEALTH',
  'School Uniforms': 'EDUCATION',
  'School activities': 'EDUCATION',
  'Screening for malnutrition/ Treatment of malnutrition': 'PREGNANCY_AND_CHILD_HEALTH',
  'Seasonal Cash Assistance': 'CASH_ASSISTANCE',
  'Secondary/Tertiary healthcare': null,
  'Shelter for survivors of gender-based violence (GBV)': 'SAFE_SHELTER',
  'Shelter for vulnerable families': 'EMERGENCY_SHELTER',
  'Shelter rehabilitation': 'EMERGENCY_SHELTER',
  'Specific services for persons with disabilities': 'DISABILITY_SUPPORT',
  'Strengthening of parenting/family supports': 'MHPSS',
  'Structured recreational or creative activities (do not include activities at child or youth friendly spaces that are covered in 4.1 and 4.2)':
    'INCLUSION_ACTIVITY',
  'Structured social activities (e.g. group activities)': 'INCLUSION_ACTIVITY',
  'Support for communal spaces/meetings to discuss problem-solve and organize community members to respond to the emergency':
    'INCLUSION_ACTIVITY',
  'Support for community-based protection networks': 'INCLUSION_ACTIVITY',
  'Support for emergency relief that is initiated by the community': 'INCLUSION_ACTIVITY',
  'Support for social support activities that are initiated by the community': 'INCLUSION_ACTIVITY',
  'Targeted programs for children associated with armed forces and/or armed groups (CAAFAG)':
    'CHILD_PROTECTION',
  'Targeted programs for children engaged in child labour': 'CHILD_PROTECTION',
  'Teachers training. Provision of transportation and equipment & recreational activities': 'EDUCATION',
  'Training on Basic Life Skills': 'EDUCATION',
  'Urgent Cash Assistance': 'CASH_ASSISTANCE',
  'Water voucher distribution': 'WASH',
  'Winterization items': 'CLOTHING_AND_NFI',
  'Women Safe Spaces': 'GBV_RESPONSE',
  "Women's centres": 'GBV_RESPONSE',
  'Youth-friendly spaces (ages 15 - 24)': 'CHILD_PROTECTION',
};
