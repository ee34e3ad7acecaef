import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { type Accord, startAccord } from '../support/accord.ts';

let accord: Accord | undefined;

beforeAll(async () => {
  accord = await startAccord();
}, 120_000);
afterAll(() => accord?.stop());

/** The audits of the GraphQL over HTTP specification, MUST, SHOULD and MAY alike, as their own project wrote them. */
const audits = serverAudits({ url: () => `${accord?.url}/graphql`, fetchFn: fetch });

describe('GraphQL over HTTP', () => {
  test.each(audits.map((audit) => [`${audit.id} ${audit.name}`, audit] as const))(
    '%s',
    async (_name, audit) => {
      const result = await audit.fn();
      expect(result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`).toBe('ok');
    },
  );

  test('there are as many audits as there were', () => {
    expect(audits.length).toBeGreaterThanOrEqual(61);
  });
});
