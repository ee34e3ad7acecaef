import { type GraphQLField, type GraphQLSchema, getNamedType, isLeafType } from 'graphql';

/** One document for each root field of a schema: the least that can be asked of it, its arguments as variables. */
export function rootQuestions(schema: GraphQLSchema): readonly string[] {
  return [
    ...Object.values(schema.getQueryType()?.getFields() ?? {}).map((field) => questionOf('query', field)),
    ...Object.values(schema.getMutationType()?.getFields() ?? {}).map((field) =>
      questionOf('mutation', field),
    ),
  ];
}

function questionOf(kind: 'query' | 'mutation', field: GraphQLField<unknown, unknown>): string {
  const listed = (texts: readonly string[]) => (texts.length > 0 ? `(${texts.join(', ')})` : '');
  const variables = listed(field.args.map(({ name, type }) => `$${name}: ${String(type)}`));
  const given = listed(field.args.map(({ name }) => `${name}: $${name}`));
  const below = isLeafType(getNamedType(field.type)) ? '' : ' { __typename }';
  return `${kind}${variables} { ${field.name}${given}${below} }`;
}
