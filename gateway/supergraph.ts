import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { type DocumentNode, parse } from 'graphql';
import { SUBGRAPHS, type SubgraphName } from '../shared/config.ts';
import { projectFolder } from '../shared/project-folder.ts';

/** The committed schema of one subgraph. */
export function subgraphSchemaPath(name: SubgraphName): string {
  return join(projectFolder, 'subgraphs', name, 'schema.graphql');
}

export const supergraphPath = join(projectFolder, 'gateway', 'supergraph.graphql');

/** Composes the four committed schemas. Throws with every composition error, one to a line. */
export function composeSupergraph(schemas: (name: SubgraphName) => DocumentNode = committedSchema): string {
  const result = composeServices(
    SUBGRAPHS.map((name) => ({ name, url: `http://${name}.subgraph/graphql`, typeDefs: schemas(name) })),
  );
  if (result.errors) throw new Error(result.errors.map((error) => error.message).join('\n'));
  return `${result.supergraphSdl.trim()}\n`;
}

function committedSchema(name: SubgraphName): DocumentNode {
  return parse(readFileSync(subgraphSchemaPath(name), 'utf8'));
}

/** The committed supergraph: what the gateway serves, and what another router could serve in its place. */
export function committedSupergraph(): string {
  return readFileSync(supergraphPath, 'utf8');
}
