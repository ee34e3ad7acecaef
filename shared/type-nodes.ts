import { type DefinitionNode, Kind, type ObjectTypeDefinitionNode, type TypeNode } from 'graphql';

export function isObject(definition: DefinitionNode): definition is ObjectTypeDefinitionNode {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION;
}

/** The name of a type without its lists and its exclamation marks. */
export function innermost(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : innermost(type.type);
}
