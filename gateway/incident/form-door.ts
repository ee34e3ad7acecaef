import { AccordError } from '../../shared/errors.ts';
import { ask, codeOf, nobody } from '../ask.ts';
import type { SubgraphSource } from '../subgraph-source.ts';
import type { WarningKind } from './form-texts.ts';

/** What the empty form of a team begins with; moments are ISO 8601. */
export interface ToldForm {
  readonly team: string;
  /** Null while the part that knows names is away. */
  readonly organisation: string | null;
  readonly country: string | null;
  readonly places: readonly { readonly id: string; readonly name: string; readonly admin1: string | null }[];
  readonly expiresAt: string;
}

/** What became of what was filed; fields are named as the input names them, without `input.`. */
export interface ToldIntake {
  readonly filed: boolean;
  readonly faults: readonly string[];
  readonly warnings: readonly { readonly field: string; readonly about: WarningKind }[];
}

const FORM = `query ($token: String!) { form: incidentForm(token: $token) {
  team organisation { id } country expiresAt places { id name admin1 } } }`;
const FILE = `mutation ($input: FileIncidentByLinkInput!) { taken: fileIncidentByLink(input: $input) {
  filed warnings { field about } userErrors { code field } } }`;
const NAME = `query ($of: [_Any!]!) { named: _entities(representations: $of) { ... on Organisation { name } } }`;

/** The way of the form to the subgraphs. The token goes as a variable, to the one that knows what to do with it. */
export class FormDoor {
  constructor(
    private readonly access: SubgraphSource,
    private readonly partnerships: SubgraphSource,
  ) {}

  /** Errors: NOT_FOUND, SUBGRAPH_UNAVAILABLE, INTERNAL. */
  async form(requestId: string, token: string): Promise<ToldForm> {
    type Told = Omit<ToldForm, 'organisation'> & { readonly organisation: { readonly id: string } };
    const { form } = await ask<{ form: Told }>(this.access, nobody(requestId), FORM, { token });
    return { ...form, organisation: await this.nameOf(requestId, form.organisation.id) };
  }

  /** Errors: NOT_FOUND, SUBGRAPH_UNAVAILABLE, INTERNAL. */
  async file(requestId: string, input: object): Promise<ToldIntake> {
    interface Told {
      readonly taken: ToldIntake & {
        readonly userErrors: readonly { readonly code: string; readonly field: string | null }[];
      };
    }
    const { taken } = await ask<Told>(this.access, nobody(requestId), FILE, { input });
    const other = taken.userErrors.find(({ code }) => code !== 'VALIDATION_FAILED');
    if (other) throw new AccordError(codeOf(other.code));
    const plain = (field: string | null) => (field ?? '').replace('input.', '').split('.')[0] as string;
    return {
      filed: taken.filed,
      faults: taken.userErrors.map(({ field }) => plain(field)),
      warnings: taken.warnings.map(({ field, about }) => ({ field: plain(field), about })),
    };
  }

  /** The form opens without it: a team knows whose it is. */
  private async nameOf(requestId: string, id: string): Promise<string | null> {
    const of = [{ __typename: 'Organisation', id }];
    type Named = { readonly named: readonly ({ readonly name: string } | null)[] };
    const found = ask<Named>(this.partnerships, nobody(requestId), NAME, { of });
    return found.then(
      ({ named }) => named[0]?.name ?? null,
      () => null,
    );
  }
}
