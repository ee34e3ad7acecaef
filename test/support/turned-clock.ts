const real = { setTimeout, clearTimeout, now: Date.now };

interface Timer {
  readonly at: number;
  run(): void;
}

/** A clock that stands still until it is turned: `setTimeout`, `clearTimeout` and `Date.now` of this process, until it is put away. */
export class TurnedClock {
  private readonly timers = new Map<object, Timer>();

  /** `now`: milliseconds since 1970. */
  constructor(private now: number) {
    const timers = this.timers;
    globalThis.setTimeout = ((run: () => void, after = 0) => {
      const timer = { unref: () => timer, ref: () => timer };
      timers.set(timer, { at: this.now + after, run });
      return timer;
    }) as unknown as typeof setTimeout;
    globalThis.clearTimeout = ((timer: object | undefined) => {
      if (timer) timers.delete(timer);
    }) as typeof clearTimeout;
    Date.now = () => this.now;
  }

  /** How many timers are still to ring. */
  get waiting(): number {
    return this.timers.size;
  }

  /** Turns it so many milliseconds on; each timer rings at its own moment, and what it sets going goes on until it waits. */
  async turn(milliseconds: number): Promise<void> {
    const until = this.now + milliseconds;
    await untilEverybodyWaits();
    for (let next = this.nextBefore(until); next; next = this.nextBefore(until)) {
      const [timer, { at, run }] = next;
      this.timers.delete(timer);
      this.now = at;
      run();
      await untilEverybodyWaits();
    }
    this.now = until;
    await untilEverybodyWaits();
  }

  putAway(): void {
    globalThis.setTimeout = real.setTimeout;
    globalThis.clearTimeout = real.clearTimeout;
    Date.now = real.now;
  }

  private nextBefore(until: number): [object, Timer] | undefined {
    return [...this.timers]
      .filter(([, { at }]) => at <= until)
      .sort(([, one], [, other]) => one.at - other.at)[0];
  }
}

/** Promises that are kept lead to others; a few turns of the event loop see to all of them. */
async function untilEverybodyWaits(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
