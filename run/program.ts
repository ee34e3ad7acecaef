import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { projectFolder } from '../shared/project-folder.ts';
import { guard } from './guard.ts';
import type { Part } from './running.ts';

export interface ProgramOptions {
  readonly name: string;
  /** Path of its TypeScript file, from the project folder. */
  readonly file: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Web address that answers 200 when the program is ready. */
  readonly readyUrl: string;
}

/** A program of its own, whose every line is printed behind its name. */
export class Program implements Part {
  /** Resolves, with the words for it, when the program has ended, asked or not. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcess;

  constructor(private readonly options: ProgramOptions) {
    this.#child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), options.file], {
      cwd: projectFolder,
      env: options.environment,
      // Ctrl-C reaches every member of the terminal's group; these are stopped in their order instead.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.ended = new Promise((resolve) => {
      this.#child.once('error', (error) => resolve(`could not be started: ${error.message}`));
      this.#child.once('exit', (code, signal) => resolve(`ended by itself (${signal ?? `status ${code}`})`));
    });
    if (this.#child.pid !== undefined) {
      const guarding = guard(this.#child.pid, 'TERM');
      void this.ended.then(() => guarding.kill());
    }
    prefix(this.#child.stdout, process.stdout, options.name);
    prefix(this.#child.stderr, process.stderr, options.name);
  }

  get name(): string {
    return this.options.name;
  }

  /** Returns when the program says that it is ready; throws when it ends before that. */
  async ready(): Promise<this> {
    while (this.#isAlive()) {
      const answer = await fetch(this.options.readyUrl).catch(() => null);
      await answer?.body?.cancel();
      if (answer?.ok) return this;
      await pause(25);
    }
    throw new Error(`The program "${this.name}" ${await this.ended}; its words are above.`);
  }

  async stop(): Promise<void> {
    if (this.#isAlive()) this.#child.kill('SIGTERM');
    await this.ended;
  }

  abandon(): void {
    this.#child.kill('SIGKILL');
  }

  #isAlive(): boolean {
    return this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }
}

function prefix(from: Readable | null, to: Writable, name: string): void {
  if (!from) return;
  createInterface({ input: from }).on('line', (line) => to.write(`${name.padEnd(12)} | ${line}\n`));
}
