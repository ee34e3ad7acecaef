import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLFormattedError,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { SubgraphContext } from './context.ts';
import { withDeadline } from './deadline.ts';
import { AccordError, ERRORS } from './errors.ts';
import type { Log } from './log.ts';
import { type Shown, shownIn } from './shown.ts';
import type { Subgraph } from './subgraph.ts';
import { traced } from './tracing.ts';

export interface Operation {
  readonly query: string;
  readonly variables?: Record<string, unknown> | undefined;
  readonly operationName?: string | undefined;
}

export interface Answer {
  data?: Record<string, unknown> | null;
  errors?: GraphQLFormattedError[];
  /** Between subgraph and gateway alone: what the answer holds about persons. */
  extensions?: { readonly shown: readonly Shown[] };
}

/** Query plans are few and repeat: a plan's text is parsed and checked once. The oldest of this many leaves first. */
const KEPT_DOCUMENTS = 1000;

/** Runs operations on one subgraph; the same in the gateway's process and behind HTTP. */
export class Executor {
  private readonly documents = new Map<string, DocumentNode>();

  constructor(
    private readonly subgraph: Subgraph,
    private readonly log: Log,
  ) {}

  run(operation: Operation, context: SubgraphContext): Promise<Answer> {
    const work = () =>
      traced('subgraph', { subgraph: this.subgraph.name, 'request.id': context.requestId }, () =>
        this.answer(operation, context),
      );
    return context.deadline ? withDeadline(context.deadline, work) : work();
  }

  private async answer(operation: Operation, context: SubgraphContext): Promise<Answer> {
    const result = (await execute({
      schema: this.subgraph.schema,
      document: this.document(operation.query),
      variableValues: operation.variables ?? null,
      operationName: operation.operationName ?? null,
      contextValue: context,
    })) as ExecutionResult<Record<string, unknown>>;
    const errors = result.errors?.map((error) => this.spoken(error, context));
    const answer: Answer = { data: result.data ?? null };
    if (errors) answer.errors = errors;
    const shown = shownIn(context);
    if (shown.length > 0) answer.extensions = { shown };
    return answer;
  }

  private document(query: string): DocumentNode {
    const kept = this.documents.get(query);
    if (kept) return kept;
    const document = parse(query, { noLocation: true });
    const [fault] = validate(this.subgraph.schema, document, specifiedRules);
    if (fault) throw new AccordError('VALIDATION_FAILED', { cause: fault });
    if (this.documents.size >= KEPT_DOCUMENTS) {
      this.documents.delete(this.documents.keys().next().value as string);
    }
    this.documents.set(query, document);
    return document;
  }

  /** Only our own errors keep their code; every other one goes to the log and is spoken as INTERNAL. */
  private spoken(error: GraphQLError, context: SubgraphContext): GraphQLFormattedError {
    const original = error.originalError;
    const code = original instanceof AccordError ? original.code : 'INTERNAL';
    if (code === 'INTERNAL' || original?.cause) {
      this.log.error(
        {
          requestId: context.requestId,
          subgraph: this.subgraph.name,
          path: error.path,
          err: original ?? error,
        },
        'a field failed',
      );
    }
    return { message: ERRORS[code].message, path: error.path, extensions: { code } };
  }
}
