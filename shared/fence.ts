import { createRequire } from 'node:module';
import { defaultFieldResolver, type GraphQLSchema, isIntrospectionType, isObjectType } from 'graphql';
import type { IRules } from 'graphql-shield';
import type { SubgraphContext } from './context.ts';
import { AccordError } from './errors.ts';
import type { Role } from './policy/roles.ts';

// Shield 7.6.5 as an ES module does not load on Node 23 and later (util.isUndefined), hence its CommonJS build.
const { allow, deny, rule, shield } = createRequire(import.meta.url)(
  'graphql-shield',
) as typeof import('graphql-shield');

export type FenceLine = ReturnType<ReturnType<typeof rule>>;

/**
 * Who may knock at a field. The decision about rows is not here: what the service returns has already been stripped
 * of everything that was not released, so `open` on a field means "nothing more to ask", not "anyone may have it".
 */
export const open: FenceLine = allow as unknown as FenceLine;

type Knock = (context: SubgraphContext) => true | AccordError;

/** A fence line by name. Never cached: Shield's caches leak one row's answer to the next. */
function line(name: string, knock: Knock): FenceLine {
  return rule(name, { cache: 'no_cache' })((_parent, _args, context: SubgraphContext) => knock(context));
}

/** Only a call that the gateway made and signed. */
export const gatewayOnly = line('gatewayOnly', (context) =>
  context.fromGateway ? true : new AccordError('UNAUTHENTICATED'),
);

export const signedIn = line('signedIn', (context) =>
  context.viewer ? true : new AccordError('UNAUTHENTICATED'),
);

/**
 * Whoever holds a link, be it a person's or a team's: it comes without a login, and what it may is decided by its token. An
 * organisation that is signed in is neither; it has verbs of its own.
 */
export const linkHolders = line('linkHolders', ({ viewer }) =>
  viewer === null ? true : new AccordError('SCOPE_MISSING'),
);

/** A signed-in caller in one of these roles. */
export function roles(...allowed: readonly Role[]): FenceLine {
  return line(`roles:${allowed.join(',')}`, ({ viewer }) => {
    if (!viewer) return new AccordError('UNAUTHENTICATED');
    return allowed.includes(viewer.role) ? true : new AccordError('SCOPE_MISSING');
  });
}

/** One line per field. A field without a line is denied. */
export type Permissions = Readonly<Record<string, Readonly<Record<string, FenceLine>>>>;

type Guard = (resolve: unknown, parent: unknown, args: unknown, context: unknown, info: unknown) => unknown;
/** Shield's own rules, `deny` among them, come with their fragments. */
type Made = Guard | { readonly resolve: Guard };

/**
 * Puts Shield's guards on the fields of a built subgraph, in place. Applied to the federated schema, so that
 * `_entities` and `_service` are fields like any other. A guard that would only say yes is left off: Shield makes
 * every guarded field asynchronous, which on an inbox of 20 referrals is some thousand promises for nothing.
 */
export function fence(schema: GraphQLSchema, permissions: Permissions): GraphQLSchema {
  const guards = shield(permissions as IRules, {
    fallbackRule: deny,
    fallbackError: new AccordError('SCOPE_MISSING'),
    allowExternalErrors: true,
  }).generate(schema) as Record<string, Record<string, Made>>;
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (permissions[type.name]?.[field.name] === open) continue;
      const made = guards[type.name]?.[field.name];
      if (!made) throw new Error(`No guard was made for ${type.name}.${field.name}.`);
      const guard = typeof made === 'function' ? made : made.resolve;
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (parent, args, context, info) => guard(resolve, parent, args, context, info);
    }
  }
  return schema;
}
