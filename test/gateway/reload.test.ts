import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Kind, parse } from 'graphql';
import pg from 'pg';
import { committedSupergraph, composeSupergraph, subgraphSchemaPath } from '../../gateway/supergraph.ts';
import { type Accord, startAccord } from '../support/accord.ts';
import { without } from '../support/supergraph-without.ts';

const folder = mkdtempSync(join(tmpdir(), 'accord-supergraph-'));
const file = join(folder, 'supergraph.graphql');
const documents = join(folder, 'documents');
const ASKED = '{ country(iso2: "KE") { iso2 name } }';
let accord: Accord;
let owner: pg.Client;

beforeAll(async () => {
  writeFileSync(file, committedSupergraph());
  mkdirSync(documents);
  trust({ known: '{ organisations(first: 1) { nodes { code } } }' });
  accord = await startAccord({
    environment: { SUPERGRAPH_FILE: file, TRUSTED_DOCUMENTS: 'log', TRUSTED_DOCUMENTS_FOLDER: documents },
  });
  owner = new pg.Client({ connectionString: accord.databaseUrl });
  await owner.connect();
}, 120_000);
afterAll(async () => {
  await owner?.end();
  await accord?.stop();
  rmSync(folder, { recursive: true });
});

test('another supergraph is taken up under load: no answer is lost, and what was asked before is answered by the one of before', async () => {
  let [isOver, answered] = [false, 0];
  const load = Array.from({ length: 4 }, async () => {
    while (!isOver) {
      const { status, errors } = await accord.graphql('{ organisations(first: 3) { nodes { name } } }');
      expect([status, errors]).toEqual([200, undefined]);
      answered += 1;
    }
  });
  await owner.query('begin; lock table partnerships.country in access exclusive mode');
  const before = accord.graphql(ASKED);
  await until(async () => (await owner.query('select from pg_locks where not granted')).rowCount !== 0);
  writeFileSync(file, without('Country', 'name'));
  await until(async () => (await taken()) === 2);
  const sinceThen = answered;
  expect(codesOf(await accord.graphql(ASKED))).toEqual(['VALIDATION_FAILED']);
  await owner.query('commit');
  expect((await before).data).toEqual({ country: { iso2: 'KE', name: 'Kenya' } });

  writeFileSync(file, committedSupergraph());
  await until(async () => (await taken()) === 3);
  expect((await accord.graphql(ASKED)).data).toEqual({ country: { iso2: 'KE', name: 'Kenya' } });
  isOver = true;
  await Promise.all(load);
  expect(answered).toBeGreaterThan(sinceThen);
});

test.each([
  ['cut off in the middle', () => committedSupergraph().slice(0, 20_000), 'Syntax Error'],
  ['without a root that is served', () => without('Query', 'country'), 'No longer possible: query'],
  ['with a field that no subgraph has', withMore, 'partnerships: Country.inhabitants was removed.'],
  [
    'that does not allow a trusted document',
    () => without('Organisation', 'code'),
    'the schema does not allow',
  ],
])('one %s is refused, said and counted, and that of before goes on', async (_how, text, says) => {
  const [served, refused] = [await taken(), await counted('refused')];
  writeFileSync(file, text());
  await until(async () => (await counted('refused')) === refused + 1);
  // The log is written behind the figures.
  await until(async () => accord.said().includes(says));
  expect(await taken()).toBe(served);
  expect((await accord.graphql(ASKED)).data).toEqual({ country: { iso2: 'KE', name: 'Kenya' } });
});

function withMore(): string {
  return composeSupergraph((name) => {
    const schema = parse(readFileSync(subgraphSchemaPath(name), 'utf8'));
    if (name !== 'partnerships') return schema;
    const more = parse('extend type Country { inhabitants: Int }').definitions;
    return { kind: Kind.DOCUMENT, definitions: [...schema.definitions, ...more] };
  });
}

function trust(list: Record<string, string>): void {
  writeFileSync(join(documents, 'everyone.json'), JSON.stringify(list));
}

async function counted(outcome: string): Promise<number> {
  const metrics = await (await fetch(`${accord.managementUrl}/metrics`)).text();
  return Number(metrics.match(`accord_supergraph_total{outcome="${outcome}"} (\\d+)`)?.[1] ?? 0);
}

const taken = () => counted('taken');

function codesOf({ errors }: Awaited<ReturnType<Accord['graphql']>>): unknown[] {
  return (errors ?? []).map(({ extensions }) => extensions['code']);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(50);
}
