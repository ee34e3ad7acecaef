import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HttpSource } from '../../gateway/http-source.ts';
import { SUBGRAPHS } from '../../shared/config.ts';
import { GATEWAY_CALL_HEADER, signGatewayCall } from '../../shared/gateway-call.ts';
import { type Accord, GATEWAY_KEY, startAccord } from '../support/accord.ts';
import { freePort } from '../support/free-port.ts';

const key = Buffer.from(GATEWAY_KEY, 'base64url');
const NOBODY = {
  authorization: null,
  purpose: null,
  requestId: 'test',
  operationHash: '',
  idempotencyKey: null,
  language: '',
};
const SDL = JSON.stringify({ query: '{ _service { sdl } }' });

describe('a subgraph on its own', () => {
  let accord: Accord;

  beforeAll(async () => {
    accord = await startAccord({ mode: 'distributed' });
  }, 120_000);

  afterAll(() => accord?.stop());

  test.each(SUBGRAPHS)('%s answers a call that the gateway signed', async (name) => {
    const { status, text } = await call(name, SDL, signGatewayCall(key, name, SDL));
    expect(status).toBe(200);
    expect(JSON.parse(text)).toHaveProperty('data._service.sdl', expect.stringContaining('type Query'));
  });

  test.each(SUBGRAPHS)('%s refuses everybody else, whatever is asked', async (name) => {
    const entities = JSON.stringify({ query: '{ _entities(representations: []) { __typename } }' });
    const refused = [
      await call(name, SDL, null),
      await call(name, entities, null),
      await call(name, SDL, 'nonsense'),
      await call(name, SDL, signGatewayCall(Buffer.alloc(32), name, SDL)),
      await call(name, entities, signGatewayCall(key, name, SDL)),
      await call(name, SDL, signGatewayCall(key, 'another', SDL)),
    ];
    for (const { status, text } of refused) {
      expect(status).toBe(401);
      expect(JSON.parse(text)).toMatchObject({
        data: null,
        errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
      });
    }
  });

  test('it verifies the token itself: the gateway’s word for it counts for nothing', async () => {
    const body = JSON.stringify({ query: '{ referral(id: "x") { id } }' });
    const signature = signGatewayCall(key, 'referrals', body);
    const { text } = await call('referrals', body, signature, 'Bearer a.b.c');
    expect(JSON.parse(text)).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  async function call(
    name: (typeof SUBGRAPHS)[number],
    body: string,
    signature: string | null,
    authorization?: string,
  ) {
    const answer = await fetch(accord.subgraphUrl(name), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(signature !== null && { [GATEWAY_CALL_HEADER]: signature }),
        ...(authorization && { authorization }),
      },
      body,
    });
    return { status: answer.status, text: await answer.text() };
  }
});

test('a subgraph that cannot be reached is SUBGRAPH_UNAVAILABLE', async () => {
  const source = new HttpSource('services', `http://127.0.0.1:${await freePort()}/graphql`, key);
  await expect(source.fetch({ query: '{ __typename }' }, NOBODY)).rejects.toMatchObject({
    code: 'SUBGRAPH_UNAVAILABLE',
  });
  await source.close();
});
