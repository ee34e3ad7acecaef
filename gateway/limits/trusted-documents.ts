import { hash } from 'node:crypto';
import { type FSWatcher, readdirSync, readFileSync, watch } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Log } from '../../shared/log.ts';
import type { AdmittedDocuments } from './admitted-documents.ts';

/** `log`: what is not on the list is answered and noted; `enforce`: it is refused. */
export type TrustedMode = 'off' | 'log' | 'enforce';

/** Documents that were reviewed, by client. */
export interface TrustedDocuments {
  readonly mode: TrustedMode;
  /** The text under an id, on the client's list or on everyone's; null when neither has it. */
  textOf(client: string | null, id: string): string | null;
  /** Whether this text, as `AdmittedDocument.text` writes it, is on a list for this client. */
  has(client: string | null, text: string): boolean;
  /** Every text, for plans to be made ahead. */
  texts(): readonly string[];
  close(): void;
}

/** The list that holds for every client, also for one without a token. */
const EVERYONE = 'everyone';

/** Apollo's persisted query manifest, version 1. */
const apolloManifest = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string().min(1), body: z.string().min(1) })),
});
/** What the Relay compiler writes: text by id. */
const relayManifest = z.record(z.string(), z.string().min(1));

interface List {
  readonly byId: ReadonlyMap<string, string>;
  readonly hashes: ReadonlySet<string>;
}

export const NO_TRUSTED_DOCUMENTS: TrustedDocuments = {
  mode: 'off',
  textOf: () => null,
  has: () => false,
  texts: () => [],
  close: () => undefined,
};

/**
 * The lists in a folder: `<client id>.json` for one client, `everyone.json` for all, as Apollo or Relay write them. A change
 * in the folder is taken up at once, whole or not at all: a list that is broken, or that the schema does not allow, is said in
 * the log, and the lists of before stay. Throws at the start, when there is no before.
 */
export class TrustedDocumentsFolder implements TrustedDocuments {
  private lists: ReadonlyMap<string, List>;
  private readonly watcher: FSWatcher;
  private reading: NodeJS.Timeout | undefined;

  constructor(
    readonly mode: TrustedMode,
    private readonly folder: string,
    private readonly documents: AdmittedDocuments,
    private readonly log: Log,
    private readonly changed: () => void = () => undefined,
  ) {
    this.lists = this.read();
    this.watcher = watch(folder, () => {
      clearTimeout(this.reading);
      // Editors write a file in several steps.
      this.reading = setTimeout(() => this.readAnew(), 100);
    });
  }

  textOf(client: string | null, id: string): string | null {
    for (const list of this.listsFor(client)) {
      const text = list.byId.get(id);
      if (text !== undefined) return text;
    }
    return null;
  }

  has(client: string | null, text: string): boolean {
    const wanted = digest(text);
    return this.listsFor(client).some(({ hashes }) => hashes.has(wanted));
  }

  texts(): readonly string[] {
    return [...this.lists.values()].flatMap(({ byId }) => [...byId.values()]);
  }

  close(): void {
    clearTimeout(this.reading);
    this.watcher.close();
  }

  private listsFor(client: string | null): List[] {
    return [client, EVERYONE].flatMap((name) => (name === null ? [] : (this.lists.get(name) ?? [])));
  }

  private readAnew(): void {
    try {
      this.lists = this.read();
      this.changed();
    } catch (error) {
      this.log.error({ says: (error as Error).message }, 'the trusted documents were not taken up');
    }
  }

  private read(): ReadonlyMap<string, List> {
    const files = readdirSync(this.folder).filter((name) => name.endsWith('.json'));
    return new Map(files.map((file) => [basename(file, '.json'), this.listIn(file)]));
  }

  private listIn(file: string): List {
    const given = entriesOf(file, readFileSync(join(this.folder, file), 'utf8'));
    const byId = new Map<string, string>();
    for (const [id, text] of given) {
      const admitted = this.documents.admit(text);
      if (!admitted?.isValid) throw new Error(`${file}: the schema does not allow the document ${id}.`);
      byId.set(id, admitted.text);
    }
    return { byId, hashes: new Set([...byId.values()].map(digest)) };
  }
}

function entriesOf(file: string, text: string): [string, string][] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Error(`${file} is not JSON.`);
  }
  const apollo = apolloManifest.safeParse(content);
  if (apollo.success) return apollo.data.operations.map(({ id, body }) => [id, body]);
  const relay = relayManifest.safeParse(content);
  if (relay.success) return Object.entries(relay.data);
  throw new Error(`${file} is neither an Apollo persisted query manifest nor a Relay one.`);
}

function digest(text: string): string {
  return hash('sha256', text, 'base64url');
}
