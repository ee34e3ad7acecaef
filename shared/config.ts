import { join, resolve } from 'node:path';
import { z } from 'zod';
import { keyFile, randomKey } from './key-file.ts';
import { type Operating, operatingOf, operatingVariables } from './operating.ts';
import { projectFolder } from './project-folder.ts';
import { Secret } from './secret.ts';

export const SUBGRAPHS = ['services', 'partnerships', 'access', 'referrals'] as const;
export type SubgraphName = (typeof SUBGRAPHS)[number];

/** Everything that the environment decides; nothing else in Accord reads it. */
export interface Config {
  readonly environment: 'development' | 'production';
  /** Sandbox clients, whose secret is their id, may sign in; every page says so. */
  readonly sandbox: boolean;
  readonly host: string;
  readonly port: number;
  readonly managementPort: number;
  /** Absolute path of the folder for the embedded database, keys and logs. */
  readonly home: string;
  /** Null: the embedded PostgreSQL is started, on `embeddedPostgresPort`. */
  readonly databaseUrl: Secret | null;
  readonly embeddedPostgresPort: number;
  /** The `iss` of every accepted token. */
  readonly issuer: string;
  /** Where the issuer's public keys are fetched, when that is not where its discovery document says. */
  readonly issuerKeysUrl: string | null;
  /** True when this instance is its own issuer (sandbox and development). */
  readonly builtInIssuer: boolean;
  /** The `aud` of every accepted token. */
  readonly audience: string;
  readonly subgraphs: Readonly<Record<SubgraphName, { readonly port: number; readonly url: string }>>;
  /** What each client, or address without one, may spend in a minute, in the cost of operations. */
  readonly budgetPerMinute: number;
  /** Operations that were reviewed (gateway/limits/trusted-documents.ts); `folder` is null when `mode` is off. */
  readonly trustedDocuments: { readonly mode: 'off' | 'log' | 'enforce'; readonly folder: string | null };
  /** An OpenTelemetry collector that takes OTLP over HTTP; null: no traces. */
  readonly tracesUrl: string | null;
  /** Origins whose pages may ask in a browser, such as `https://dashboard.example.org`. */
  readonly corsOrigins: readonly string[];
  /** Addresses and networks of the proxies before the gateway, whose `X-Forwarded-For` says who is asking. */
  readonly trustedProxies: readonly string[];
  readonly operating: Operating;
  readonly keys: Keys;
}

/** Read, or made in `<home>/keys`, when first asked for: a part that needs no key never holds one. */
export interface Keys {
  /** base64url, 32 bytes or more: proves to a subgraph that the gateway is calling. */
  gateway(): Secret;
  /** `id:key` pairs with commas between, key in base64url of 32 bytes; the first encrypts, all decrypt. */
  vault(): Secret;
  /** Absolute path of the file that `vault` is read from, where a rotation adds keys; null when VAULT_KEYS gives them. */
  readonly vaultFile: string | null;
  /** base64url, 32 bytes or more: seals the disclosure ledger. */
  ledger(): Secret;
  /** `id:key` pairs as for `vault`; the first signs receipts, all verify them. */
  receipts(): Secret;
  /** base64url, 32 bytes or more: signs the implementation reports. */
  report(): Secret;
}

/** What is wrong with the environment, one sentence per variable; values are never repeated. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'));
  }
}

/** The configuration in these variables, frozen. Throws `ConfigError`, with all complaints at once. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== '');
  const parsed = variables.safeParse(Object.fromEntries(given.map(([name, value]) => [name, value?.trim()])));
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => issue.message));
  const complaints = contradictions(parsed.data);
  if (complaints.length > 0) throw new ConfigError(complaints);
  return toConfig(parsed.data);
}

const port = (name: string, standard: number) =>
  z.coerce
    .number(`${name} must be a port number from 0 to 65535 (0: any free port).`)
    .int(`${name} must be a whole port number.`)
    .min(0, `${name} must be a port number from 0 to 65535.`)
    .max(65_535, `${name} must be a port number from 0 to 65535.`)
    .default(standard);

const webAddress = (name: string) =>
  z
    .url({
      protocol: /^https?$/,
      error: `${name} must be a web address that begins with http:// or https://.`,
    })
    .optional();

const key = (name: string) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]{43,}$/, `${name} must be at least 32 random bytes in base64url (43 characters).`)
    .optional();

const keyPairs = (name: string) =>
  z
    .string()
    .regex(
      /^[a-z0-9-]+:[A-Za-z0-9_-]{43}(,[a-z0-9-]+:[A-Za-z0-9_-]{43})*$/,
      `${name} must be id:key pairs with commas between, each key 32 random bytes in base64url (43 characters).`,
    )
    .optional();

const variables = z.object({
  ...operatingVariables,
  ACCORD_ENV: z
    .enum(['development', 'production'], 'ACCORD_ENV must be development or production.')
    .default('development'),
  ACCORD_SANDBOX: z.enum(['on', 'off'], 'ACCORD_SANDBOX must be on or off.').optional(),
  ACCORD_HOME: z.string().default(join(projectFolder, '.accord')),
  ACCORD_AUDIENCE: z.string().default('accord'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port('PORT', 4000),
  MANAGEMENT_PORT: port('MANAGEMENT_PORT', 4010),
  SERVICES_PORT: port('SERVICES_PORT', 4001),
  PARTNERSHIPS_PORT: port('PARTNERSHIPS_PORT', 4002),
  ACCESS_PORT: port('ACCESS_PORT', 4003),
  REFERRALS_PORT: port('REFERRALS_PORT', 4004),
  SERVICES_URL: webAddress('SERVICES_URL'),
  PARTNERSHIPS_URL: webAddress('PARTNERSHIPS_URL'),
  ACCESS_URL: webAddress('ACCESS_URL'),
  REFERRALS_URL: webAddress('REFERRALS_URL'),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: 'DATABASE_URL must have the form postgres://user:password@host:5432/name.',
    })
    .optional(),
  EMBEDDED_POSTGRES_PORT: port('EMBEDDED_POSTGRES_PORT', 54_329),
  TRUSTED_DOCUMENTS: z
    .enum(['off', 'log', 'enforce'], 'TRUSTED_DOCUMENTS must be off, log or enforce.')
    .default('off'),
  TRUSTED_DOCUMENTS_FOLDER: z.string().optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: webAddress('OTEL_EXPORTER_OTLP_ENDPOINT'),
  CORS_ORIGINS: z
    .string()
    .regex(
      /^https?:\/\/[^\s/,*]+(,https?:\/\/[^\s/,*]+)*$/,
      'CORS_ORIGINS must be origins such as https://dashboard.example.org, with commas between; * is none.',
    )
    .optional(),
  BUDGET_PER_MINUTE: z.coerce
    .number('BUDGET_PER_MINUTE must be a number.')
    .int('BUDGET_PER_MINUTE must be a whole number.')
    .min(1_000, 'BUDGET_PER_MINUTE must be at least 1000; one operation may cost 20000.')
    .default(1_000_000),
  OIDC_ISSUER: webAddress('OIDC_ISSUER'),
  OIDC_JWKS_URL: webAddress('OIDC_JWKS_URL'),
  TRUSTED_PROXIES: z
    .string()
    .regex(
      /^[0-9a-fA-F.:]+(\/\d{1,3})?(,[0-9a-fA-F.:]+(\/\d{1,3})?)*$/,
      'TRUSTED_PROXIES must be addresses or networks with commas between, such as 127.0.0.1,10.0.0.0/8.',
    )
    .optional(),
  GATEWAY_KEY: key('GATEWAY_KEY'),
  LEDGER_KEY: key('LEDGER_KEY'),
  REPORT_KEY: key('REPORT_KEY'),
  VAULT_KEYS: keyPairs('VAULT_KEYS'),
  RECEIPT_KEYS: keyPairs('RECEIPT_KEYS'),
});
type Variables = z.infer<typeof variables>;

const PORTS = [
  'PORT',
  'MANAGEMENT_PORT',
  'SERVICES_PORT',
  'PARTNERSHIPS_PORT',
  'ACCESS_PORT',
  'REFERRALS_PORT',
  'EMBEDDED_POSTGRES_PORT',
] as const;

/** What docker-compose.yml puts where nothing is given, for a sandbox on one machine. */
const KNOWN_TO_EVERYBODY = 'sandbox-only';

function contradictions(given: Variables): string[] {
  const nowhere =
    given.TRUSTED_DOCUMENTS !== 'off' && given.TRUSTED_DOCUMENTS_FOLDER === undefined
      ? [
          `TRUSTED_DOCUMENTS is ${given.TRUSTED_DOCUMENTS}, so TRUSTED_DOCUMENTS_FOLDER must say where they are.`,
        ]
      : [];
  return [
    ...nowhere,
    ...portsGivenTwice(given),
    ...(given.ACCORD_ENV === 'production' ? unfitForProduction(given) : []),
  ];
}

function portsGivenTwice(given: Variables): string[] {
  return PORTS.flatMap((name, index) =>
    PORTS.slice(index + 1)
      .filter((other) => given[name] !== 0 && given[name] === given[other])
      .map((other) => `${name} and ${other} are both ${given[name]}; give each its own.`),
  );
}

function unfitForProduction(given: Variables): string[] {
  const complaints = (
    ['DATABASE_URL', 'GATEWAY_KEY', 'LEDGER_KEY', 'REPORT_KEY', 'VAULT_KEYS', 'RECEIPT_KEYS'] as const
  )
    .filter((name) => given[name]?.includes(KNOWN_TO_EVERYBODY))
    .map(
      (name) =>
        `${name} holds the sandbox's secret, which everybody knows; ACCORD_ENV=production needs one of its own.`,
    );
  if (given.ACCORD_SANDBOX === 'on') {
    complaints.push(
      'ACCORD_SANDBOX is on and ACCORD_ENV is production: sandbox clients have public passwords, so the two never run together.',
    );
  }
  if (given.OIDC_ISSUER === undefined) {
    complaints.push(
      'OIDC_ISSUER is missing: the built-in issuer is for sandbox and development, not for ACCORD_ENV=production.',
    );
  }
  return complaints;
}

function toConfig(given: Variables): Config {
  const production = given.ACCORD_ENV === 'production';
  // Whoever brings an issuer brings real clients. A database with real organisations is refused later, by its rows.
  const sandbox = given.ACCORD_SANDBOX
    ? given.ACCORD_SANDBOX === 'on'
    : given.OIDC_ISSUER === undefined && !production;
  const home = resolve(given.ACCORD_HOME);
  return Object.freeze({
    environment: given.ACCORD_ENV,
    sandbox,
    host: given.HOST,
    port: given.PORT,
    managementPort: given.MANAGEMENT_PORT,
    home,
    databaseUrl: given.DATABASE_URL === undefined ? null : new Secret(given.DATABASE_URL),
    embeddedPostgresPort: given.EMBEDDED_POSTGRES_PORT,
    issuer: given.OIDC_ISSUER ?? `http://127.0.0.1:${given.PORT}/oidc`,
    issuerKeysUrl: given.OIDC_JWKS_URL ?? null,
    builtInIssuer: given.OIDC_ISSUER === undefined,
    audience: given.ACCORD_AUDIENCE,
    subgraphs: Object.freeze({
      services: Object.freeze(place(given.SERVICES_PORT, given.SERVICES_URL)),
      partnerships: Object.freeze(place(given.PARTNERSHIPS_PORT, given.PARTNERSHIPS_URL)),
      access: Object.freeze(place(given.ACCESS_PORT, given.ACCESS_URL)),
      referrals: Object.freeze(place(given.REFERRALS_PORT, given.REFERRALS_URL)),
    }),
    budgetPerMinute: given.BUDGET_PER_MINUTE,
    trustedDocuments: Object.freeze({
      mode: given.TRUSTED_DOCUMENTS,
      folder: given.TRUSTED_DOCUMENTS_FOLDER ? resolve(given.TRUSTED_DOCUMENTS_FOLDER) : null,
    }),
    tracesUrl: given.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    corsOrigins: Object.freeze(given.CORS_ORIGINS?.split(',') ?? []),
    trustedProxies: Object.freeze(given.TRUSTED_PROXIES?.split(',') ?? []),
    operating: operatingOf(given),
    keys: keysOf(given, home),
  });
}

function place(port: number, url: string | undefined): { port: number; url: string } {
  return { port, url: url ?? `http://127.0.0.1:${port}/graphql` };
}

function keysOf(given: Variables, home: string): Keys {
  const kept = (name: string, value: string | undefined, create?: () => string) => () =>
    value === undefined ? keyFile(join(home, 'keys', name), create) : new Secret(value);
  return Object.freeze({
    gateway: kept('gateway', given.GATEWAY_KEY),
    vault: kept('vault', given.VAULT_KEYS, () => `k1:${randomKey()}`),
    vaultFile: given.VAULT_KEYS === undefined ? join(home, 'keys', 'vault') : null,
    ledger: kept('ledger', given.LEDGER_KEY),
    receipts: kept('receipts', given.RECEIPT_KEYS, () => `r1:${randomKey()}`),
    report: kept('report', given.REPORT_KEY),
  });
}
