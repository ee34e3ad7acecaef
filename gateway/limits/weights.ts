import { type ConstDirectiveNode, Kind, parse, valueFromASTUntyped } from 'graphql';
import { innermost } from '../../shared/type-nodes.ts';

/** What the schema says of one field's cost. */
export interface FieldWeight {
  /** The innermost type it answers with. */
  readonly type: string;
  readonly isComposite: boolean;
  /** `@cost`. */
  readonly weight: number;
  /** `@listSize`; null when the field sizes nothing. */
  readonly size: ListSize | null;
}

interface ListSize {
  readonly assumed: number | null;
  readonly slicing: readonly string[];
  readonly sized: readonly string[];
}

const COMPOSITE: readonly string[] = [
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.UNION_TYPE_DEFINITION,
];

/** By type and field. */
export type Weights = ReadonlyMap<string, ReadonlyMap<string, FieldWeight>>;

/** Reads `@cost` and `@listSize` out of a supergraph. */
export function weightsOf(supergraph: string): Weights {
  const document = parse(supergraph, { noLocation: true });
  const composite = new Set(
    document.definitions.flatMap((one) =>
      COMPOSITE.includes(one.kind) && 'name' in one ? (one.name?.value ?? []) : [],
    ),
  );
  const weights = new Map<string, Map<string, FieldWeight>>();
  for (const type of document.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const fields = new Map<string, FieldWeight>();
    for (const { name, type: answer, directives = [] } of type.fields ?? []) {
      const leadsTo = innermost(answer);
      fields.set(name.value, {
        type: leadsTo,
        isComposite: composite.has(leadsTo),
        weight: Number(argumentsOf(directives, 'cost')?.['weight'] ?? 0),
        size: sizeOf(directives),
      });
    }
    weights.set(type.name.value, fields);
  }
  return weights;
}

function sizeOf(directives: readonly ConstDirectiveNode[]): ListSize | null {
  const given = argumentsOf(directives, 'listSize');
  return (
    given && {
      assumed: (given['assumedSize'] as number | undefined) ?? null,
      slicing: (given['slicingArguments'] as string[] | undefined) ?? [],
      sized: (given['sizedFields'] as string[] | undefined) ?? [],
    }
  );
}

function argumentsOf(
  directives: readonly ConstDirectiveNode[],
  name: string,
): Record<string, unknown> | null {
  const found = directives.find((one) => one.name.value === name);
  if (!found) return null;
  return Object.fromEntries(
    (found.arguments ?? []).map((one) => [one.name.value, valueFromASTUntyped(one.value)]),
  );
}
