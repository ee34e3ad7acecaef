import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { printSchema as printSubgraph, Supergraph } from '@apollo/federation-internals';
import {
  buildASTSchema,
  type DocumentNode,
  findBreakingChanges,
  type GraphQLSchema,
  lexicographicSortSchema,
  parse,
  printSchema,
} from 'graphql';
import { SUBGRAPHS, type SubgraphName } from '../shared/config.ts';
import { projectFolder } from '../shared/project-folder.ts';

/** The committed schema of one subgraph. */
export function subgraphSchemaPath(name: SubgraphName): string {
  return join(projectFolder, 'subgraphs', name, 'schema.graphql');
}

export const supergraphPath = join(projectFolder, 'gateway', 'supergraph.graphql');

/** What clients saw of the graph at the last release; no later schema takes any of it away from them unsaid. */
export const releasedSchemaPath = join(projectFolder, 'gateway', 'released.graphql');

/** Composes the four committed schemas. Throws with every composition error, one to a line. */
export function composeSupergraph(schemas: (name: SubgraphName) => DocumentNode = committedSchema): string {
  const result = composed(schemas);
  if (result.errors) throw new Error(result.errors.map((error) => error.message).join('\n'));
  return `${result.supergraphSdl.trim()}\n`;
}

/** What composition let pass and remarked upon: parts of one type that do not quite agree. */
export function compositionHints(schemas: (name: SubgraphName) => DocumentNode = committedSchema): string[] {
  return (composed(schemas).hints ?? []).map(({ definition, message }) => `${definition.code}: ${message}`);
}

/** What clients see of a supergraph, as SDL in the order of the alphabet. */
export function apiSchemaOf(supergraph: string): string {
  const schema = Supergraph.build(supergraph).apiSchema().toGraphQLJSSchema();
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

function composed(schemas: (name: SubgraphName) => DocumentNode): ReturnType<typeof composeServices> {
  return composeServices(
    SUBGRAPHS.map((name) => ({ name, url: `http://${name}.subgraph/graphql`, typeDefs: schemas(name) })),
  );
}

function committedSchema(name: SubgraphName): DocumentNode {
  return parse(readFileSync(subgraphSchemaPath(name), 'utf8'));
}

/** The committed supergraph: what the gateway serves, and what another router could serve in its place. */
export function committedSupergraph(): string {
  return readFileSync(supergraphPath, 'utf8');
}

/**
 * What a supergraph says of its subgraphs and these schemas of theirs, by name, do not bear out: one sentence for each. A
 * subgraph may have more than is said of it. Throws when the text is no supergraph.
 */
export function disagreements(supergraph: string, subgraphs: ReadonlyMap<string, string>): string[] {
  const said = [...Supergraph.build(supergraph).subgraphs().values()];
  return said.flatMap(({ name, schema }) => {
    const living = subgraphs.get(name);
    if (living === undefined) return [`There is no subgraph ${name}.`];
    return findBreakingChanges(unchecked(printSubgraph(schema)), unchecked(living))
      .filter(({ type, description }) => !type.startsWith('DIRECTIVE_') && !OF_FEDERATION.test(description))
      .map(({ description }) => `${name}: ${description}`);
  });
}

/** Federation adds these itself; a subgraph's own text leaves them out. */
const OF_FEDERATION =
  /^(Query\._(entities|service)|_(Any|Service|Entity)|(link|federation|core)__\w+) was removed/;

function unchecked(text: string): GraphQLSchema {
  return buildASTSchema(parse(text), { assumeValid: true, assumeValidSDL: true });
}
