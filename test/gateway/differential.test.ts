import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { execute, type GraphQLFormattedError, type GraphQLSchema, parse } from 'graphql';
import { LIMITS } from '../../gateway/limits/limits.ts';
import { apiSchemaOf, committedSupergraph } from '../../gateway/supergraph.ts';
import { subgraphs } from '../../run/subgraphs.ts';
import { readConfig, type SubgraphName } from '../../shared/config.ts';
import type { SubgraphContext } from '../../shared/context.ts';
import { AccordError } from '../../shared/errors.ts';
import { createTokenVerifier, type TokenVerifier } from '../../shared/identity.ts';
import { openSubgraph, type Subgraph } from '../../shared/subgraph.ts';
import { type Accord, KEYS, startAccord } from '../support/accord.ts';
import {
  type ArbitraryOperation,
  arbitraryOperation,
  type KnownIds,
} from '../support/arbitrary-operation.ts';
import { type Contexts, oneSchema } from '../support/one-schema.ts';

/** `SEED=… npm test -- test/gateway/differential` asks other questions; a failure prints its own. */
const SEED = Number(process.env['SEED'] ?? 20261128);
const QUESTIONS = 200;
const CLIENTS = [
  undefined,
  'sandbox-jnrcs',
  'sandbox-jnrcs-dpo',
  'sandbox-unhcr',
  'sandbox-unhcr-analyst',
  'sandbox-iom',
  'sandbox-border-guard-north',
] as const;

interface Comparable {
  readonly data: unknown;
  readonly errors: readonly string[];
}

/**
 * What the gateway makes of the four subgraphs, in both modes, held against the four as one executable schema over the same
 * rows (test/support/one-schema.ts): same data, same places of errors, same codes, whoever asks.
 */
describe('random questions have one answer', () => {
  let embedded: Accord;
  let distributed: Accord;
  let parts: Subgraph[] = [];
  let whole: GraphQLSchema;
  let verifier: TokenVerifier;
  let ids: KnownIds;

  beforeAll(async () => {
    distributed = await startAccord({ mode: 'distributed' });
    // Over one database, so that what the clock does is done once for all.
    embedded = await startAccord({ environment: { DATABASE_URL: distributed.databaseUrl } });
    const config = readConfig({ ...KEYS, ACCORD_HOME: embedded.home });
    parts = await Promise.all(subgraphs.map((one) => openSubgraph(one, distributed.databaseUrl, config)));
    const schemas = Object.fromEntries(parts.map(({ name, schema }) => [name, schema]));
    whole = oneSchema(apiSchemaOf(committedSupergraph()), schemas as Record<SubgraphName, GraphQLSchema>);
    verifier = createTokenVerifier({
      issuer: `${embedded.url}/oidc`,
      audience: 'accord',
      issuerKeysUrl: null,
    });
    ids = await knownIds();
  }, 240_000);
  afterAll(async () => {
    await Promise.all(parts.map((one) => one.close()));
    await embedded?.stop();
    await distributed?.stop();
  });

  test(`of ${QUESTIONS}, by seed ${SEED}`, async () => {
    const told = { answers: 0, characters: 0, refusals: 0 };
    const question = fc.record({
      operation: arbitraryOperation(whole, ids),
      client: fc.constantFrom(...CLIENTS),
    });
    await fc.assert(
      fc.asyncProperty(question, async ({ operation, client }) => {
        const [one, other, third] = await Promise.all([
          federated(embedded, operation, client),
          federated(distributed, operation, client),
          merged(operation, client),
        ]);
        if (one === null) return;
        told.answers += 1;
        told.characters += JSON.stringify(third.data).length;
        told.refusals += third.errors.length;
        expect({ mode: 'embedded', ...one }).toEqual({ mode: 'embedded', ...third });
        expect({ mode: 'distributed', ...other }).toEqual({ mode: 'distributed', ...third });
      }),
      { seed: SEED, numRuns: QUESTIONS, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: false },
    );
    // Most are within the limits, so that most are asked; they hold something, and some are refused in part.
    expect(told.answers).toBeGreaterThan(QUESTIONS / 2);
    expect(told.characters).toBeGreaterThan(QUESTIONS * 100);
    expect(told.refusals).toBeGreaterThan(QUESTIONS / 10);
  }, 180_000);

  /** Null: the door refused to plan it. */
  async function federated(accord: Accord, { query, variables }: ArbitraryOperation, client?: string) {
    const told = await accord.graphql(query, { ...asking(client), variables });
    const refused = told.data === undefined && told.errors?.[0]?.extensions.code;
    if (refused === 'QUERY_TOO_COMPLEX' || refused === 'QUERY_TOO_COSTLY') return null;
    return comparable(told.data, told.errors as readonly GraphQLFormattedError[] | undefined);
  }

  async function merged({ query, variables }: ArbitraryOperation, client?: string): Promise<Comparable> {
    const authorization = client ? `Bearer ${await embedded.token(client)}` : null;
    const context = (): Promise<SubgraphContext> =>
      verifier.verify(authorization).then((viewer) => ({
        viewer,
        purpose: asking(client).purpose ?? null,
        requestId: 'differential',
        operationHash: 'differential',
        idempotencyKey: null,
        language: '*',
        fromGateway: true,
      }));
    const contexts = Object.fromEntries(
      await Promise.all(parts.map(async ({ name }) => [name, await context()] as const)),
    );
    const { data, errors } = await execute({
      schema: whole,
      document: parse(query, { maxTokens: LIMITS.tokens }),
      variableValues: variables,
      contextValue: contexts as Contexts,
    });
    const spoken = errors?.map(({ path, originalError, message }) => ({
      path,
      message,
      extensions: { code: originalError instanceof AccordError ? originalError.code : `INTERNAL ${message}` },
    }));
    return comparable(data, spoken);
  }

  async function knownIds(): Promise<KnownIds> {
    const lists: Readonly<Record<string, readonly [string, string]>> = {
      Organisation: ['organisations(first: 40)', 'sandbox-unhcr'],
      Service: ['services(first: 40)', 'sandbox-unhcr'],
      Agreement: ['agreements(first: 40)', 'sandbox-unhcr'],
      AccessAgreement: ['accessAgreements(first: 40)', 'sandbox-unhcr'],
      Measure: ['measures(first: 40)', 'sandbox-unhcr'],
      Pledge: ['pledges(first: 40)', 'sandbox-unhcr'],
      Consultation: ['consultations(first: 40)', 'sandbox-unhcr'],
      Referral: ['referrals(box: SENT, first: 40)', 'sandbox-jnrcs'],
    };
    const found: Record<string, string[]> = {};
    for (const [type, [list, client]] of Object.entries(lists)) {
      const { data } = await embedded.graphql(`{ list: ${list} { nodes { id } } }`, asking(client));
      const { nodes } = (data as { list: { nodes: { id: string }[] } }).list;
      found[type] = nodes.map(({ id }) => id);
    }
    return { ...found, '': Object.values(found).flat() };
  }
});

function asking(client: string | undefined): { readonly client?: string; readonly purpose?: string } {
  if (client === undefined) return {};
  return { client, purpose: client.endsWith('-dpo') ? 'DATA_SUBJECT_RIGHTS' : 'LEGAL_AID' };
}

function comparable(data: unknown, errors: readonly GraphQLFormattedError[] = []): Comparable {
  const places = errors.map(({ path, extensions }) => `${path?.join('.')} ${String(extensions?.['code'])}`);
  return { data: JSON.parse(JSON.stringify(data ?? null)), errors: [...new Set(places)].sort() };
}
