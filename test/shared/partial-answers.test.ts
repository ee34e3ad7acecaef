import { expect, test } from '@jest/globals';
import { parse, print } from 'graphql';
import { withPartialAnswers } from '../../shared/partial-answers.ts';

test('what another part may fail to bring may be null, and nothing else', () => {
  const types = parse(`
    type Query { service(id: ID!): Service! services: ServiceConnection! }
    type ServiceConnection { nodes: [Service!]! }
    type Service @key(fields: "id") { id: ID! name: String! provider: Organisation! partners: [Organisation!]! places: [Place!]! }
    type Organisation @key(fields: "id") { id: ID! services: ServiceConnection! count: Int! }
    type Country @key(fields: "iso2", resolvable: false) { iso2: String! }
    type Place { country: Country! town: String! }`);
  expect(print(withPartialAnswers(types)).replaceAll(/\s+/g, ' ')).toBe(
    [
      'type Query { service(id: ID!): Service services: ServiceConnection }',
      'type ServiceConnection { nodes: [Service!]! }',
      'type Service @key(fields: "id") { id: ID! name: String! provider: Organisation partners: [Organisation!] places: [Place!]! }',
      'type Organisation @key(fields: "id") { id: ID! services: ServiceConnection count: Int }',
      'type Country @key(fields: "iso2", resolvable: false) { iso2: String! }',
      'type Place { country: Country town: String! }',
    ].join(' '),
  );
});
