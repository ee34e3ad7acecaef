import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ACCESS_EXAMPLES } from '../../gateway/explorer/access-examples.ts';
import { EXAMPLES } from '../../gateway/explorer/examples.ts';
import { REPORTING_EXAMPLES } from '../../gateway/explorer/reporting-examples.ts';
import { startAccord } from '../support/accord.ts';

let accord: Awaited<ReturnType<typeof startAccord>>;

beforeAll(async () => {
  accord = await startAccord();
});

afterAll(() => accord?.stop());

// GraphQL over HTTP: 400 says that the document or its variables do not fit the schema; a refusal comes with 200.
test.each(EXAMPLES)('the example "$title" fits the schema', async ({ query, variables }) => {
  const response = await fetch(`${accord.url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query, variables }),
  });
  expect({ status: response.status, answer: await response.json() }).toMatchObject({ status: 200 });
});

test.each([...ACCESS_EXAMPLES, ...REPORTING_EXAMPLES])(
  'the example "$title" is answered in the sandbox, and shows something',
  async (example) => {
    const { query, variables, client } = example;
    const { data, errors } = await accord.graphql(query, { variables, ...(client !== null && { client }) });
    expect(errors).toBeUndefined();
    const [answer] = Object.values(data as Record<string, unknown>);
    expect(JSON.stringify(answer)).not.toMatch(/"userErrors":\[\{|"nodes":\[\]|^\[\]$|^null$/);
  },
);

test('in the sandbox a partner reported what the Kenya Red Cross did: by the cut, and without whose it is', async () => {
  const { data } = await accord.graphql(
    '{ accessIncidents(first: 50, filter: { kinds: [GOODS_BLOCKED], country: "KE" }) { nodes { state reportedElsewhere { month admin1 severity description organisation { id } } } } }',
    { client: 'sandbox-krcs' },
  );
  const { nodes } = (
    data as { accessIncidents: { nodes: { state: string | null; reportedElsewhere: object[] | null }[] } }
  ).accessIncidents;
  expect(nodes.find(({ state }) => state === 'RESOLVED')?.reportedElsewhere).toEqual([
    {
      month: expect.stringMatching(/^\d{4}-\d{2}$/),
      admin1: 'Busia',
      severity: 2,
      description: null,
      organisation: null,
    },
  ]);
});
