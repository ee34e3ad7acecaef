import { PURPOSE, REQUEST_BODY } from './question.ts';

/** A token of the organisation's caseworker, from the built-in issuer of the server at `url`. */
export async function tokenOf(url: string, code: string): Promise<string> {
  const client = `sandbox-${code}`;
  const answer = await fetch(`${url}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client}:${client}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`${client} could not sign in.`);
  return token;
}

/** What every request of one connection carries. */
export function headersOf(token: string): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    'purpose-of-use': PURPOSE,
    'content-type': 'application/json',
  };
}

/** The body of the answer to the question, as it came. */
export async function ask(url: string, token: string): Promise<string> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: headersOf(token),
    body: REQUEST_BODY,
  });
  return answer.text();
}
