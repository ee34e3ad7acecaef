import type { ExplorerClient } from './client.ts';
import { fetchToken, type Token } from './token.ts';

/** Renewed this many milliseconds before the issuer's expiry, so that no request travels with a token that ends on the way. */
const RENEW_BEFORE = 30_000;

/** Who is asking, and what for. Held outside React, because a request must read it at the moment it is sent. */
export class Session {
  client: ExplorerClient | null = null;
  purpose: string | null = null;
  #tokens = new Map<string, Token>();

  /** The headers that say who is asking. Rejects when the issuer refuses: a request never falls back to being anonymous. */
  async headers(): Promise<Record<string, string>> {
    const headers: Record<string, string> = {};
    if (this.purpose) headers['Purpose-Of-Use'] = this.purpose;
    if (this.client) headers.Authorization = `Bearer ${await this.#token(this.client.clientId)}`;
    return headers;
  }

  async #token(clientId: string): Promise<string> {
    const held = this.#tokens.get(clientId);
    if (held && held.expiresAt - RENEW_BEFORE > Date.now()) return held.value;
    const token = await fetchToken(clientId);
    this.#tokens.set(clientId, token);
    return token.value;
  }
}
