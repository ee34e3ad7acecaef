/** An access token and when it ends, in milliseconds since 1970. */
export interface Token {
  readonly value: string;
  readonly expiresAt: number;
}

/**
 * Signs a sandbox client in at the built-in issuer: client credentials over HTTP Basic (RFC 6749, 2.3.1 and 4.4).
 * A sandbox client's secret is its id. Rejects with the issuer's own words.
 */
export async function fetchToken(clientId: string): Promise<Token> {
  const credential = encodeURIComponent(clientId);
  const response = await fetch('/oidc/token', {
    method: 'POST',
    headers: {
      Authorization: `Basic ${btoa(`${credential}:${credential}`)}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok || typeof answer.access_token !== 'string') {
    throw new Error(
      `The issuer refused ${clientId}: ${answer.error_description ?? answer.error ?? response.status}`,
    );
  }
  return { value: answer.access_token, expiresAt: Date.now() + Number(answer.expires_in ?? 0) * 1_000 };
}
