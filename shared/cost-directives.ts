import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type TypeNode,
} from 'graphql';
import { innermost, isObject } from './type-nodes.ts';

/** What opening one category of a person costs beside the field itself: a decision, a ledger entry, a ciphertext. */
const CATEGORY_WEIGHT = 2;
/** What a change costs beside what it answers with. */
const MUTATION_WEIGHT = 10;
/** How many members a list is taken to have that no argument sizes, such as the locations of a service. */
const ASSUMED_SIZE = 10;
/** Their size is that of the connection they are in. */
const SIZED_FIELDS = ['edges', 'nodes', 'records'];

/** A page of HSDS, whose size has the name that HSDS gives it. */
const SIZED_BY_HSDS = `@listSize(slicingArguments: ["perPage"], sizedFields: ["records"])`;
const SIZED_BY_PAGE = `@listSize(slicingArguments: ["first", "last"], sizedFields: ["edges", "nodes"])`;

/**
 * Writes what each field costs into a subgraph's types, as `@cost` and `@listSize` (IBM's Cost Directive specification,
 * as Federation 2.9 takes it), by the shape of the field alone: nobody has to remember it, and any router can read it.
 */
export function withCosts(types: DocumentNode): DocumentNode {
  const composite = new Set(types.definitions.filter(isObject).map(({ name }) => name.value));
  const definitions = types.definitions.map((type) =>
    isObject(type) ? withFieldCosts(type, composite) : type,
  );
  return { ...types, definitions };
}

function withFieldCosts(
  type: ObjectTypeDefinitionNode,
  composite: ReadonlySet<string>,
): ObjectTypeDefinitionNode {
  const fields = (type.fields ?? []).map((field) => {
    const written = directivesFor(type.name.value, field, composite).flatMap(directive);
    return { ...field, directives: [...(field.directives ?? []), ...written] };
  });
  return { ...type, fields };
}

function directivesFor(type: string, field: FieldDefinitionNode, composite: ReadonlySet<string>): string[] {
  const names = (field.arguments ?? []).map(({ name }) => name.value);
  const written: string[] = [];
  if (type === 'Mutation') written.push(`@cost(weight: ${MUTATION_WEIGHT})`);
  else if (isCategory(field)) written.push(`@cost(weight: ${CATEGORY_WEIGHT})`);
  if (names.includes('first') && names.includes('last')) written.push(SIZED_BY_PAGE);
  else if (names.includes('perPage')) written.push(SIZED_BY_HSDS);
  else if (isListOf(field.type, composite) && !SIZED_FIELDS.includes(field.name.value)) {
    written.push(`@listSize(assumedSize: ${ASSUMED_SIZE})`);
  }
  return written;
}

/** A category has an object of its own; the scalars of `ROUTING` come with the referral. */
function isCategory({ directives }: FieldDefinitionNode): boolean {
  const marked = directives?.find(({ name }) => name.value === 'category');
  const is = marked?.arguments?.find(({ name }) => name.value === 'is')?.value;
  return is?.kind === Kind.STRING && is.value !== 'ROUTING';
}

function isListOf(type: TypeNode, composite: ReadonlySet<string>): boolean {
  if (type.kind === Kind.NON_NULL_TYPE) return isListOf(type.type, composite);
  return type.kind === Kind.LIST_TYPE && composite.has(innermost(type));
}

function directive(text: string): readonly ConstDirectiveNode[] {
  const [definition] = parse(`type T { f: Int ${text} }`, { noLocation: true }).definitions;
  return definition?.kind === Kind.OBJECT_TYPE_DEFINITION ? (definition.fields?.[0]?.directives ?? []) : [];
}
