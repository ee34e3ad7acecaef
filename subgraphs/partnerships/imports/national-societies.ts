/** A country as IFRC GO lists it. */
export interface CountryRow {
  readonly iso2: string;
  readonly iso3: string | null;
  readonly name: string;
  /** By BCP 47 tag. */
  readonly names: Readonly<Record<string, string>>;
  /** IFRC region, such as `AFRICA`; null where the list has none. */
  readonly region: string | null;
}

/** A National Society, or its branch in a territory: then `branchOf` is the country of the society. */
export interface SocietyRow {
  readonly country: string;
  readonly name: string;
  readonly names: Readonly<Record<string, string>>;
  /** IFRC identifier, such as `DKE001`. */
  readonly identifier: string | null;
  readonly site: string | null;
  readonly branchOf: string | null;
}

export interface NationalSocieties {
  readonly countries: readonly CountryRow[];
  readonly societies: readonly SocietyRow[];
  /** How many entries of the file name a society. */
  readonly naming: number;
  /** What stands in the file and has no place here, with its reason. */
  readonly unmapped: readonly string[];
  /** Not empty: the file is broken, and the rest is empty. */
  readonly faults: readonly string[];
}

type Entry = Readonly<Record<string, unknown>>;

/** IFRC GO region codes. */
const REGIONS = ['AFRICA', 'AMERICAS', 'ASIA_PACIFIC', 'EUROPE', 'MIDDLE_EAST_AND_NORTH_AFRICA'];
const LANGUAGES = ['en', 'fr', 'es', 'ar'];
/** Components of the Movement that the list carries among its countries; they are in the registry as what they are. */
const COMPONENTS: ReadonlySet<string> = new Set(['IFRC', 'ICRC']);
/** ISO 3166-1 reserves X for its users; IFRC GO's Benelux (BX) is no country either. */
const NO_COUNTRY: ReadonlySet<string> = new Set(['BX']);

/**
 * IFRC GO's list of countries, as parsed JSON. One State has one National Society (Statutes of the Movement, article
 * 4): where a territory names the society of another entry, it becomes a branch, a unit of that society.
 */
export function readNationalSocieties(value: unknown): NationalSocieties {
  const faults = faultsOf(value);
  if (faults.length > 0) return { countries: [], societies: [], naming: 0, unmapped: [], faults };
  const entries = value as readonly Entry[];
  const unmapped: string[] = [];
  const homes = homesOf(entries);
  const countries: CountryRow[] = [];
  const societies: SocietyRow[] = [];
  for (const entry of entries) {
    const iso2 = text(entry, 'iso');
    const reason = placeless(entry, iso2);
    if (reason !== null || iso2 === null) {
      unmapped.push(`${text(entry, 'name')}: ${reason}`);
      continue;
    }
    countries.push(countryOf(entry, iso2));
    if (text(entry, 'society_name') === null) {
      unmapped.push(`${text(entry, 'name')} (${iso2}): a country without a National Society.`);
      continue;
    }
    const society = societyOf(entry, iso2, homes);
    unmapped.push(...oddities(entry, society).map((says) => `${text(entry, 'name')} (${iso2}): ${says}`));
    societies.push(society);
  }
  const naming = entries.filter((entry) => text(entry, 'society_name') !== null).length;
  return { countries, societies, naming, unmapped, faults };
}

/** Every fault, not the first alone. */
function faultsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return ['The file must be a JSON array of countries; it is not an array.'];
  const seen = new Map<string, number>();
  return value.flatMap((entry: unknown, index) => {
    const where = `entry ${index + 1}`;
    if (typeof entry !== 'object' || entry === null) return [`${where}: it is not an object.`];
    const name = text(entry as Entry, 'name');
    const iso = text(entry as Entry, 'iso');
    if (name === null) return [`${where}${iso ? ` (${iso})` : ''}: it has no name.`];
    if (iso !== null && !/^[A-Z]{2}$/.test(iso))
      return [`${where} (${name}): “${iso}” is no ISO 3166-1 code of two letters.`];
    const earlier = iso === null ? undefined : seen.get(iso);
    if (iso !== null) seen.set(iso, index + 1);
    return earlier === undefined
      ? []
      : [`${where} (${name}): the code ${iso} stands already in entry ${earlier}.`];
  });
}

function placeless(entry: Entry, iso2: string | null): string | null {
  const society = text(entry, 'society_name');
  if (society !== null && COMPONENTS.has(society))
    return `${society} is a component of the Movement, and no National Society.`;
  if (iso2 === null) return `without an ISO code there is no country to hold ${society ?? 'it'}.`;
  return NO_COUNTRY.has(iso2) ? `${iso2} is no country of ISO 3166-1.` : null;
}

/** The country of each society: the entry with its IFRC identifier, or the only one that names it. */
function homesOf(entries: readonly Entry[]): ReadonlyMap<string, string> {
  const homes = new Map<string, string>();
  const ordered = [...entries].sort(
    (a, b) => Number(text(b, 'fdrs') !== null) - Number(text(a, 'fdrs') !== null),
  );
  for (const entry of ordered) {
    const [society, iso2] = [text(entry, 'society_name'), text(entry, 'iso')];
    if (society !== null && iso2 !== null && !homes.has(society)) homes.set(society, iso2);
  }
  return homes;
}

function countryOf(entry: Entry, iso2: string): CountryRow {
  const region = entry['region'];
  return {
    iso2,
    iso3: text(entry, 'iso3'),
    name: text(entry, 'name') ?? iso2,
    names: namesOf(entry, 'name'),
    region: typeof region === 'number' ? (REGIONS[region] ?? null) : null,
  };
}

function societyOf(entry: Entry, country: string, homes: ReadonlyMap<string, string>): SocietyRow {
  const name = text(entry, 'society_name') ?? '';
  const identifier = text(entry, 'fdrs');
  const site = text(entry, 'society_url');
  const home = homes.get(name) ?? country;
  return {
    country,
    name,
    names: namesOf(entry, 'society_name'),
    identifier: identifier !== null && /^D[A-Z]{2}\d{3}$/.test(identifier) ? identifier : null,
    site: site !== null && /^https?:\/\//.test(site) ? site : null,
    branchOf: home === country ? null : home,
  };
}

/** What the entry says of its society in a form that cannot be taken over. */
function oddities(entry: Entry, { identifier, site }: SocietyRow): string[] {
  const [fdrs, url] = [text(entry, 'fdrs'), text(entry, 'society_url')];
  const odd: string[] = [];
  if (fdrs !== null && identifier === null) odd.push(`“${fdrs}” has not the form of an IFRC identifier.`);
  if (url !== null && site === null) odd.push(`“${url}” is no address of the web.`);
  const region = entry['region'];
  if (typeof region === 'number' && !(region in REGIONS)) odd.push(`${region} is no region of IFRC.`);
  return odd;
}

function namesOf(entry: Entry, field: string): Record<string, string> {
  return Object.fromEntries(
    LANGUAGES.flatMap((language) => {
      const name = text(entry, `${field}_${language}`);
      return name === null ? [] : [[language, name]];
    }),
  );
}

function text(entry: Entry, field: string): string | null {
  const value = entry[field];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
