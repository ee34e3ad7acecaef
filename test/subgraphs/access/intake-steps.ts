import { type AccessWorld, type Asker, krcs } from './access-world.ts';
import { coordinatorOf, daysAgo } from './incident-steps.ts';

export const coordinator = coordinatorOf(krcs);

export interface Link {
  readonly id: string;
  readonly team: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
  readonly filed: number;
}
export interface Refusal {
  readonly code: string;
  readonly field: string | null;
  readonly rule: string | null;
  readonly message: string;
}
export interface Issued {
  readonly incidentLink: Link | null;
  readonly token: string | null;
  readonly userErrors: readonly Refusal[];
}
export interface Taken {
  readonly filed: boolean;
  readonly warnings: readonly { readonly field: string; readonly about: string; readonly says: string }[];
  readonly userErrors: readonly Refusal[];
}

const LINK = 'id team country placeIds issuedAt expiresAt revokedAt filed';
const REFUSAL = 'userErrors { code field rule message }';
export const FORM =
  'query ($token: String!) { form: incidentForm(token: $token) { team organisation { id } country expiresAt places { id name country admin1 } } }';
export const FILE = `mutation ($input: FileIncidentByLinkInput!) { taken: fileIncidentByLink(input: $input) {
  filed warnings { field about says } ${REFUSAL} } }`;
const ISSUE = `mutation ($input: IssueIncidentLinkInput!) { issued: issueIncidentLink(input: $input) {
  incidentLink { ${LINK} } token ${REFUSAL} } }`;
const REVOKE = `mutation ($input: RevokeIncidentLinkInput!) { revoked: revokeIncidentLink(input: $input) {
  incidentLink { ${LINK} } ${REFUSAL} } }`;

/** Three things are asked. */
export const TOLD = { entry: 'form-1', kind: 'VISIT_DENIED', occurredOn: daysAgo(1), country: 'KE' };

async function said<T>(
  world: AccessWorld,
  who: Asker,
  query: string,
  input: object,
  key?: string,
): Promise<T> {
  const { data, errors } = await world.ask(who, query, { input }, key);
  if (errors) throw new Error(String(errors[0]?.extensions?.code));
  return Object.values(data ?? {})[0] as T;
}

export const issue = (world: AccessWorld, over: object = {}, who: Asker = coordinator, key?: string) =>
  said<Issued>(world, who, ISSUE, { team: 'Night shift, Busia', ...over }, key);
export const revoke = (world: AccessWorld, id: string | undefined, who: Asker = coordinator) =>
  said<{ incidentLink: Link | null; userErrors: Refusal[] }>(world, who, REVOKE, { id: id ?? '' });
export const fileBy = (world: AccessWorld, token: string | null, over: object = {}, who: Asker = null) =>
  said<Taken>(world, who, FILE, { ...TOLD, token: token ?? '', ...over });

export async function tokenOf(world: AccessWorld, over: object = {}): Promise<string> {
  const { token, userErrors } = await issue(world, over);
  if (token === null) throw new Error(JSON.stringify(userErrors));
  return token;
}

export async function linksOf(world: AccessWorld, who: Asker): Promise<Link[]> {
  const { data } = await world.ask(who, `{ incidentLinks { ${LINK} } }`);
  return ((data as { incidentLinks: Link[] | null } | null)?.incidentLinks ?? []) as Link[];
}
