import cluster, { type Worker } from 'node:cluster';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../../shared/log.ts';
import type { Readiness } from '../health.ts';
import { isOurs, type Order, type Word } from './messages.ts';

/** Whoever ends sooner than this after its start is started again more slowly each time, up to the longest wait. */
const SHORT_LIFE_MS = 10_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const READINESS_MS = 3_000;

/** What a worker runs, beside the environment of this program. */
export interface Work {
  /** Absolute path of its TypeScript file. */
  readonly file: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** So many gateways that share one port, each a program of its own. One that dies is replaced; they end together. */
export class Workers {
  #stopping = false;
  #shortLives = 0;
  #asked = 0;
  readonly #atWork = new WeakSet<Worker>();

  private constructor(
    private readonly work: Work,
    readonly wanted: number,
    private readonly log: Log,
    private readonly ended: () => void,
  ) {}

  /** Returns when all of them serve; throws when one ends before that. `ended` is called for each that is lost. */
  static async start(work: Work, wanted: number, log: Log, ended: () => void): Promise<Workers> {
    // The workers share the socket itself. Handed out one by one, a connection given to a worker at the moment of its death
    // is nobody's: it is neither answered nor reset, and its client waits for ever.
    cluster.schedulingPolicy = cluster.SCHED_NONE;
    cluster.setupPrimary({ exec: work.file });
    const workers = new Workers(work, wanted, log, ended);
    try {
      await Promise.all(Array.from({ length: wanted }, () => workers.#serving(workers.#fork())));
    } catch (error) {
      workers.abandon();
      throw error;
    }
    for (const worker of workers.alive) workers.#replaceWhenLost(worker, performance.now());
    return workers;
  }

  get alive(): Worker[] {
    return Object.values(cluster.workers ?? {}).flatMap((worker) => (worker?.isConnected() ? [worker] : []));
  }

  /** How ready each of them says that it is; who does not answer is left out. */
  async readiness(): Promise<readonly Readiness[]> {
    const answers = await Promise.all(this.alive.map((worker) => this.#readinessOf(worker)));
    return answers.flatMap((one) => one ?? []);
  }

  reload(): void {
    for (const worker of this.alive) order(worker, { accord: 'reload' });
  }

  /** Returns when all have answered what they were asked, and ended; one that does not serve yet was asked nothing. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(
      Object.values(cluster.workers ?? {}).map(async (worker) => {
        if (!worker || worker.isDead()) return;
        const gone = new Promise((resolve) => worker.once('exit', resolve));
        if (this.#atWork.has(worker)) order(worker, { accord: 'drain' });
        else worker.process.kill('SIGKILL');
        await gone;
      }),
    );
  }

  abandon(): void {
    this.#stopping = true;
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGKILL');
  }

  #fork(): Worker {
    const worker = cluster.fork(this.work.environment);
    worker.on('message', (word: Word) => {
      if (isOurs(word) && word.accord === 'serving') this.#atWork.add(worker);
    });
    return worker;
  }

  async #serving(worker: Worker): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (word: Word) => isOurs(word) && word.accord === 'serving' && resolve());
      worker.once('exit', (code, signal) =>
        reject(new Error(`A worker of the gateway ended while it started (${signal ?? `status ${code}`}).`)),
      );
    });
  }

  #replaceWhenLost(worker: Worker, born: number): void {
    const replace = (how: string) => {
      if (this.#stopping) return;
      this.ended();
      this.log.error({ worker: worker.process.pid, how }, 'a worker of the gateway was lost and is replaced');
      const lived = performance.now() - born;
      this.#shortLives = lived < SHORT_LIFE_MS ? this.#shortLives + 1 : 0;
      void this.#replace();
    };
    if (worker.isDead()) replace('at once');
    else worker.once('exit', (code, signal) => replace(signal ?? `status ${code}`));
  }

  async #replace(): Promise<void> {
    const wait = this.#shortLives === 0 ? 0 : FIRST_WAIT_MS * 2 ** (this.#shortLives - 1);
    await pause(Math.min(wait, LONGEST_WAIT_MS), undefined, { ref: false });
    if (!this.#stopping) this.#replaceWhenLost(this.#fork(), performance.now());
  }

  #readinessOf(worker: Worker): Promise<Readiness | null> {
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve) => {
      const done = (readiness: Readiness | null) => {
        clearTimeout(patience);
        worker.off('message', hear);
        worker.off('exit', gone);
        resolve(readiness);
      };
      const patience = setTimeout(() => done(null), READINESS_MS);
      const gone = () => done(null);
      const hear = (word: Word) => {
        if (isOurs(word) && word.accord === 'readiness' && word.id === id) done(word.readiness);
      };
      worker.on('message', hear).on('exit', gone);
      order(worker, { accord: 'readiness', id });
    });
  }
}

/** A worker that is gone meanwhile hears nothing any more, and that is told by its exit. */
function order(worker: Worker, given: Order): void {
  worker.send(given, () => undefined);
}
