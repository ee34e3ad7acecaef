/** Something that was started and can be ended. */
export interface Part {
  /** Ends it in order and returns when nothing of it is left. */
  stop(): Promise<void>;
  /** Ends it at once. */
  abandon?(): void;
}

/** Until it is said otherwise (`wait`). */
const PATIENCE_MS = 15_000;

/**
 * What has been started so far, to be stopped in reverse order: on Ctrl-C, on SIGTERM, when the terminal closes, or when
 * a part fails. A second signal, or too long a wait, ends everything at once.
 */
export class Running {
  readonly #parts: Part[] = [];
  #patienceMs = PATIENCE_MS;
  #starting: Promise<Part> | null = null;
  #stopping: Promise<void> | null = null;

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => (this.#stopping ? this.#abandon() : void this.#stopAndExit(0)));
    }
    if (process.env.npm_lifecycle_event !== undefined) this.#stopWithParent();
  }

  /** So long the whole may take to stop. */
  wait(patienceMs: number): void {
    this.#patienceMs = patienceMs;
  }

  /** Takes charge of a part that runs already. */
  add(part: Part): void {
    this.#parts.push(part);
  }

  /** Starts a part. When a signal comes meanwhile, it is stopped like those before it and nothing further starts. */
  async start<P extends Part>(starting: Promise<P>): Promise<P> {
    this.#starting = starting;
    const part = await starting;
    this.add(part);
    return this.#stopping ? new Promise<never>(() => undefined) : part;
  }

  /** Says what went wrong, in the words of the error alone when they are meant for people, and ends with status 1. */
  async fail(reason: unknown): Promise<void> {
    if (this.#stopping) return this.#stopping;
    console.error(`\nAccord cannot go on. ${reason instanceof Error ? reason.message : String(reason)}`);
    return this.#stopAndExit(1);
  }

  /** The work is done: ends with status 0. */
  finish(): Promise<void> {
    return this.#stopping ?? this.#stopAndExit(0);
  }

  /**
   * npm hands a SIGTERM to the shell that stands between it and this program, and the shell dies of it without a word:
   * then the parent changes, which is the only sign there is.
   */
  #stopWithParent(): void {
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      void this.finish();
    }, 250);
    watch.unref();
  }

  #stopAndExit(status: number): Promise<void> {
    this.#stopping = this.#stopInReverse(status);
    return this.#stopping;
  }

  async #stopInReverse(status: number): Promise<void> {
    setTimeout(() => this.#abandon(), this.#patienceMs).unref();
    await this.#starting?.catch(() => undefined);
    let result = status;
    for (const part of [...this.#parts].reverse()) {
      await part.stop().catch((error: unknown) => {
        console.error(error instanceof Error ? error.message : error);
        result = 1;
      });
    }
    process.exit(result);
  }

  #abandon(): void {
    for (const part of [...this.#parts].reverse()) part.abandon?.();
    process.exit(1);
  }
}
