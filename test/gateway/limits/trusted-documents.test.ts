import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Accord, startAccord, type Told } from '../../support/accord.ts';

const LISTED = 'query Listed { organisations(first: 1) { nodes { id } } }';
const OWN = 'query Own { me { clientId } }';
const LATER = 'query Later { me { role } }';
const idOf = (text: string) => createHash('sha256').update(text).digest('hex');

const folder = mkdtempSync(join(tmpdir(), 'accord-documents-'));
const write = (name: string, content: unknown) =>
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));

beforeAll(() => {
  write('everyone.json', {
    format: 'apollo-persisted-query-manifest',
    version: 1,
    operations: [{ id: idOf(LISTED), name: 'Listed', type: 'query', body: LISTED }],
  });
  write('sandbox-unhcr.json', { own: OWN });
});
afterAll(() => rmSync(folder, { recursive: true }));

const environment = (mode: string) => ({ TRUSTED_DOCUMENTS: mode, TRUSTED_DOCUMENTS_FOLDER: folder });
const REQUIRED = [400, 'PERSISTED_QUERY_REQUIRED'];
const heard = (told: Told) => [told.status, told.errors?.[0]?.extensions.code];

describe('trusted documents, enforced', () => {
  let accord: Accord;

  beforeAll(async () => {
    accord = await startAccord({ environment: environment('enforce') });
  }, 120_000);
  afterAll(() => accord?.stop());

  test('what is on the list is answered, however it is written, and nothing else is', async () => {
    expect(heard(await accord.graphql(LISTED))).toEqual([200, undefined]);
    expect(heard(await accord.graphql(`${LISTED} # as it was reviewed`))).toEqual([200, undefined]);
    expect(heard(await accord.graphql(LISTED.replace('1', '2')))).toEqual(REQUIRED);
    expect(heard(await accord.graphql('{ __schema { types { name } } }'))).toEqual(REQUIRED);
    expect(heard(await accord.graphql('{ nothing like it'))).toEqual(REQUIRED);
  });

  test.each([
    ['Apollo’s extension', { extensions: { persistedQuery: { version: 1, sha256Hash: idOf(LISTED) } } }],
    ['documentId', { documentId: idOf(LISTED) }],
    ['doc_id', { doc_id: idOf(LISTED) }],
  ])('asked by its id, as %s', async (_way, body) => {
    const answer = await post(body);
    expect(await answer.json()).toMatchObject({ data: { organisations: { nodes: [expect.anything()] } } });
  });

  test('an id that is on no list is refused, and so is the list of another client', async () => {
    expect((await post({ documentId: 'own' })).status).toBe(400);
    expect((await post({ documentId: 'own' }, 'sandbox-iom')).status).toBe(400);
    expect(await (await post({ documentId: 'own' }, 'sandbox-unhcr')).json()).toMatchObject({
      data: { me: { clientId: 'sandbox-unhcr' } },
    });
    expect(heard(await accord.graphql(OWN, { client: 'sandbox-iom' }))).toEqual(REQUIRED);
  });

  test('a list is taken up as it changes; a broken one leaves the lists of before', async () => {
    expect(heard(await accord.graphql(LATER))).toEqual(REQUIRED);
    write('later.json', '{ "broken": ');
    await pause(400);
    expect(heard(await accord.graphql(LISTED))).toEqual([200, undefined]);
    write('later.json', { later: 'query Later { me { passportNumber } }' });
    await pause(400);
    expect(heard(await accord.graphql(LISTED))).toEqual([200, undefined]);
    rmSync(join(folder, 'later.json'));
    write('everyone.json', { listed: LISTED, later: LATER });
    while (heard(await accord.graphql(LATER))[0] !== 200) await pause(50);
    expect(accord.said()).toContain('the trusted documents were not taken up');
  });

  async function post(body: object, client?: string): Promise<Response> {
    return fetch(`${accord.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(client && { authorization: `Bearer ${await accord.token(client)}` }),
      },
      body: JSON.stringify(body),
    });
  }
});

test('trusted documents, logged: what is on no list is answered and noted', async () => {
  const accord = await startAccord({ environment: environment('log') });
  try {
    expect(heard(await accord.graphql('{ me { role } }'))).toEqual([200, undefined]);
    expect(accord.said()).toContain('on no list of trusted documents');
  } finally {
    await accord.stop();
  }
}, 120_000);
