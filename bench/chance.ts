/** Numbers that look thrown and are the same in every run (xorshift, Marsaglia 2003). */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0 || 1;
  }

  /** From 0 up to 1. */
  number(): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.number() * limit);
  }

  /** Below the limit as well, and small most of the time, as words and cities are used. */
  fewOf(limit: number): number {
    return Math.floor(limit * this.number() ** 3);
  }

  of<Value>(list: readonly Value[]): Value {
    return list[this.below(list.length)] as Value;
  }
}
