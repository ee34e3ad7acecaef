import pg from 'pg';
import type { Accord } from './accord.ts';
import { HOW_GIVEN } from './how-given.ts';
import { ALL_VALUES, MARKED_PERSON, MARKS } from './marked-person.ts';

/** A person with a mark in every category, of the Jordan society, accepted and read by UNHCR under a consent. */
export interface SharedPerson {
  readonly ref: string;
  readonly consent: string;
  readonly referral: string;
  /** What opens its page. */
  readonly token: string;
}

export const OWNER = 'sandbox-jnrcs';
export const OFFICER = 'sandbox-jnrcs-dpo';
export const RECIPIENT = 'sandbox-unhcr';

const SELECTIONS: Readonly<Record<string, string>> = {
  registerPerson: 'person { id: ref }',
  recordConsent: 'consent { id }',
  erasePerson: 'ordersIssued',
  issuePersonLink: 'token',
  revokePersonLink: 'personLink { id }',
};

interface Told {
  readonly userErrors: readonly object[];
  readonly person: { readonly id: string };
  readonly consent: { readonly id: string };
  readonly referral: { readonly id: string };
  readonly token: string;
}

/** A verb as its client says it; what it made stands under the name of its noun. */
export async function say(
  accord: Accord,
  verb: string,
  type: string,
  input: object,
  client = OWNER,
): Promise<Told> {
  const noun = SELECTIONS[verb] ?? 'referral { id }';
  const query = `mutation ($input: ${type}!) { told: ${verb}(input: $input) { ${noun} userErrors { code message } } }`;
  const purpose = client === OFFICER ? 'DATA_SUBJECT_RIGHTS' : 'LEGAL_AID';
  const { data, text } = await accord.graphql(query, { client, purpose, variables: { input } });
  const { told } = (data ?? {}) as { told?: Told };
  if (!told || told.userErrors.length > 0) throw new Error(`${verb}: ${text}`);
  return told;
}

export async function sharedPerson(accord: Accord, language = 'ar'): Promise<SharedPerson> {
  const { id: serviceId, recipient } = await legalAid(accord);
  const { person } = await say(accord, 'registerPerson', 'RegisterPersonInput', MARKED_PERSON);
  const { consent } = await say(accord, 'recordConsent', 'RecordConsentInput', {
    personRef: person.id,
    recipientIds: [recipient],
    purposes: ['LEGAL_AID'],
    categories: ['ROUTING', 'TRIAGE', 'IDENTITY', 'CONTACT', 'MIGRATION_STATUS'],
    ...HOW_GIVEN,
    language,
  });
  const drafted = await say(accord, 'draftReferral', 'DraftReferralInput', {
    personRef: person.id,
    serviceId,
  });
  const { id } = drafted.referral;
  await say(accord, 'sendReferral', 'MoveReferralInput', { id, expectedVersion: 1 });
  await say(accord, 'acceptReferral', 'AcceptReferralInput', { id, expectedVersion: 2 }, RECIPIENT);
  const { token } = await say(accord, 'issuePersonLink', 'IssuePersonLinkInput', { personRef: person.id });
  const shared = { ref: person.id, consent: consent.id, referral: id, token };
  if (!(await readBy(accord, RECIPIENT, shared)).includes(MARKS.IDENTITY))
    throw new Error('Nothing was shared.');
  return shared;
}

/** What a client reads of the person through the referral, as it came. */
export async function readBy(accord: Accord, client: string, { referral }: SharedPerson): Promise<string> {
  const query = `query ($id: ID!) { referral(id: $id) { id state person { ${ALL_VALUES} } } }`;
  const { text } = await accord.graphql(query, { client, purpose: 'LEGAL_AID', variables: { id: referral } });
  return text;
}

async function legalAid(accord: Accord): Promise<{ readonly id: string; readonly recipient: string }> {
  const client = new pg.Client({ connectionString: accord.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string; recipient: string }>(
    `select s.id, s.organisation_id as recipient from services.service s
       join partnerships.organisation o on o.id = s.organisation_id
      where o.code = 'unhcr' and s.name = 'Legal counselling in Amman'`,
  );
  await client.end();
  if (!rows[0]) throw new Error('The sandbox world has no such service.');
  return rows[0];
}
