import { hash } from 'node:crypto';
import {
  BREAK,
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  Lexer,
  type OperationDefinitionNode,
  parse,
  print,
  Source,
  TokenKind,
  validate,
  visit,
} from 'graphql';
import { AccordError } from '../../shared/errors.ts';
import { LIMITS } from './limits.ts';
import { type Shape, shapeOf } from './shape.ts';

/** A document that was read, found small enough, and checked against the schema. */
export interface AdmittedDocument {
  readonly document: DocumentNode;
  /** One text for all ways of writing it, so that blanks and comments make no second query plan. */
  readonly text: string;
  /** False: it goes on to be told what is wrong with it, and is never planned. */
  readonly isValid: boolean;
  /** Whether it asks for the schema itself. */
  readonly readsSchema: boolean;
}

/** So many documents are kept; the oldest leaves first. */
const KEPT = 2_000;

/** Reads each text once. What is refused is not kept: a flood of it pushes nothing useful out. */
export class AdmittedDocuments {
  private readonly kept = new Map<string, AdmittedDocument>();

  constructor(private readonly schema: GraphQLSchema) {}

  /** Null when it cannot be parsed. Errors: QUERY_TOO_COMPLEX; VALIDATION_FAILED for a kind of operation that the schema has not. */
  admit(text: string): AdmittedDocument | null {
    if (text.length > LIMITS.characters) throw new AccordError('QUERY_TOO_COMPLEX');
    const key = hash('sha256', text, 'base64url');
    const known = this.kept.get(key);
    if (known) return known;
    const document = parsed(text);
    if (!document) return null;
    for (const one of document.definitions) {
      if (one.kind !== Kind.OPERATION_DEFINITION) continue;
      checkShape(shapeOf(document, one));
      // The specification's rules say nothing of it, and Apollo's gateway would fail to plan it.
      if (!this.schema.getRootType(one.operation)) throw new AccordError('VALIDATION_FAILED');
    }
    const isValid = validate(this.schema, document, undefined, { maxErrors: 1 }).length === 0;
    const admitted = {
      document,
      text: isValid ? print(document) : text,
      isValid,
      readsSchema: readsSchema(document),
    };
    if (isValid) this.keep(key, admitted);
    return admitted;
  }

  private keep(key: string, admitted: AdmittedDocument): void {
    if (this.kept.size >= KEPT) this.kept.delete(this.kept.keys().next().value as string);
    this.kept.set(key, admitted);
  }
}

/** The two fields stand on the query root alone, so wherever they are written they are meant. */
function readsSchema(document: DocumentNode): boolean {
  let reads = false;
  visit(document, {
    enter(node) {
      if (node.kind === Kind.FIELD && ['__schema', '__type'].includes(node.name.value)) reads = true;
      return reads ? BREAK : undefined;
    },
  });
  return reads;
}

/** The operation of a document that a request names; null when there is none or more than one. */
export function operationOf(
  document: DocumentNode,
  name: string | null | undefined,
): OperationDefinitionNode | null {
  return getOperationAST(document, name) ?? null;
}

/** Too many tokens are found while they are read; every other fault of the text is left to be told by Apollo. */
function parsed(text: string): DocumentNode | null {
  try {
    return parse(text, { maxTokens: LIMITS.tokens });
  } catch {
    if (hasTooManyTokens(text)) throw new AccordError('QUERY_TOO_COMPLEX');
    return null;
  }
}

/** Counted, because the parser tells it by a sentence alone, and what is taken for another fault here goes on unmeasured. */
function hasTooManyTokens(text: string): boolean {
  const lexer = new Lexer(new Source(text));
  try {
    for (let read = 0; read <= LIMITS.tokens; read += 1) {
      if (lexer.advance().kind === TokenKind.EOF) return false;
    }
    return true;
  } catch {
    return false;
  }
}

function checkShape(shape: Shape): void {
  for (const part of ['depth', 'fields', 'rootFields', 'aliases', 'directives'] as const) {
    if (shape[part] > LIMITS[part]) throw new AccordError('QUERY_TOO_COMPLEX');
  }
}
