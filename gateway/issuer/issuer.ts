import type { EventEmitter } from 'node:events';
import { type Adapter, type ClientMetadata, type Configuration, errors, Provider } from 'oidc-provider';
import type { Log } from '../../shared/log.ts';
import type { IssuerKeys } from './issuer-keys.ts';
import type { ClientRegistry, SandboxClient } from './sandbox-clients.ts';
import { SCOPES } from './scopes.ts';

export interface IssuerOptions {
  /** The `iss` of its tokens, and the address it is reached at: `http://127.0.0.1:4000/oidc`. */
  readonly issuer: string;
  /** The `aud` of its tokens. */
  readonly audience: string;
  readonly clients: ClientRegistry;
  readonly keys: IssuerKeys;
  readonly log: Log;
}

/** Seconds for which an access token is good. */
const LIFETIME = 600;

/** The one resource (RFC 8707) of this issuer, so that a request need not name it. */
const RESOURCE = 'urn:accord:api';

/**
 * The built-in issuer, for sandbox and development: access tokens (RFC 9068) by client credentials (RFC 6749, 4.4)
 * and nothing else. Another issuer takes its place by `OIDC_ISSUER`.
 */
export function createIssuer({ issuer, audience, clients, keys, log }: IssuerOptions): Provider {
  const configuration: Configuration = {
    adapter: clientAdapter(clients),
    jwks: keys.signing,
    scopes: [...SCOPES],
    claims: {},
    clientAuthMethods: ['client_secret_basic'],
    responseTypes: [],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    extraClientMetadata: { properties: ['org', 'role', 'purpose_of_use'] },
    ttl: { ClientCredentials: LIFETIME },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        getResourceServerInfo: (_context, resource, client) => {
          if (resource !== RESOURCE) throw new errors.InvalidTarget();
          return {
            audience,
            scope: client.scope ?? '',
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'ES256' } },
          };
        },
      },
    },
    extraTokenClaims: (context) => {
      const client = context.oidc.client?.metadata();
      return { org: client?.org, role: client?.role, purpose_of_use: client?.purpose_of_use };
    },
    formats: {
      customizers: {
        // Who asks for no scope is given all of its own, in the token and in the answer beside it (RFC 6749, 3.3).
        jwt: (context, token, { payload }) => {
          if (context.oidc.params?.scope !== undefined) return;
          token.scope = context.oidc.client?.scope;
          if (payload) payload.scope = token.scope;
        },
      },
    },
    // The explorer stands on the same host, whatever name that host was called by.
    clientBasedCORS: (context, origin) => URL.parse(origin)?.host === context.host,
    // The library's own page asks another host for a font.
    renderError: (context, out) => {
      context.body = out;
    },
  };
  const provider = new Provider(issuer, configuration);
  speakOwnAddress(provider);
  provider.on('server_error', (_context, err) => log.error({ err }, 'the issuer failed'));
  // Koa writes to the console unless someone listens here.
  (provider as EventEmitter).on('error', (err) => log.warn({ err }, 'a request to the issuer was cut off'));
  return provider;
}

/** Discovery names the endpoints by the issuer's own address, never by the `Host` that a request claims. */
function speakOwnAddress(provider: Provider): void {
  Object.defineProperty(provider.request, 'href', {
    get(this: { readonly originalUrl: string }) {
      return new URL(this.originalUrl, provider.issuer).href;
    },
  });
}

/** Clients come from the registry. Nothing else is kept: a token carries all there is to it, and nobody has a session. */
function clientAdapter(clients: ClientRegistry): (model: string) => Adapter {
  const nothing = async () => undefined;
  return (model) => ({
    find: async (id) => {
      const client = model === 'Client' ? await clients.find(id) : null;
      return client ? metadataOf(client) : undefined;
    },
    upsert: nothing,
    findByUid: nothing,
    findByUserCode: nothing,
    consume: nothing,
    destroy: nothing,
    revokeByGrantId: nothing,
  });
}

/** A sandbox client's secret is its id, and so no secret: a sandbox holds nothing about a real person. */
function metadataOf(client: SandboxClient): ClientMetadata {
  return {
    client_id: client.clientId,
    client_secret: client.clientId,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    token_endpoint_auth_method: 'client_secret_basic',
    scope: client.scopes.join(' '),
    org: client.organisationId,
    role: client.role,
    purpose_of_use: [...client.purposes],
  };
}
