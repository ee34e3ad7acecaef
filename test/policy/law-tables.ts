/** The tables of the law as the law prints them. Tests compare the code with these words, cell by cell. */

/** Section 1. */
export const CATEGORIES = `
| ROUTING | moderate |
| TRIAGE | moderate |
| IDENTITY | high |
| CONTACT | high |
| LOCATION_COARSE | moderate |
| LOCATION_PRECISE | severe |
| ORIGIN | high |
| MIGRATION_STATUS | severe |
| HEALTH | high |
| PROTECTION | severe |
| FAMILY | high |
| BELIEF | severe |
| NARRATIVE | severe |`;

/** Section 1. */
export const CLASSES = `
| NATIONAL_SOCIETY, IFRC, ICRC | MOVEMENT |
| UN_AGENCY, INTERNATIONAL_ORGANISATION, INTERNATIONAL_NGO, NATIONAL_NGO, LEGAL_SERVICE_PROVIDER | HUMANITARIAN |
| HEALTH_PROVIDER, SCHOOL, PUBLIC_AUTHORITY_SOCIAL | PUBLIC_SERVICE |
| PUBLIC_AUTHORITY_ASYLUM | ASYLUM_AUTHORITY |
| IMMIGRATION_ENFORCEMENT, BORDER_GUARD, LAW_ENFORCEMENT, DETAINING_AUTHORITY, MILITARY, EMBASSY_CONSULATE | ENFORCEMENT |
| PRIVATE_SECTOR | PRIVATE |
| DONOR, ACADEMIC, MEDIA, RELIGIOUS, OTHER | STATISTICS_ONLY |`;

/** Section 2: which categories a role covers. */
export const ROLES = `
| caseworker | every |
| coordinator | ROUTING, TRIAGE, LOCATION_COARSE |
| data_protection_officer | ROUTING |
| signatory | none |
| analyst | none |
| administrator | none |
| system | every |`;

/** Section 2: the release rule. */
export const RELEASE_LINES = `
| 1 | authenticated | UNAUTHENTICATED |
| 2 | purpose-allowed | PURPOSE |
| 3 | firewall | FIREWALL |
| 4 | retained | RETENTION |
| 5 | owner | ROLE |
| 6 | not-withheld | WITHHELD |
| 7 | relation | NO_RELATION |
| 8 | agreement | AGREEMENT |
| 9 | consent | CONSENT |
| 10 | stage | STAGE |
| 11 | ceiling | CEILING |
| 12 | onward | ONWARD |
| 13 | recorded | LEDGER_UNAVAILABLE |`;

/** Section 4, after acceptance: category; MOVEMENT and HUMANITARIAN; PUBLIC_SERVICE; ASYLUM_AUTHORITY; PRIVATE. */
export const CEILING = `
| ROUTING, TRIAGE, LOCATION_COARSE | yes | yes | own claim | – |
| IDENTITY, CONTACT | yes | yes | own claim | – |
| LOCATION_PRECISE | SAFE_SHELTER, EMERGENCY_HEALTH, SEARCH_AND_RESCUE, family links types | – | – | – |
| ORIGIN | LEGAL_AID, INTERNATIONAL_PROTECTION, RETURN_COUNSELLING, family links types | – | own claim | – |
| MIGRATION_STATUS | LEGAL_AID, INTERNATIONAL_PROTECTION | – | own claim | – |
| HEALTH | health types, MHPSS | health types | – | – |
| PROTECTION | GBV_RESPONSE, CHILD_PROTECTION, TRAFFICKING_RESPONSE, LEGAL_AID, INTERNATIONAL_PROTECTION, MHPSS, SAFE_SHELTER | – | – | – |
| FAMILY | family links types within MOVEMENT, CHILD_PROTECTION | CHILD_PROTECTION | – | – |
| BELIEF | INTERNATIONAL_PROTECTION, MHPSS | – | – | – |
| NARRATIVE | all of MIGRATION_STATUS LOCATION_PRECISE HEALTH PROTECTION | – | – | – |`;

/** Section 5: state; who may set it; what the recipient reads; the states it is reached from. */
export const REFERRAL_STATES = `
| DRAFT | sender | nothing | |
| SENT | sender | before | DRAFT |
| RECEIVED | recipient | before | SENT |
| ACCEPTED | recipient | after | SENT, RECEIVED, WAITLISTED |
| DECLINED | recipient | nothing | SENT, RECEIVED, WAITLISTED |
| WAITLISTED | recipient | before | SENT, RECEIVED |
| SCHEDULED | recipient | after | ACCEPTED, SCHEDULED |
| IN_PROGRESS | recipient | after | ACCEPTED, SCHEDULED, ON_HOLD |
| ON_HOLD | recipient | after | ACCEPTED, SCHEDULED, IN_PROGRESS |
| COMPLETED | recipient | after for 14 days | ACCEPTED, SCHEDULED, IN_PROGRESS, ON_HOLD |
| NOT_DELIVERED | recipient | nothing | ACCEPTED, SCHEDULED, IN_PROGRESS, ON_HOLD |
| CANCELLED | sender | nothing | DRAFT, SENT, RECEIVED, WAITLISTED, ACCEPTED, SCHEDULED, IN_PROGRESS, ON_HOLD |
| WITHDRAWN_BY_PERSON | person | nothing | DRAFT, SENT, RECEIVED, WAITLISTED, ACCEPTED, SCHEDULED, IN_PROGRESS, ON_HOLD |
| REROUTED | sender | nothing | DRAFT, SENT, RECEIVED, WAITLISTED, ACCEPTED, SCHEDULED, IN_PROGRESS, ON_HOLD |
| EXPIRED | clock | nothing | SENT, RECEIVED, WAITLISTED |
| CLOSED | sender, clock | nothing | COMPLETED |
| ENTERED_IN_ERROR | sender | nothing | DRAFT, SENT, RECEIVED, WAITLISTED, ACCEPTED, SCHEDULED, IN_PROGRESS, ON_HOLD, COMPLETED, DECLINED, NOT_DELIVERED, CANCELLED, WITHDRAWN_BY_PERSON, REROUTED, EXPIRED, CLOSED |`;

export const FAMILY_LINKS = [
  'RFL_PREVENTION',
  'RFL_CONTACT',
  'RFL_TRACING',
  'RFL_FATE_AND_WHEREABOUTS',
  'RFL_REUNIFICATION',
];
export const HEALTH = ['PRIMARY_HEALTH', 'EMERGENCY_HEALTH', 'PREGNANCY_AND_CHILD_HEALTH'];

/** The cells of each row of a table. */
export const rows = readOnce((table) =>
  table
    .trim()
    .split('\n')
    .map((line) =>
      line
        .trim()
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    ),
);

/** The words of one cell. */
export const words = readOnce((cell) =>
  cell.split(',').flatMap((word) => (word.trim() === '' ? [] : [word.trim()])),
);

/** Millions of cases ask the same tables: each text is taken apart once. */
function readOnce<Parts>(read: (text: string) => Parts): (text: string) => Parts {
  const known = new Map<string, Parts>();
  return (text) => {
    const parts = known.get(text) ?? read(text);
    known.set(text, parts);
    return parts;
  };
}

/** The text of the ceiling's cell for a class and a category; classes without a column have nothing. */
export function ceilingCell(firewallClass: string, category: string): string {
  const column = [
    [],
    ['MOVEMENT', 'HUMANITARIAN'],
    ['PUBLIC_SERVICE'],
    ['ASYLUM_AUTHORITY'],
    ['PRIVATE'],
  ].findIndex((names) => names.some((name) => name === firewallClass));
  const row = rows(CEILING).find(([names]) => words(names ?? '').includes(category));
  return column === -1 ? '–' : (row?.[column] ?? '–');
}

/** Whether a cell's words open it; `NARRATIVE` asks the cells of the four categories it is made of. */
export function cellOpens(
  firewallClass: string,
  category: string,
  serviceType: string,
  purpose: string,
): boolean {
  return words(ceilingCell(firewallClass, category)).some((word) => {
    if (word === 'yes') return true;
    if (word === '–') return false;
    if (word === 'own claim') {
      return serviceType === 'INTERNATIONAL_PROTECTION' && purpose === 'INTERNATIONAL_PROTECTION_ACCESS';
    }
    if (word === 'family links types') return FAMILY_LINKS.includes(serviceType);
    if (word === 'family links types within MOVEMENT') {
      return firewallClass === 'MOVEMENT' && FAMILY_LINKS.includes(serviceType);
    }
    if (word === 'health types') return HEALTH.includes(serviceType);
    if (word.startsWith('all of ')) {
      return word
        .slice('all of '.length)
        .split(' ')
        .every((need) => cellOpens(firewallClass, need, serviceType, purpose));
    }
    return word === serviceType;
  });
}
