import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import { type GraphQLSchema, parse, validate } from 'graphql';
import { SUBGRAPHS } from '../shared/config.ts';
import { type Edition, type EditionParts, makeEdition } from './edition.ts';
import type { Editions } from './editions.ts';
import type { Sources } from './graphql.ts';
import type { Metrics } from './metrics.ts';
import { rootQuestions } from './root-questions.ts';
import { disagreements } from './supergraph.ts';

/** The file is looked at so often, rather than watched: a mount into a container tells of no change. */
const LOOK_MS = 1_000;
/** A file that reads the same after so long is written to its end. */
const WRITTEN_MS = 100;
/** So many reasons are told. */
const REASONS = 10;

export interface ReloadParts extends EditionParts {
  readonly editions: Editions;
  readonly metrics: Pick<Metrics, 'noteSupergraph'>;
  /** Absolute path of the supergraph. */
  readonly file: string;
}

/** Why a supergraph is not served, one sentence for each reason, in names of the schema alone. */
class Refused extends Error {
  constructor(readonly reasons: readonly string[]) {
    super(reasons.slice(0, REASONS).join('\n'));
  }
}

/**
 * Takes up a changed supergraph without a restart, whole or not at all. It must be one; every root of the schema that is
 * served must be in it and be planned; each subgraph must have what it says of it; the trusted documents must hold, and are
 * planned ahead. Until then, and when any of it fails, the one of before goes on serving.
 */
export class Reload {
  #last: Promise<void> = Promise.resolve();
  /** Neither what is served nor what was refused is looked at again because the file was touched. */
  #known: string;
  readonly #changed = () => void this.now();

  constructor(private readonly parts: ReloadParts) {
    this.#known = parts.editions.present.graph.supergraph;
    parts.metrics.noteSupergraph('taken', this.#known);
    watchFile(parts.file, { interval: LOOK_MS, persistent: false }, this.#changed);
  }

  /** One after the other. `again`: also one that was refused, as when a subgraph was away. */
  now({ again = false }: { readonly again?: boolean } = {}): Promise<void> {
    this.#last = this.#last.then(() => this.#look(again));
    return this.#last;
  }

  async close(): Promise<void> {
    unwatchFile(this.parts.file, this.#changed);
    await this.#last;
  }

  async #look(again: boolean): Promise<void> {
    const { editions, metrics, log } = this.parts;
    try {
      const supergraph = await this.#written();
      const isServed = supergraph === editions.present.graph.supergraph;
      if (isServed || (supergraph === this.#known && !again)) return;
      this.#known = supergraph;
      editions.replace(await this.#checked(supergraph));
      metrics.noteSupergraph('taken', supergraph);
      log.warn({}, 'another supergraph is served from now on');
    } catch (error) {
      metrics.noteSupergraph('refused', null);
      log.error({ says: (error as Error).message }, 'the supergraph was not taken up');
    }
  }

  async #written(): Promise<string> {
    for (let before = this.#read(); ; ) {
      await pause(WRITTEN_MS);
      const after = this.#read();
      if (after === before) return after;
      before = after;
    }
  }

  #read(): string {
    return readFileSync(this.parts.file, 'utf8');
  }

  async #checked(supergraph: string): Promise<Edition> {
    refuseIf(disagreements(supergraph, await livingSchemas(this.parts.sources)));
    const edition = await makeEdition(supergraph, this.parts);
    try {
      refuseIf(await unplanned(this.parts.editions.present.graph.schema, edition));
      return edition;
    } catch (error) {
      await edition.close();
      throw error;
    }
  }
}

/** What each subgraph says of itself, now. Throws when one does not answer. */
async function livingSchemas(sources: Sources): Promise<ReadonlyMap<string, string>> {
  const caller = {
    authorization: null,
    purpose: null,
    requestId: '',
    operationHash: '',
    idempotencyKey: null,
    language: '',
  };
  const told = SUBGRAPHS.map(async (name) => {
    const { data } = await sources[name].fetch({ query: '{ _service { sdl } }' }, caller);
    const { sdl } = (data as { _service?: { sdl?: string } } | null)?._service ?? {};
    if (sdl === undefined) throw new Refused([`The subgraph ${name} does not tell its schema.`]);
    return [name, sdl] as const;
  });
  return new Map(await Promise.all(told));
}

/** The roots of the schema of before that the next one has not, or cannot plan. Other requests go on in between. */
async function unplanned(before: GraphQLSchema, { graph }: Edition): Promise<string[]> {
  const missing: string[] = [];
  for (const text of rootQuestions(before)) {
    await turn();
    const [fault] = validate(graph.schema, parse(text), undefined, { maxErrors: 1 });
    if (fault) missing.push(`No longer possible: ${text}`);
    else graph.plan(text);
  }
  return missing;
}

function refuseIf(reasons: readonly string[]): void {
  if (reasons.length > 0) throw new Refused(reasons);
}
