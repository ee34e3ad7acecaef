import { expect, test } from '@jest/globals';
import { distinct } from '../../gateway/representations.ts';

const query =
  'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }';
const [service, other] = [
  { __typename: 'Service', id: 's' },
  { __typename: 'Service', id: 'o' },
];

test('an entity is asked for once, and every place that asked gets a copy of its own', () => {
  const asked = distinct({ query, variables: { representations: [service, other, { ...service }] } });
  expect(asked.operation.variables).toEqual({ representations: [service, other] });
  const { data } = asked.spread({ data: { _entities: [{ name: ['S'] }, { name: ['O'] }] } });
  const entities = data?.['_entities'] as { name: string[] }[];
  expect(entities).toEqual([{ name: ['S'] }, { name: ['O'] }, { name: ['S'] }]);
  entities[0]?.name.push('merged');
  expect(entities[2]).toEqual({ name: ['S'] });
});

test('an error about one entity stands at every place that asked for it', () => {
  const asked = distinct({ query, variables: { representations: [service, service, other] } });
  const error = { message: 'x', path: ['_entities', 0, 'name'] };
  const whole = { message: 'y' };
  expect(asked.spread({ data: { _entities: [null, {}] }, errors: [error, whole] })).toEqual({
    data: { _entities: [null, null, {}] },
    errors: [error, { ...error, path: ['_entities', 1, 'name'] }, whole],
  });
});

test('what asks for nothing twice, or for no entity, goes as it is', () => {
  for (const variables of [
    { representations: [service, other] },
    { representations: [service] },
    {},
    undefined,
  ]) {
    const operation = { query, variables };
    const asked = distinct(operation);
    expect(asked.operation).toBe(operation);
    const answer = { data: null };
    expect(asked.spread(answer)).toBe(answer);
  }
});
