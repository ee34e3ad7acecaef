import { describe, expect, test } from '@jest/globals';
import { buildSchema, type GraphQLSchema, graphql, isIntrospectionType, isObjectType } from 'graphql';
import { fence, gatewayOnly, open } from '../../shared/fence.ts';
import { contextOf } from '../support/subgraph.ts';
import { builtSubgraphs } from './built-subgraphs.ts';

describe.each(builtSubgraphs)('$name', ({ schema, definition: { permissions } }) => {
  const lines = Object.entries(permissions).flatMap(([type, fields]) =>
    Object.keys(fields).map((field) => `${type}.${field}`),
  );

  test('every field has its line, and no line is left over', () => {
    expect(lines.sort()).toEqual(fieldsOf(schema));
  });

  test('what the gateway alone may ask is fenced like any other field', () => {
    expect(fieldsOf(schema)).toEqual(expect.arrayContaining(['Query._service', '_Service.sdl']));
    const { _service, _entities } = permissions.Query ?? {};
    expect([_service, _entities ?? gatewayOnly]).toEqual([gatewayOnly, gatewayOnly]);
  });

  test('no door of a mutation stands open to everybody', () => {
    const doors = Object.entries(permissions.Mutation ?? {});
    expect(doors.filter(([, line]) => line === open).map(([field]) => field)).toEqual([]);
  });
});

test('a field without a line is denied before it is resolved, and its neighbour is not', async () => {
  const asked: string[] = [];
  const schema = fence(buildSchema('type Query { told: String, untold: String }'), { Query: { told: open } });
  const rootValue = { told: () => 'told', untold: () => void asked.push('untold') };
  const contextValue = contextOf({ organisationId: 'org_x', role: 'administrator' });
  const { data, errors } = await graphql({ schema, source: '{ told untold }', rootValue, contextValue });
  expect(data).toEqual({ told: 'told', untold: null });
  expect(errors?.map(({ originalError }) => originalError)).toMatchObject([{ code: 'SCOPE_MISSING' }]);
  expect(asked).toEqual([]);
});

test('a type without any line is denied with all its fields', async () => {
  const schema = fence(buildSchema('type Query { person: Person } type Person { name: String }'), {
    Query: { person: open },
  });
  const rootValue = { person: { name: 'a name' } };
  const contextValue = contextOf({ organisationId: 'org_x' });
  const { data, errors } = await graphql({ schema, source: '{ person { name } }', rootValue, contextValue });
  expect(data).toEqual({ person: { name: null } });
  expect(errors?.map(({ originalError }) => originalError)).toMatchObject([{ code: 'SCOPE_MISSING' }]);
});

function fieldsOf(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap())
    .flatMap((type) =>
      isObjectType(type) && !isIntrospectionType(type)
        ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)
        : [],
    )
    .sort();
}
