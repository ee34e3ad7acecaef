/** From the widest ceiling to the firewall: a unit takes the strictest class it shares credentials with [law 1, choice]. */
export const FIREWALL_CLASSES = [
  'MOVEMENT',
  'HUMANITARIAN',
  'PUBLIC_SERVICE',
  'ASYLUM_AUTHORITY',
  'PRIVATE',
  'STATISTICS_ONLY',
  'ENFORCEMENT',
] as const;

export type FirewallClass = (typeof FIREWALL_CLASSES)[number];

/** Every type an organisation may have, and its class, in the order of the law [law 1]. */
const CLASS_OF_TYPE = {
  NATIONAL_SOCIETY: 'MOVEMENT',
  IFRC: 'MOVEMENT',
  ICRC: 'MOVEMENT',
  UN_AGENCY: 'HUMANITARIAN',
  INTERNATIONAL_ORGANISATION: 'HUMANITARIAN',
  INTERNATIONAL_NGO: 'HUMANITARIAN',
  NATIONAL_NGO: 'HUMANITARIAN',
  LEGAL_SERVICE_PROVIDER: 'HUMANITARIAN',
  HEALTH_PROVIDER: 'PUBLIC_SERVICE',
  SCHOOL: 'PUBLIC_SERVICE',
  PUBLIC_AUTHORITY_SOCIAL: 'PUBLIC_SERVICE',
  PUBLIC_AUTHORITY_ASYLUM: 'ASYLUM_AUTHORITY',
  IMMIGRATION_ENFORCEMENT: 'ENFORCEMENT',
  BORDER_GUARD: 'ENFORCEMENT',
  LAW_ENFORCEMENT: 'ENFORCEMENT',
  DETAINING_AUTHORITY: 'ENFORCEMENT',
  MILITARY: 'ENFORCEMENT',
  EMBASSY_CONSULATE: 'ENFORCEMENT',
  PRIVATE_SECTOR: 'PRIVATE',
  DONOR: 'STATISTICS_ONLY',
  ACADEMIC: 'STATISTICS_ONLY',
  MEDIA: 'STATISTICS_ONLY',
  RELIGIOUS: 'STATISTICS_ONLY',
  OTHER: 'STATISTICS_ONLY',
} as const satisfies Record<string, FirewallClass>;

export type OrganisationType = keyof typeof CLASS_OF_TYPE;

export const ORGANISATION_TYPES = Object.keys(CLASS_OF_TYPE) as OrganisationType[];

const STRICTNESS: ReadonlyMap<FirewallClass, number> = new Map(
  FIREWALL_CLASSES.map((name, index) => [name, index]),
);

const NONE: readonly OrganisationType[] = [];

/** The class of an organisation, or the strictest among those of the units it shares credentials with. */
export function firewallClassOf(
  type: OrganisationType,
  sharesCredentialsWith: readonly OrganisationType[] = NONE,
): FirewallClass {
  let strictest: FirewallClass = CLASS_OF_TYPE[type];
  for (const other of sharesCredentialsWith) {
    const candidate = CLASS_OF_TYPE[other];
    if ((STRICTNESS.get(candidate) ?? 0) > (STRICTNESS.get(strictest) ?? 0)) strictest = candidate;
  }
  return strictest;
}

/** Consent cannot lift this: these classes never read a word about a person [law 2, line 3]. */
export function isBehindFirewall(firewallClass: FirewallClass): boolean {
  return firewallClass === 'ENFORCEMENT' || firewallClass === 'STATISTICS_ONLY';
}

export function isOrganisationType(word: string): word is OrganisationType {
  return Object.hasOwn(CLASS_OF_TYPE, word);
}
