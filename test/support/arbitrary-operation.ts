import fc from 'fast-check';
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** Ids of things that are there, by the type of what they are ids of; `''` for those of every type. */
export type KnownIds = Readonly<Record<string, readonly string[]>>;

export interface ArbitraryOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What differs from one asking to the next by its nature: cursors are sealed, and what was told grows by being asked. */
const LEFT_OUT = new Set(['cursor', 'startCursor', 'endCursor', 'ledger', 'disclosures']);
const DEEPEST = 5;
const MOST_FIELDS = 60;

const COUNTRIES = ['KE', 'GR', 'JO', 'TR', 'ZZ'];

type AnyField = GraphQLField<unknown, unknown>;

/**
 * A valid query of the schema: fields, aliases, fragments with and without names, variables; pages of up to twenty at the
 * root, so that many lead to the same, and of up to three below.
 */
export function arbitraryOperation(schema: GraphQLSchema, ids: KnownIds): fc.Arbitrary<ArbitraryOperation> {
  return fc.gen().map((g) => new Writing(g, ids).operation(schema.getQueryType() as GraphQLObjectType));
}

class Writing {
  private readonly variables: Record<string, unknown> = {};
  private readonly declared: string[] = [];
  private readonly fragments: string[] = [];
  private left = MOST_FIELDS;
  private aliases = 0;

  constructor(
    private readonly g: fc.GeneratorValue,
    private readonly ids: KnownIds,
  ) {}

  operation(query: GraphQLObjectType): ArbitraryOperation {
    const selection = this.selection(query, DEEPEST, 3);
    const declared = this.declared.length > 0 ? `(${this.declared.join(', ')})` : '';
    return {
      query: [`query Q${declared} ${selection}`, ...this.fragments].join('\n'),
      variables: this.variables,
    };
  }

  /** All chance comes through here: fast-check compares what it is given, and a schema is no value to compare. */
  private upTo(max: number): number {
    return this.g(fc.nat, { max });
  }

  private one<Kind>(all: readonly Kind[]): Kind {
    return all[this.upTo(all.length - 1)] as Kind;
  }

  private some<Kind>(all: readonly Kind[], most: number): Kind[] {
    if (all.length === 0) return [];
    return [...new Set(Array.from({ length: most }, () => this.one(all)))];
  }

  private selection(type: GraphQLObjectType, depth: number, most: number): string {
    const fields = Object.values(type.getFields()).filter((field) => this.mayAsk(field, depth));
    const chosen = this.some(fields, this.upTo(Math.max(0, most - 1)) + 1);
    const written = chosen.flatMap((field) => (this.left-- > 0 ? [this.field(field, depth)] : []));
    const inside = ['__typename', ...written].join(' ');
    return `{ ${this.wrapped(type, inside)} }`;
  }

  /** As it is, or in a fragment. */
  private wrapped(type: GraphQLObjectType, inside: string): string {
    switch (this.upTo(5)) {
      case 0:
        return `... on ${type.name} { ${inside} }`;
      case 1:
        return `... @include(if: true) { ${inside} }`;
      case 2: {
        const name = `F${this.fragments.length}`;
        this.fragments.push(`fragment ${name} on ${type.name} { ${inside} }`);
        return `...${name}`;
      }
      default:
        return inside;
    }
  }

  private mayAsk(field: AnyField, depth: number): boolean {
    if (LEFT_OUT.has(field.name)) return false;
    if (isObjectType(getNamedType(field.type)) && depth <= 1) return false;
    return field.args.every((one) => !isNonNullType(one.type) || this.canFill(one));
  }

  private canFill({ type }: GraphQLArgument): boolean {
    return (
      ['ID', 'String', 'Int', 'Boolean'].includes(getNamedType(type).name) || isEnumType(getNamedType(type))
    );
  }

  private field(field: AnyField, depth: number): string {
    const type = getNamedType(field.type);
    const alias = this.aliases < 20 && this.upTo(4) === 0 ? `a${this.aliases++}: ` : '';
    const args = field.args.flatMap((one) => this.argument(one, type.name, depth));
    const given = args.length > 0 ? `(${args.join(', ')})` : '';
    const inside = isObjectType(type) ? ` ${this.selection(type, depth - 1, 5)}` : '';
    return `${alias}${field.name}${given}${inside}`;
  }

  private argument(argument: GraphQLArgument, leadsTo: string, depth: number): string[] {
    const { name, type } = argument;
    if (name === 'first') return [`first: ${this.value('Int', 1 + this.upTo(depth === DEEPEST ? 19 : 2))}`];
    if (!isNonNullType(type)) {
      const named = getNamedType(type);
      if (!isEnumType(named) || this.upTo(1) === 0) return [];
      const code = this.one(named.getValues()).name;
      return [`${name}: ${isListType(type) ? `[${code}]` : code}`];
    }
    const named = getNamedType(type);
    if (isEnumType(named)) return [`${name}: ${this.one(named.getValues()).name}`];
    if (named.name === 'Int') return [`${name}: ${this.value('Int', 1 + this.upTo(39))}`];
    if (named.name === 'Boolean') return [`${name}: ${this.upTo(1) === 0}`];
    return [`${name}: ${this.value(named.name, this.id(name, leadsTo))}`];
  }

  /** One that is there, one of something else, or none. */
  private id(name: string, leadsTo: string): string {
    if (name === 'iso2' || name === 'country') return this.one(COUNTRIES);
    const known = this.ids[leadsTo] ?? [];
    const others = this.ids[''] ?? [];
    const from = this.upTo(4);
    if (from === 0 || known.length + others.length === 0) return 'none';
    return this.one(from > 1 && known.length > 0 ? known : others);
  }

  /** In place, or as a variable. */
  private value(type: string, value: unknown): string {
    if (this.upTo(2) > 0) return JSON.stringify(value);
    const name = `v${this.declared.length}`;
    this.declared.push(`$${name}: ${type}!`);
    this.variables[name] = value;
    return `$${name}`;
  }
}
