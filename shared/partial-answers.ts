import {
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from 'graphql';
import { innermost, isObject } from './type-nodes.ts';

/**
 * What another part may fail to bring may be null, so that with one part down the rest of an answer comes: root fields,
 * fields that lead to an entity of another part, and fields that this part adds to one. A null where the schema allows
 * none would take everything around it along.
 */
export function withPartialAnswers(types: DocumentNode): DocumentNode {
  const objects = types.definitions.filter(isObject);
  const foreign = foreignEntities(objects);
  const definitions = types.definitions.map((type) => (isObject(type) ? loosened(type, foreign) : type));
  return { ...types, definitions };
}

function loosened(type: ObjectTypeDefinitionNode, foreign: ReadonlySet<string>): ObjectTypeDefinitionNode {
  const keys = keyFields(type);
  const isLoose = ({ name, type: answer }: FieldDefinitionNode) =>
    type.name.value === 'Query' ||
    foreign.has(innermost(answer)) ||
    (foreign.has(type.name.value) && !keys.includes(name.value));
  const fields = type.fields?.map((field) =>
    isLoose(field) ? { ...field, type: nullable(field.type) } : field,
  );
  return { ...type, fields };
}

/** A part owns the entities that its root fields lead to, straight or through a list; it only knows the others by key. */
function foreignEntities(objects: readonly ObjectTypeDefinitionNode[]): ReadonlySet<string> {
  const byName = new Map(objects.map((one) => [one.name.value, one]));
  const owned = new Set<string>();
  for (const root of byName.get('Query')?.fields ?? []) {
    const answer = byName.get(innermost(root.type));
    if (!answer) continue;
    owned.add(answer.name.value);
    const nodes = answer.fields?.find(({ name }) => name.value === 'nodes');
    if (nodes) owned.add(innermost(nodes.type));
  }
  return new Set(
    objects
      .filter((one) => keyFields(one).length > 0 && !owned.has(one.name.value))
      .map(({ name }) => name.value),
  );
}

function keyFields({ directives = [] }: ObjectTypeDefinitionNode): readonly string[] {
  return directives
    .filter(({ name }) => name.value === 'key')
    .flatMap((key) => {
      const fields = key.arguments?.find(({ name }) => name.value === 'fields')?.value;
      return fields?.kind === Kind.STRING ? fields.value.split(/\s+/) : [];
    });
}

function nullable(type: TypeNode): TypeNode {
  return type.kind === Kind.NON_NULL_TYPE ? type.type : type;
}
