import { describe, expect, test } from '@jest/globals';
import { Kind, parse } from 'graphql';
import { type Shape, shapeOf } from '../../../gateway/limits/shape.ts';

describe('how large an operation is', () => {
  test.each<[string, string, Partial<Shape>]>([
    ['fields inside each other', '{ a { b { c } } }', { depth: 3, fields: 3, rootFields: 1 }],
    [
      'aliases, wherever they stand',
      '{ x: a { y: b } z: a { b } }',
      { aliases: 3, fields: 4, rootFields: 2 },
    ],
    [
      'directives on operations, fields, spreads and fragments',
      'query @d { a @d ... @d { b } ...F @d } fragment F on T { c @d }',
      { directives: 5, fields: 3 },
    ],
    [
      'root fields behind fragments',
      '{ ...F ... { b } } fragment F on Query { a a { x } }',
      { rootFields: 3, depth: 2 },
    ],
    [
      'a fragment as often as it is spread',
      '{ a { ...F } b { ...F } } fragment F on T { x { y } }',
      { fields: 6, depth: 3 },
    ],
  ])('%s', (_what, query, shape) => {
    expect(shaped(query)).toMatchObject(shape);
  });

  test('a fragment that spreads itself is endless, however far around', () => {
    const query = '{ ...A } fragment A on T { x ...B } fragment B on T { ...C } fragment C on T { ...A }';
    expect(shaped(query)).toMatchObject({
      depth: Number.POSITIVE_INFINITY,
      fields: Number.POSITIVE_INFINITY,
    });
  });

  test('what unfolds to more fields than there are atoms is counted all the same', () => {
    const levels = Array.from(
      { length: 200 },
      (_, n) => `fragment F${n} on T { a { ...F${n + 1} ...F${n + 1} } }`,
    );
    const query = `{ ...F0 } ${levels.join(' ')} fragment F200 on T { a }`;
    expect(shaped(query).fields).toBeGreaterThan(2 ** 200);
  });
});

function shaped(query: string): Shape {
  const document = parse(query);
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('No operation.');
  return shapeOf(document, operation);
}
