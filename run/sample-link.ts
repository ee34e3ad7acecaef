import { samplePerson } from '../sandbox/sample-person.ts';
import type { Config } from '../shared/config.ts';

const ISSUE = `mutation ($input: IssuePersonLinkInput!) { issuePersonLink(input: $input) { token } }`;

interface Told {
  readonly data?: { readonly issuePersonLink?: { readonly token: string | null } };
}

/**
 * What opens the page of one person of the sandbox, issued anew by its owner's caseworker at each start, since no token is
 * kept anywhere. Null where there is no sandbox; and where it fails, for a newcomer's convenience must not stop a start.
 */
export async function sampleLink(config: Config, databaseUrl: string): Promise<string | null> {
  if (!config.sandbox || !config.builtInIssuer) return null;
  try {
    const person = await samplePerson(databaseUrl);
    if (!person) return null;
    const base = `http://127.0.0.1:${config.port}`;
    const client = `sandbox-${person.owner}`;
    const signedIn = await fetch(`${base}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${client}:${client}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const { access_token: accessToken } = (await signedIn.json()) as { access_token: string };
    const answer = await fetch(`${base}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${accessToken}`,
        'purpose-of-use': 'SERVICE_REFERRAL',
      },
      body: JSON.stringify({ query: ISSUE, variables: { input: { personRef: person.ref } } }),
    });
    return ((await answer.json()) as Told).data?.issuePersonLink?.token ?? null;
  } catch {
    return null;
  }
}
