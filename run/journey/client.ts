/** A partner system's view of Accord: a token by client credentials, then GraphQL over HTTP. Nothing else is used. */
export class JourneyClient {
  private constructor(
    private readonly base: string,
    private readonly token: string,
    readonly clientId: string,
  ) {}

  static async signIn(base: string, clientId: string): Promise<JourneyClient> {
    const answer = await fetch(`${base}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientId}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const body = (await answer.json()) as { access_token?: string };
    if (!body.access_token)
      throw new Error(`${clientId} could not sign in. Is this a sandbox with its world?`);
    return new JourneyClient(base, body.access_token, clientId);
  }

  /** The data and the codes of the errors of one operation. */
  async ask<Data>(query: string, variables: object = {}, purpose = 'LEGAL_AID'): Promise<Asked<Data>> {
    const answer = await fetch(`${this.base}/graphql`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/json',
        'purpose-of-use': purpose,
      },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors = [] } = (await answer.json()) as {
      data?: Data;
      errors?: { extensions: { code: string } }[];
    };
    return { data: data ?? null, codes: errors.map(({ extensions }) => extensions.code) };
  }

  /** The same, where a refusal is the end of the journey. */
  async do<Data>(what: string, query: string, variables: object = {}, purpose?: string): Promise<Data> {
    const { data, codes } = await this.ask<Data>(query, variables, purpose);
    const refusals = Object.values(data ?? {}).flatMap(
      (payload) => (payload as { userErrors?: { message: string }[] } | null)?.userErrors ?? [],
    );
    if (data === null || codes.length > 0 || refusals.length > 0) {
      const why = [...codes, ...refusals.map(({ message }) => message)].join(' ');
      throw new Error(`${this.clientId} could not ${what}. ${why}`);
    }
    return data;
  }
}

export interface Asked<Data> {
  readonly data: Data | null;
  readonly codes: readonly string[];
}
