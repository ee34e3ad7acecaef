import type { ServiceType } from '../../../shared/policy/service-types.ts';

/** Sectors of humanitarian coordination (IASC clusters), by OCHA's codes. */
export const SECTORS = {
  CCM: 'Camp Coordination and Camp Management',
  EDU: 'Education',
  ERY: 'Early Recovery and Livelihoods',
  FSC: 'Food Security',
  HEA: 'Health',
  LOG: 'Logistics',
  MPC: 'Multi-purpose Cash',
  NUT: 'Nutrition',
  PRO: 'Protection',
  'PRO-CPN': 'Child Protection',
  'PRO-GBV': 'Gender-Based Violence',
  'PRO-HLP': 'Housing, Land and Property',
  'PRO-MIN': 'Mine Action',
  SHL: 'Emergency Shelter and NFI',
  TEL: 'Emergency Telecommunications',
  WSH: 'Water, Sanitation and Hygiene',
} as const;
export type Sector = keyof typeof SECTORS;

/**
 * What of our types an activity of a sector is, when nothing more is said of it. A sector is broader than a type, and a type
 * opens categories of data to its provider: so it is the narrowest. Null: no help that a person is referred to.
 */
const TYPE_OF_SECTOR: Readonly<Record<Sector, ServiceType | null>> = {
  CCM: 'INFORMATION_AND_ORIENTATION',
  EDU: 'EDUCATION',
  ERY: 'LIVELIHOODS',
  FSC: 'FOOD',
  HEA: 'PRIMARY_HEALTH',
  LOG: null,
  MPC: 'CASH_ASSISTANCE',
  NUT: 'FOOD',
  PRO: 'INFORMATION_AND_ORIENTATION',
  'PRO-CPN': 'CHILD_PROTECTION',
  'PRO-GBV': 'GBV_RESPONSE',
  'PRO-HLP': 'LEGAL_AID',
  'PRO-MIN': 'INFORMATION_AND_ORIENTATION',
  SHL: 'EMERGENCY_SHELTER',
  TEL: 'CONNECTIVITY_AND_CHARGING',
  WSH: 'WASH',
};

/** As sheets write them beside codes and names. */
const OTHER_NAMES: Readonly<Record<string, Sector>> = {
  cccm: 'CCM',
  'camp management': 'CCM',
  'child protection aor': 'PRO-CPN',
  'early recovery': 'ERY',
  livelihoods: 'ERY',
  'food security and livelihoods': 'FSC',
  'food security and agriculture': 'FSC',
  fsl: 'FSC',
  food: 'FSC',
  gbv: 'PRO-GBV',
  'gender based violence': 'PRO-GBV',
  hlp: 'PRO-HLP',
  'multi sector cash': 'MPC',
  'multipurpose cash': 'MPC',
  cash: 'MPC',
  'mine action': 'PRO-MIN',
  shelter: 'SHL',
  'shelter and nfi': 'SHL',
  'shelter nfi': 'SHL',
  nfi: 'SHL',
  'emergency shelter': 'SHL',
  etc: 'TEL',
  telecommunications: 'TEL',
  wash: 'WSH',
  'water sanitation hygiene': 'WSH',
};

const BY_WORDS: ReadonlyMap<string, Sector> = new Map([
  ...Object.entries(OTHER_NAMES),
  ...(Object.keys(SECTORS) as Sector[]).flatMap((code) => [
    [plain(code), code] as const,
    [plain(SECTORS[code]), code] as const,
  ]),
]);

function sectorNamed(words: string): Sector | null {
  return BY_WORDS.get(plain(words)) ?? null;
}

/** Null for what is no sector, and for a sector that is no help to a person. */
export function typeOfSector(words: string): ServiceType | null {
  const sector = sectorNamed(words);
  return sector === null ? null : TYPE_OF_SECTOR[sector];
}

/** A sector whose activities are work among organisations. */
export function helpsNobody(words: string): boolean {
  const sector = sectorNamed(words);
  return sector !== null && TYPE_OF_SECTOR[sector] === null;
}

function plain(words: string): string {
  return words
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/[^a-z]+/g, ' ')
    .trim();
}
