import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { type Accord, MODES, startAccord } from '../support/accord.ts';
import { ALL_VALUES, MARKED_PERSON, marksIn } from '../support/marked-person.ts';

const CASEWORKER = { client: 'sandbox-krcs', purpose: 'CASE_MANAGEMENT' };
const TYPED = 'mark-typed-into-a-document';

/** What a collector of OpenTelemetry receives, as OTLP in JSON. */
interface Spans {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly {
      readonly spans: readonly { readonly traceId: string; readonly name: string }[];
    }[];
  }[];
}

describe.each(MODES)('what Accord says of itself, %s', (mode) => {
  const received: string[] = [];
  let collector: Server;
  let accord: Accord;

  beforeAll(async () => {
    collector = createServer(async (request, response) => {
      received.push(await text(request));
      response.setHeader('content-type', 'application/json').end('{}');
    });
    collector.listen(0, '127.0.0.1');
    await once(collector, 'listening');
    const url = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
    accord = await startAccord({
      mode,
      environment: { OTEL_EXPORTER_OTLP_ENDPOINT: url, LOG_LEVEL: 'trace' },
    });
  }, 120_000);

  afterAll(async () => {
    await accord?.stop();
    collector?.close();
  });

  test('a person’s values are in no log, trace, metric or error, whatever goes wrong', async () => {
    const register = `mutation ($input: RegisterPersonInput!) { registerPerson(input: $input) { person { ref ${ALL_VALUES} } userErrors { code } } }`;
    const registered = await accord.graphql(register, { ...CASEWORKER, variables: { input: MARKED_PERSON } });
    expect(registered.errors).toBeUndefined();
    const { ref } = (registered.data as { registerPerson: { person: { ref: string } } }).registerPerson
      .person;
    const read = await accord.graphql(`query ($ref: ID!) { person(ref: $ref) { ${ALL_VALUES} } }`, {
      ...CASEWORKER,
      variables: { ref },
    });
    expect(marksIn(read.data).length).toBe(12);

    const spoken = [await badlyAsked(register), await brokenInside(register)].join('\n');
    await until(() => accord.said().includes('a field failed'));
    await until(() => spansReceived().some(({ name }) => name === 'sql viewer' || name.startsWith('sql ')));
    const metrics = await (await fetch(`${accord.managementUrl}/metrics`)).text();
    for (const [where, words] of Object.entries({
      spoken,
      logs: accord.said(),
      traces: received.join('\n'),
      metrics,
    })) {
      expect([where, marksIn(words)]).toEqual([where, []]);
      expect([where, words.includes(TYPED)]).toEqual([where, false]);
    }
  });

  test('one trace goes from the request to the statement', async () => {
    await accord.graphql('{ accessAgreements(first: 1) { nodes { country { name } } } }');
    const whole = (names: readonly string[]) =>
      ['request', 'gateway.plan', 'gateway.fetch', 'subgraph', 'sql countries'].every((name) =>
        names.includes(name),
      );
    await until(() => [...traces().values()].some(whole));
  });

  test('operations are counted by client and kind, and no label is the client’s to choose', async () => {
    await accord.graphql('query OfMyChoosing { me { clientId } }', CASEWORKER);
    const metrics = await (await fetch(`${accord.managementUrl}/metrics`)).text();
    expect(metrics).toMatch(/accord_operations_total\{client="sandbox-krcs",kind="query",status="200"\} \d+/);
    expect(metrics).toMatch(/accord_cost_total\{client="sandbox-krcs"\} \d+/);
    expect(metrics).not.toContain('OfMyChoosing');
  });

  async function badlyAsked(register: string): Promise<string> {
    const told = [
      await accord.graphql(register, {
        ...CASEWORKER,
        variables: { input: { ...MARKED_PERSON, identity: { name: [TYPED] } } },
      }),
      await accord.graphql(register, { ...CASEWORKER, variables: { input: { contact: { phone: TYPED } } } }),
      await accord.graphql(`{ organisation(id: "x") { ${TYPED.replaceAll('-', '_')} } }`),
      await accord.graphql(`{ person(ref: 7, name: "${TYPED}") { ref } }`),
    ];
    return told.map((one) => one.text).join('\n');
  }

  /** The statement fails within PostgreSQL with the values in its hands. */
  async function brokenInside(register: string): Promise<string> {
    const owner = new pg.Client({ connectionString: accord.databaseUrl });
    await owner.connect();
    await owner.query(
      'alter table referrals.person_category add constraint refuses check (version > 1) not valid',
    );
    try {
      const told = await accord.graphql(register, { ...CASEWORKER, variables: { input: MARKED_PERSON } });
      expect(told.errors?.[0]?.extensions.code).toBe('INTERNAL');
      return told.text;
    } finally {
      await owner.query('alter table referrals.person_category drop constraint refuses');
      await owner.end();
    }
  }

  function spansReceived() {
    return received
      .flatMap((body) => (JSON.parse(body) as Spans).resourceSpans)
      .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
  }

  function traces(): Map<string, string[]> {
    const names = new Map<string, string[]>();
    for (const { traceId, name } of spansReceived())
      names.set(traceId, [...(names.get(traceId) ?? []), name]);
    return names;
  }
});

/** Spans are sent every few seconds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(100);
}
