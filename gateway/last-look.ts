import type { Caller } from '../shared/context.ts';
import { lease } from '../shared/lease.ts';
import type { Shown } from '../shared/shown.ts';

/** So often is looked again when the looking itself took longer than a lease; then the answer is given up. */
const LOOKS = 3;

/** Asks a subgraph whether all of this may still be shown to this caller. */
export type StillShown = (shown: readonly Shown[], caller: Caller) => Promise<boolean>;

/** What one answer holds about persons, and since when that has been true (shared/lease.ts). */
export class LastLook {
  private since = Number.POSITIVE_INFINITY;
  private readonly shown: { readonly all: readonly Shown[]; readonly ask: StillShown }[] = [];

  /** `since`: the moment before the fetch that brought it began, by `performance.now()`. */
  add(since: number, all: readonly Shown[], ask: StillShown): void {
    this.since = Math.min(this.since, since);
    this.shown.push({ all, ask });
  }

  /** True when the answer may leave this very moment; whoever asks sends without waiting for anything else. */
  async holds(caller: Caller): Promise<boolean> {
    for (let look = 0; look < LOOKS; look += 1) {
      if (this.shown.length === 0 || performance.now() - this.since < lease.ms) return true;
      const began = performance.now();
      const answers = await Promise.all(this.shown.map(({ all, ask }) => ask(all, caller)));
      if (!answers.every(Boolean)) return false;
      this.since = began;
    }
    return performance.now() - this.since < lease.ms;
  }
}
