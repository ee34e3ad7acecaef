import { addEventHandler, getState, removeEventHandler, resetState, run } from 'jest-circus';

type Block = ReturnType<typeof getState>['rootDescribeBlock'];
type OneTest = Extract<Block['children'][number], { type: 'test' }>;

export interface Outcome {
  /** The file, the names of its blocks and of the test; numbered where two have the same. */
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly milliseconds: number;
  /** What the first error says; null when the test passed. */
  readonly failure: string | null;
}

export interface FileRun {
  readonly file: string;
  /** Declares the tests of the file. */
  load(): Promise<unknown>;
  /** Ids of the tests to run; all when null. */
  readonly only: ReadonlySet<string> | null;
  readonly stopsAtFirstFailure: boolean;
  /** Hears when the file has been loaded. */
  loaded(): void;
  /** Hears which test is running, and null between tests. */
  during(id: string | null): void;
}

/** Four times as long as the slowest test takes: what a change keeps waiting for ever is noticed then. */
const TIMEOUT_MS = 20_000;

/**
 * Runs one test file in the harness that Jest itself uses, but in this process. Tests that were not to run, or came after the
 * failure that ended the run, have no outcome. A file that cannot be loaded has one, and it is a failure.
 */
export async function runTestFile(files: FileRun): Promise<Outcome[]> {
  const { file, only, stopsAtFirstFailure } = files;
  resetState();
  getState().testTimeout = TIMEOUT_MS;
  const root = getState().rootDescribeBlock;
  try {
    await files.load();
  } catch (error) {
    return [failed(file, error)];
  }
  files.loaded();
  const ids = namesOf(file, root);
  for (const [one, id] of ids) if (only && !only.has(id)) one.mode = 'skip';
  const listen: Parameters<typeof addEventHandler>[0] = (event) => {
    if (event.name === 'test_start') files.during(ids.get(event.test) ?? null);
    if (event.name !== 'test_done') return;
    files.during(null);
    if (!stopsAtFirstFailure || event.test.errors.length === 0) return;
    for (const one of ids.keys()) if (one.status === null) one.mode = 'skip';
  };
  addEventHandler(listen);
  const { unhandledErrors } = await run();
  removeEventHandler(listen);
  const outcomes = [...ids]
    .filter(([one]) => one.status === 'done')
    .map(([one, id]) => outcomeOf(file, one, id));
  return unhandledErrors.length > 0 ? [...outcomes, failed(file, unhandledErrors[0])] : outcomes;
}

function namesOf(file: string, root: Block): Map<OneTest, string> {
  const ids = new Map<OneTest, string>();
  const met = new Map<string, number>();
  for (const [one, path] of testsIn(root, [])) {
    const name = `${file}: ${path.join(' › ')}`;
    const count = (met.get(name) ?? 0) + 1;
    met.set(name, count);
    ids.set(one, count === 1 ? name : `${name} (${count})`);
  }
  return ids;
}

function* testsIn(block: Block, path: readonly string[]): Generator<[OneTest, readonly string[]]> {
  for (const child of block.children) {
    if (child.type === 'test') yield [child, [...path, child.name]];
    else yield* testsIn(child, [...path, child.name]);
  }
}

function outcomeOf(file: string, one: OneTest, id: string): Outcome {
  const [error] = one.errors.flat();
  const failure = one.errors.length > 0 ? textOf(error) : null;
  return { id, name: id, file, milliseconds: one.duration ?? 0, failure };
}

function failed(file: string, error: unknown): Outcome {
  const id = `${file}: the file`;
  return { id, name: id, file, milliseconds: 0, failure: textOf(error) };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
