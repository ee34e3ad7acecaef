import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { AccordError } from '../../shared/errors.ts';
import type { FieldWeight, Weights } from './weights.ts';

const LARGEST_PAGE = 100;
const ROOTS = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;

/** The connection that fields stand in directly, and which of them are as many as its page is long. */
interface Page {
  readonly size: number;
  readonly fields: readonly string[];
}

/**
 * What an operation may cost at most, before it is planned: one for each object of the answer, as many times as its
 * list is long, and what `@cost` adds. For a document that holds no endless fragment.
 * Errors: PAGE_SIZE_REQUIRED where a list has no size, two, or one beyond 1 to 100.
 */
export function costOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  weights: Weights,
): number {
  // A map, in which a variable named like something every object inherits is as absent as any other.
  const values = new Map([...defaultsOf(operation), ...Object.entries(variables)]);
  return new Counting(document, values, weights).selections(
    operation.selectionSet,
    ROOTS[operation.operation],
    null,
  );
}

class Counting {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  /** Each is counted once for each size of the list it stands in. */
  private readonly counted = new Map<string, number>();

  constructor(
    document: DocumentNode,
    private readonly values: ReadonlyMap<string, unknown>,
    private readonly weights: Weights,
  ) {
    for (const one of document.definitions) {
      if (one.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(one.name.value, one);
    }
  }

  selections({ selections }: SelectionSetNode, type: string, page: Page | null): number {
    let total = 0;
    for (const one of selections) {
      if (one.kind === Kind.FIELD) total += this.field(one, type, page);
      else if (one.kind === Kind.FRAGMENT_SPREAD) total += this.fragment(one.name.value, page);
      else total += this.selections(one.selectionSet, one.typeCondition?.name.value ?? type, page);
    }
    return total;
  }

  private fragment(name: string, page: Page | null): number {
    const key = `${name} ${page?.size ?? ''}`;
    const known = this.counted.get(key);
    if (known !== undefined) return known;
    const fragment = this.fragments.get(name);
    if (!fragment) return 0;
    const cost = this.selections(fragment.selectionSet, fragment.typeCondition.name.value, page);
    this.counted.set(key, cost);
    return cost;
  }

  private field(field: FieldNode, type: string, page: Page | null): number {
    const weight = this.weights.get(type)?.get(field.name.value);
    if (!weight) return 0;
    const inner = field.selectionSet
      ? this.selections(field.selectionSet, weight.type, this.pageOf(field, weight))
      : 0;
    const isSized = page?.fields.includes(field.name.value) ?? false;
    const times = isSized && page ? page.size : (weight.size?.assumed ?? 1);
    return weight.weight + times * ((weight.isComposite ? 1 : 0) + inner);
  }

  private pageOf(field: FieldNode, { size }: FieldWeight): Page | null {
    if (!size || size.slicing.length === 0) return null;
    const given = size.slicing
      .map((name) => this.valueOf(field.arguments?.find((one) => one.name.value === name)))
      .filter((value) => value !== null && value !== undefined);
    const [only] = given;
    if (given.length !== 1 || !isPageSize(only)) throw new AccordError('PAGE_SIZE_REQUIRED');
    return { size: only, fields: size.sized };
  }

  private valueOf(argument: ArgumentNode | undefined): unknown {
    if (argument?.value.kind === Kind.INT) return Number(argument.value.value);
    if (argument?.value.kind === Kind.VARIABLE) return this.values.get(argument.value.name.value);
    return null;
  }
}

function isPageSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= LARGEST_PAGE;
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): [string, unknown][] {
  return variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)]] : [],
  );
}
