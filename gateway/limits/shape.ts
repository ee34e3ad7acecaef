import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** How large an operation is with its fragments spread out; any number may be Infinity. */
export interface Shape {
  readonly depth: number;
  readonly fields: number;
  /** Those that stand in no other field. */
  readonly rootFields: number;
  readonly aliases: number;
  readonly directives: number;
}

const NOTHING: Shape = { depth: 0, fields: 0, rootFields: 0, aliases: 0, directives: 0 };
const ENDLESS: Shape = { ...NOTHING, depth: Number.POSITIVE_INFINITY, fields: Number.POSITIVE_INFINITY };

/**
 * Each fragment is measured once however often it is spread, so that what would unfold to billions of fields is known
 * for what it is in the time it takes to read. A fragment that spreads itself is endless.
 */
export function shapeOf(document: DocumentNode, operation: OperationDefinitionNode): Shape {
  const { directives = [], selectionSet } = operation;
  const whole = new Measuring(document).selections(selectionSet);
  return { ...whole, directives: whole.directives + directives.length };
}

class Measuring {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly measured = new Map<string, Shape>();

  constructor(document: DocumentNode) {
    for (const one of document.definitions) {
      if (one.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(one.name.value, one);
    }
  }

  selections({ selections }: SelectionSetNode): Shape {
    return selections.map((one) => this.selection(one)).reduce(beside, NOTHING);
  }

  private selection(one: SelectionNode): Shape {
    const inner = this.inside(one);
    const directives = inner.directives + (one.directives?.length ?? 0);
    if (one.kind !== Kind.FIELD) return { ...inner, directives };
    return {
      depth: inner.depth + 1,
      fields: inner.fields + 1,
      rootFields: 1,
      aliases: inner.aliases + (one.alias ? 1 : 0),
      directives,
    };
  }

  private inside(one: SelectionNode): Shape {
    if (one.kind === Kind.FRAGMENT_SPREAD) return this.fragment(one.name.value);
    return one.selectionSet ? this.selections(one.selectionSet) : NOTHING;
  }

  private fragment(name: string): Shape {
    const known = this.measured.get(name);
    if (known) return known;
    const definition = this.fragments.get(name);
    if (!definition) return NOTHING;
    // Found again before it was measured, it spreads itself.
    this.measured.set(name, ENDLESS);
    const shape = this.selections(definition.selectionSet);
    this.measured.set(name, shape);
    return shape;
  }
}

function beside(one: Shape, other: Shape): Shape {
  return {
    depth: Math.max(one.depth, other.depth),
    fields: one.fields + other.fields,
    rootFields: one.rootFields + other.rootFields,
    aliases: one.aliases + other.aliases,
    directives: one.directives + other.directives,
  };
}
