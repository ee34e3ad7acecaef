import { SingleBar } from 'cli-progress';

export interface Progress {
  readonly step: (done: number, total: number) => void;
  readonly stop: () => void;
}

/** A bar on a terminal; where the output is no terminal, a line at each tenth. */
export function progressBar(what: string): Progress {
  const bar = new SingleBar({
    format: `${what} [{bar}] {value} of {total}`,
    noTTYOutput: true,
    notTTYSchedule: 1_000,
    hideCursor: true,
  });
  let started = false;
  return {
    step: (done, total) => {
      if (!started) bar.start(total, 0);
      started = true;
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}
