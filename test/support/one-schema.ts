import {
  buildSchema,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  isIntrospectionType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { SubgraphName } from '../../shared/config.ts';
import type { SubgraphContext } from '../../shared/context.ts';

/** For each subgraph a context of its own, as the gateway makes them. */
export type Contexts = Readonly<Record<SubgraphName, SubgraphContext>>;
type Schemas = Readonly<Record<SubgraphName, GraphQLSchema>>;
type AnyField = GraphQLField<unknown, unknown>;
type ResolveReference = (key: object, context: SubgraphContext, info: GraphQLResolveInfo) => unknown;

/** An object of the answer, which subgraph it came from, and what others know of it by its key. */
interface Met {
  readonly from: SubgraphName;
  readonly value: unknown;
  readonly elsewhere: Map<SubgraphName, Promise<unknown>>;
}

/** By what an entity is known to the others. */
const keyOf = (type: string) => (type === 'Country' ? 'iso2' : 'id');

/**
 * The four subgraphs as one executable schema, without a plan, a fetch or a representation: each field is resolved by the
 * subgraph that its object came from, or by another, which is asked for the object by its key, once. What the gateway
 * makes of the four is held against this.
 */
export function oneSchema(apiSdl: string, parts: Schemas): GraphQLSchema {
  const api = buildSchema(apiSdl);
  const names = Object.keys(parts) as SubgraphName[];
  const fieldOf = (name: SubgraphName, type: string, field: string): AnyField | undefined => {
    const found = parts[name].getType(type);
    return isObjectType(found) ? (found.getFields()[field] as AnyField | undefined) : undefined;
  };
  for (const type of Object.values(api.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const owners = names.filter((name) => fieldOf(name, type.name, field.name));
      field.resolve = async (parent: Met | undefined, _args: unknown, contexts: Contexts, info) => {
        const from = parent && owners.includes(parent.from) ? parent.from : owners[0];
        if (from === undefined) throw new Error(`Nobody has ${type.name}.${field.name}.`);
        const value = parent ? await valueIn(from, type, parent, contexts, info) : undefined;
        if (parent && value === null) return null;
        const own = fieldOf(from, type.name, field.name) as AnyField;
        return met(own.type, await resolved(own, value, contexts[from], info), from);
      };
    }
  }
  return api;

  async function valueIn(
    from: SubgraphName,
    type: GraphQLObjectType,
    parent: Met,
    contexts: Contexts,
    info: GraphQLResolveInfo,
  ): Promise<unknown> {
    if (from === parent.from) return parent.value;
    const key = keyOf(type.name);
    let found = parent.elsewhere.get(from);
    if (!found) {
      const own = fieldOf(parent.from, type.name, key) as AnyField;
      const reference = (parts[from].getType(type.name) as GraphQLObjectType).extensions as {
        apollo?: { subgraph?: { resolveReference?: ResolveReference } };
      };
      found = (async () => {
        const id = await resolved(own, parent.value, contexts[parent.from], info);
        const resolve = reference.apollo?.subgraph?.resolveReference as ResolveReference;
        return (await resolve({ __typename: type.name, [key]: id }, contexts[from], info)) ?? null;
      })();
      parent.elsewhere.set(from, found);
    }
    return found;
  }
}

async function resolved(
  field: AnyField,
  value: unknown,
  context: SubgraphContext,
  info: GraphQLResolveInfo,
): Promise<unknown> {
  const [node] = info.fieldNodes;
  const asked =
    node?.name.value === field.name && node ? getArgumentValues(field, node, info.variableValues) : {};
  if (field.resolve) return field.resolve(value, asked, context, info);
  return (value as Record<string, unknown>)[field.name];
}

/** As a subgraph would write it out, but objects, which are met with where they came from. */
function met(type: GraphQLOutputType, value: unknown, from: SubgraphName): unknown {
  if (isNonNullType(type)) return met(type.ofType, value, from);
  if (value === null || value === undefined) return null;
  if (value instanceof Error) throw value;
  if (isListType(type))
    return Promise.all(
      [...(value as Iterable<unknown>)].map(async (one) => met(type.ofType, await one, from)),
    );
  if (isLeafType(type)) return type.serialize(value);
  return { from, value, elsewhere: new Map() } satisfies Met;
}
