import type { Caller } from '../../shared/context.ts';
import type { AccessSetting, ModalityAnswer } from '../../shared/policy/access-words.ts';
import type { BorderProcedureType, Safeguard } from '../../shared/policy/border-words.ts';
import type { ConformityTest, ConformityVerdict } from '../../shared/policy/conformity.ts';
import type { AccessConstraint } from '../../shared/policy/incident-words.ts';
import { ask, nobody } from '../ask.ts';
import type { SubgraphSource } from '../subgraph-source.ts';

interface Key {
  readonly id: string;
}
interface List<Node> {
  readonly nodes: readonly Node[];
}

/** What anyone reads of a country, as the access subgraph tells it. */
export interface ToldCountry {
  readonly accessProfile: {
    readonly agreementsInForce: number;
    readonly gaps: readonly { readonly setting: AccessSetting; readonly since: string }[];
    readonly months: readonly ToldMonth[];
  };
  readonly accessAgreements: List<{
    readonly settings: readonly AccessSetting[];
    readonly verdict: ConformityVerdict;
    readonly parties: readonly Key[];
  }>;
  readonly legalInstruments: List<{
    readonly title: string;
    readonly url: string | null;
    readonly verdict: ConformityVerdict;
    readonly conformity: readonly { readonly test: ConformityTest; readonly verdict: ConformityVerdict }[];
  }>;
  readonly borderProcedures: List<ToldProcedure>;
  readonly accessIncidents: List<{
    readonly kind: string;
    readonly constraint: AccessConstraint;
    readonly month: string;
    readonly admin1: string | null;
    readonly severity: number | null;
    readonly publicSummary: string | null;
  }>;
}

export interface ToldMonth {
  readonly month: string;
  readonly incidents: number | null;
  readonly constraints: readonly { readonly constraint: AccessConstraint; readonly score: number | null }[];
}

export interface ToldProcedure {
  readonly type: BorderProcedureType;
  readonly name: string | null;
  readonly safeguards: readonly {
    readonly safeguard: Safeguard;
    readonly inLaw: ModalityAnswer;
    readonly inPractice: ModalityAnswer;
    readonly missing: string | null;
    readonly assessment: {
      readonly assessedOn: string;
      readonly withoutConsultation: boolean;
      readonly assessedBy: Key;
    } | null;
  }[];
  /** How many of the twenty were there at the end of earlier years, the earliest first; of years in which any was assessed. */
  readonly years: readonly { readonly year: number; readonly present: number }[];
}

/** A procedure as it comes: the safeguards of each earlier year stand under a name of their own. */
type ComingProcedure = Omit<ToldProcedure, 'years'> &
  Readonly<
    Record<`y${number}`, readonly { readonly missing: string | null; readonly assessment: object | null }[]>
  >;
type Coming = Omit<ToldCountry, 'borderProcedures'> & { readonly borderProcedures: List<ComingProcedure> };

const EARLIER_YEARS = 4;

export interface NamedCountry {
  readonly name: string;
  readonly told: ToldCountry;
  readonly nameOf: (organisation: Key) => string;
}

const countryQuery = (
  years: readonly number[],
) => `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Country {
  accessProfile { agreementsInForce gaps { setting since } months { month incidents constraints { constraint score } } }
  accessAgreements(first: 100) { nodes { settings verdict parties { id } } }
  legalInstruments(first: 100) { nodes { title url verdict conformity { test verdict } } }
  borderProcedures(first: 50) { nodes { type name safeguards { safeguard inLaw inPractice missing
    assessment { assessedOn withoutConsultation assessedBy { id } } }
    ${years.map((year) => `y${year}: safeguards(on: "${year}-12-31") { missing assessment { id } }`).join(' ')} } }
  accessIncidents(first: 50) { nodes { kind constraint month admin1 severity publicSummary } } } } }`;
const NAME = 'query ($iso2: String!) { country(iso2: $iso2) { name } }';
const NAMES = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Organisation { id name } } }`;

/** The way of the countries' pages to the subgraphs. It carries no token: what it brings is what anyone reads. */
export class CountryDoor {
  constructor(
    private readonly access: SubgraphSource,
    private readonly partnerships: SubgraphSource,
  ) {}

  /** Null: no such country. `language` is BCP 47. Errors: SUBGRAPH_UNAVAILABLE, INTERNAL. */
  async country(requestId: string, iso2: string, language: string): Promise<NamedCountry | null> {
    const caller = nobody(requestId, language);
    const { country } = await ask<{ country: { name: string } | null }>(this.partnerships, caller, NAME, {
      iso2,
    });
    if (!country) return null;
    const of = [{ __typename: 'Country', iso2 }];
    const present = new Date().getUTCFullYear();
    const years = Array.from({ length: EARLIER_YEARS }, (_one, index) => present - EARLIER_YEARS + index);
    const { _entities } = await ask<{ _entities: [Coming] }>(this.access, caller, countryQuery(years), {
      of,
    });
    const told = inTime(_entities[0], years);
    return { name: country.name, told, nameOf: await this.names(caller, told) };
  }

  private async names(caller: Caller, told: ToldCountry): Promise<(organisation: Key) => string> {
    const ids = new Set([
      ...told.accessAgreements.nodes.flatMap(({ parties }) => parties.map(({ id }) => id)),
      ...told.borderProcedures.nodes.flatMap(({ safeguards }) =>
        safeguards.flatMap(({ assessment }) => assessment?.assessedBy.id ?? []),
      ),
    ]);
    if (ids.size === 0) return ({ id }) => id;
    const of = [...ids].map((id) => ({ __typename: 'Organisation', id }));
    type Named = { _entities: readonly ({ id: string; name: string } | null)[] };
    const { _entities } = await ask<Named>(this.partnerships, caller, NAMES, { of });
    const names = new Map(_entities.flatMap((one) => (one ? [[one.id, one.name] as const] : [])));
    return ({ id }) => names.get(id) ?? id;
  }
}

function inTime({ borderProcedures, ...told }: Coming, years: readonly number[]): ToldCountry {
  const nodes = borderProcedures.nodes.map((procedure) => ({
    ...procedure,
    years: years.flatMap((year) => {
      const safeguards = procedure[`y${year}`] ?? [];
      const isAssessed = safeguards.some(({ assessment }) => assessment !== null);
      return isAssessed
        ? [{ year, present: safeguards.filter(({ missing }) => missing === null).length }]
        : [];
    }),
  }));
  return { ...told, borderProcedures: { nodes } };
}
