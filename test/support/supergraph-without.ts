import { readFileSync } from 'node:fs';
import { type DocumentNode, parse, visit } from 'graphql';
import { composeSupergraph, subgraphSchemaPath } from '../../gateway/supergraph.ts';

/** The four committed schemas composed, but for one field, which the subgraphs go on having. */
export function without(type: string, field: string): string {
  return composeSupergraph((name) => {
    const schema = parse(readFileSync(subgraphSchemaPath(name), 'utf8'));
    return visit(schema, {
      FieldDefinition(node, _key, _parent, _path, ancestors) {
        const holder = ancestors.at(-1) as { name?: { value: string } } | undefined;
        return holder?.name?.value === type && node.name.value === field ? null : undefined;
      },
    }) as DocumentNode;
  });
}
