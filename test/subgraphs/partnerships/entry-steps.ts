import type { Asker } from '../../support/subgraph.ts';
import { as, type PartnershipsWorld } from './partnerships-world.ts';

export interface Entry {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly standing: string;
  readonly version: number;
  readonly [field: string]: unknown;
}

export interface EntryOutcome {
  readonly organisation: Entry | null;
  readonly userErrors: readonly {
    readonly code: string;
    readonly field: string | null;
    readonly rule: string | null;
    readonly possible: readonly string[];
  }[];
}

export const ENTRY_FIELDS = `id name type standing active version recognisedOn closedAt mergedInto { id }
  formerNames { name heldFrom heldUntil }`;

/** The verbs of an entry: how the mutation is called, its input's type, and what it asks for beside id and version. */
export const ENTRY_VERBS = {
  rename: ['renameOrganisation', 'RenameOrganisationInput', { name: 'New Name' }],
  recognise: ['recogniseNationalSociety', 'RecogniseNationalSocietyInput', { recognisedOn: '2020-01-01' }],
  suspend: ['suspendOrganisation', 'OrganisationStepInput', {}],
  reinstate: ['reinstateOrganisation', 'OrganisationStepInput', {}],
  close: ['closeOrganisation', 'OrganisationStepInput', {}],
  merge: ['mergeOrganisation', 'MergeOrganisationInput', { intoId: 'org_iom' }],
} as const;
export type EntryVerb = keyof typeof ENTRY_VERBS;

export function entryOperation(verb: EntryVerb): string {
  const [mutation, input] = ENTRY_VERBS[verb];
  return `mutation ($input: ${input}!) { outcome: ${mutation}(input: $input) {
    organisation { ${ENTRY_FIELDS} } userErrors { code field rule possible } } }`;
}

/** Registrars: one recognises, both keep the registry. */
export const icrc = as({ organisationId: 'org_icrc' }, 'administrator');
export const ifrc = as({ organisationId: 'org_ifrc' }, 'administrator');

let made = 0;
/** An organisation for one test alone: its id. */
export async function anOrganisation(
  world: PartnershipsWorld,
  type: Parameters<PartnershipsWorld['organisation']>[1] = 'NATIONAL_NGO',
  over: Record<string, unknown> = {},
): Promise<string> {
  made += 1;
  const id = `org_made_${made}`;
  await world.organisation(id, type, over);
  return id;
}

export async function enter(
  world: PartnershipsWorld,
  verb: EntryVerb,
  id: string,
  who: Asker,
  over: object = {},
): Promise<EntryOutcome> {
  const { organisation } = await world.ask<{ organisation: { version: number } | null }>(
    null,
    'query ($id: ID!) { organisation(id: $id) { version } }',
    { id },
  );
  const input = { id, expectedVersion: organisation?.version ?? 1, ...ENTRY_VERBS[verb][2], ...over };
  return (await world.ask<{ outcome: EntryOutcome }>(who, entryOperation(verb), { input })).outcome;
}
