import {
  type FieldNode,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/**
 * The names of the fields asked for below the field being resolved, or below its field `under`: fragments are
 * followed and skipped fields left out.
 */
export function selectedFields(info: GraphQLResolveInfo, under?: string): ReadonlySet<string> {
  let fields = info.fieldNodes.flatMap((node) => below(node.selectionSet, info));
  if (under !== undefined) {
    fields = fields
      .filter(({ name }) => name.value === under)
      .flatMap((node) => below(node.selectionSet, info));
  }
  return new Set(fields.map(({ name }) => name.value));
}

function below(set: SelectionSetNode | undefined, info: GraphQLResolveInfo): FieldNode[] {
  return (set?.selections ?? []).flatMap((node) => {
    if (!isIncluded(node, info)) return [];
    if (node.kind === 'Field') return [node];
    if (node.kind === 'InlineFragment') return below(node.selectionSet, info);
    return below(info.fragments[node.name.value]?.selectionSet, info);
  });
}

function isIncluded(node: SelectionNode, info: GraphQLResolveInfo): boolean {
  if (!node.directives?.length) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, info.variableValues)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, info.variableValues)?.['if'] !== false;
}
