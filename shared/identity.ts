import { hash } from 'node:crypto';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  jwtVerify,
} from 'jose';
import { z } from 'zod';
import type { Viewer } from './context.ts';
import { AccordError } from './errors.ts';
import { ROLES } from './policy/roles.ts';

export interface TokenVerifier {
  /**
   * Who the `Authorization` header says is asking; null without one. Rejects with `TOKEN_EXPIRED`, with
   * `UNAUTHENTICATED` for every other fault of the token, and with `SUBGRAPH_UNAVAILABLE` when the issuer's keys
   * cannot be had, which says nothing about the token.
   */
  verify(authorization: string | null): Promise<Viewer | null>;
}

export interface TokenRules {
  /** The `iss` of every accepted token. */
  readonly issuer: string;
  /** The `aud` of every accepted token. */
  readonly audience: string;
  /** Where the issuer's public keys are; null: where its discovery document says. */
  readonly issuerKeysUrl: string | null;
}

/** RFC 9068 with asymmetric algorithms alone: who can check a token must not be able to make one. */
const ALGORITHMS = ['ES256', 'EdDSA', 'PS256'];
const CLOCK_TOLERANCE = 5;
/** No access token is accepted longer than this after it was issued, whatever its `exp`. */
const LONGEST_LIFE = '24h';
const LONGEST_HEADER = 8192;
const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** A verified token is remembered at most so long, so that a key the issuer has withdrawn stops working here too. */
const REMEMBERED_MS = 600_000;
const REMEMBERED_TOKENS = 10_000;
const ISSUER_DEADLINE_MS = 2_000;

const words = z.array(z.string().min(1));
const claimsOfToken = z.object({
  sub: z.string().min(1),
  client_id: z.string().min(1),
  org: z.string().min(1),
  role: z.enum(ROLES),
  scope: z.string().default(''),
  purpose_of_use: words,
  exp: z.number(),
});

/**
 * Verifies access tokens (RFC 9068). With `published`, the issuer's own key set in this process, no socket is used;
 * otherwise the keys are fetched when the first token arrives.
 *
 * Verified tokens are remembered until they expire. What is remembered is who is asking, never what they may have:
 * whether the organisation is active, the agreement, the consent are asked of the rows at every release.
 */
export function createTokenVerifier(rules: TokenRules, published?: JSONWebKeySet): TokenVerifier {
  const keys = published ? createLocalJWKSet(published) : issuerKeys(rules);
  const remembered = new RememberedViewers();
  const checks: JWTVerifyOptions = {
    issuer: rules.issuer,
    audience: rules.audience,
    algorithms: ALGORITHMS,
    typ: 'at+jwt',
    clockTolerance: CLOCK_TOLERANCE,
    maxTokenAge: LONGEST_LIFE,
  };
  return {
    async verify(authorization) {
      if (authorization === null) return null;
      const token = bearerToken(authorization);
      const known = remembered.find(token);
      if (known) return known;
      const viewer = await verified(token, keys, checks);
      remembered.keep(token, viewer);
      return viewer;
    },
  };
}

function bearerToken(authorization: string): string {
  const token = authorization.length <= LONGEST_HEADER ? BEARER.exec(authorization)?.[1] : undefined;
  if (token === undefined) throw new AccordError('UNAUTHENTICATED');
  return token;
}

async function verified(token: string, keys: JWTVerifyGetKey, checks: JWTVerifyOptions): Promise<Viewer> {
  try {
    const { payload } = await jwtVerify(token, keys, checks);
    return viewerOf(claimsOfToken.parse(payload));
  } catch (cause) {
    if (cause instanceof AccordError) throw cause;
    if (cause instanceof errors.JWTExpired) throw new AccordError('TOKEN_EXPIRED');
    throw new AccordError('UNAUTHENTICATED', { cause });
  }
}

/** Frozen, because requests at the same time share it. */
function viewerOf(claims: z.infer<typeof claimsOfToken>): Viewer {
  return Object.freeze({
    clientId: claims.client_id,
    subject: claims.sub,
    organisationId: claims.org,
    role: claims.role,
    scopes: Object.freeze(claims.scope.split(' ').filter(Boolean)),
    purposes: Object.freeze(claims.purpose_of_use),
    expiresAt: new Date(claims.exp * 1000),
  });
}

/** Viewers by the SHA-256 of their tokens, so that no token that still works is kept; the oldest leaves first. */
class RememberedViewers {
  private readonly viewers = new Map<string, { readonly viewer: Viewer; readonly until: number }>();

  find(token: string): Viewer | null {
    const key = hash('sha256', token, 'base64url');
    const found = this.viewers.get(key);
    if (!found) return null;
    if (Date.now() < found.until) return found.viewer;
    this.viewers.delete(key);
    return null;
  }

  keep(token: string, viewer: Viewer): void {
    if (this.viewers.size >= REMEMBERED_TOKENS)
      this.viewers.delete(this.viewers.keys().next().value as string);
    const until = Math.min(viewer.expiresAt.getTime(), Date.now() + REMEMBERED_MS);
    this.viewers.set(hash('sha256', token, 'base64url'), { viewer, until });
  }
}

/** The issuer's keys over HTTP: found once, fetched again for an unknown key id, at most every 30 seconds. */
function issuerKeys({ issuer, issuerKeysUrl }: TokenRules): JWTVerifyGetKey {
  let remote: Promise<JWTVerifyGetKey> | null = null;
  const find = async (): Promise<JWTVerifyGetKey> =>
    createRemoteJWKSet(new URL(issuerKeysUrl ?? (await keysUrlOf(issuer))), {
      timeoutDuration: ISSUER_DEADLINE_MS,
    });
  return async (header, token) => {
    try {
      remote ??= find().catch((cause) => {
        remote = null;
        throw cause;
      });
      return await (await remote)(header, token);
    } catch (cause) {
      if (isAboutTheToken(cause)) throw cause;
      throw new AccordError('SUBGRAPH_UNAVAILABLE', { cause });
    }
  };
}

/** The address of the keys in the issuer's discovery document (OpenID Connect Discovery 1.0, section 4). */
async function keysUrlOf(issuer: string): Promise<string> {
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`, {
    redirect: 'error',
    signal: AbortSignal.timeout(ISSUER_DEADLINE_MS),
  });
  const document = discoveryDocument.parse(await answer.json());
  if (document.issuer !== issuer) throw new Error('The discovery document is of another issuer.');
  return document.jwks_uri;
}

const discoveryDocument = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

/** The key set was had, and this token's key is not in it. */
function isAboutTheToken(cause: unknown): boolean {
  return (
    cause instanceof errors.JWKSNoMatchingKey ||
    cause instanceof errors.JWKSMultipleMatchingKeys ||
    cause instanceof errors.JOSENotSupported
  );
}
