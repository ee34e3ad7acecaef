import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { getDocumentNodeFromSchema } from '@graphql-tools/utils';
import { type DocumentNode, type GraphQLSchema, lexicographicSortSchema, parse, print } from 'graphql';
import { type BuildSchemaOptions, buildSchemaSync, createResolversMap } from 'type-graphql';
import type { SubgraphContext } from './context.ts';
import { withCosts } from './cost-directives.ts';
import { withPartialAnswers } from './partial-answers.ts';

/** Federation 2 by name; `@category` marks a field as one category of data about a person and survives composition. */
const HEADER = /* GraphQL */ `
  extend schema
    @link(url: "https://specs.apollo.dev/link/v1.0")
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@composeDirective", "@cost", "@listSize"])
`;
const CATEGORY_HEADER = /* GraphQL */ `
  extend schema
    @link(url: "https://accord.example/category/v1.0", import: ["@category"])
    @composeDirective(name: "@category")

  "This field is one category of data about a person: one ciphertext, one line of consent (law.md, section 1)."
  directive @category(is: String!) on FIELD_DEFINITION
`;

/** Answers `_entities` for one type: by key alone. What else a representation carries is never believed. */
export type Reference = (key: Record<string, unknown>, context: SubgraphContext) => Promise<object | null>;
export type References = Readonly<Record<string, Reference>>;

export interface SubgraphParts {
  /** Resolver instances, listed by name: the metadata of type-graphql is global to the process. */
  readonly resolvers: readonly object[];
  readonly references: References;
  /** Types of others' that no root field of this part leads to: they are reached by `_entities` alone. */
  readonly reached?: readonly (new () => object)[];
}

export interface BuiltSubgraph {
  readonly schema: GraphQLSchema;
  /** What `schema.graphql` holds. */
  readonly sdl: string;
}

/** What stands above the types of a subgraph, and what is written into all of them. */
export interface House {
  header(types: string): string;
  rules(types: DocumentNode): DocumentNode;
}

/** Costs on every field, and null wherever another part may fail. */
const OURS: House = { header: headerFor, rules: (types) => withPartialAnswers(withCosts(types)) };

/**
 * Makes an executable Federation 2 subgraph out of type-graphql classes. Another house than ours is for a schema that is
 * given to the letter, such as the one that Apollo tests subgraphs with (test/compatibility).
 */
export function buildSubgraph(parts: SubgraphParts, house: House = OURS): BuiltSubgraph {
  const instances = new Map(parts.resolvers.map((resolver) => [resolver.constructor, resolver]));
  const plain = buildSchemaSync({
    resolvers: [...instances.keys()] as never,
    orphanedTypes: parts.reached ? [...parts.reached] : [],
    container: { get: (type) => instances.get(type) },
    validate: false,
    // The printed document is checked as a federation subgraph below, where `@key` and the rest are known.
    skipCheck: true,
  } satisfies BuildSchemaOptions);
  const types = print(house.rules(getDocumentNodeFromSchema(lexicographicSortSchema(plain))));
  const sdl = `${house.header(types)}\n${types}\n`;
  const resolvers = withReferences(createResolversMap(plain), parts.references);
  return { schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]), sdl: print(parse(sdl)) };
}

function headerFor(types: string): string {
  return types.includes('@category') ? HEADER + CATEGORY_HEADER : HEADER;
}

type ResolverTable = ReturnType<typeof createResolversMap>;

function withReferences(resolvers: ResolverTable, references: References): never {
  const table = { ...resolvers } as Record<string, object>;
  for (const [type, answer] of Object.entries(references)) {
    table[type] = {
      ...table[type],
      __resolveReference: (key: Record<string, unknown>, context: SubgraphContext) => answer(key, context),
    };
  }
  return table as never;
}
