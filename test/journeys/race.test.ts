import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { projectFolder } from '../../shared/project-folder.ts';
import { type Accord, MODES, type Mode, startAccord } from '../support/accord.ts';
import { Race } from '../support/race.ts';

const READS = 10_000;
const SUBJECTS = 40;

async function racing(mode: Mode, environment: Record<string, string> = {}): Promise<Accord> {
  const delays = pathToFileURL(join(projectFolder, 'test/support/delayed-answers.ts')).href;
  return startAccord({
    mode,
    // Nobody is refused because there are so many: the race is about what those read who are answered.
    environment: {
      NODE_OPTIONS: `--import tsx --import ${delays}`,
      SHED_ABOVE_DELAY_MS: '0',
      ...environment,
    },
  });
}

describe.each(MODES)('what was taken back leaves no more, %s', (mode) => {
  let accord: Accord;
  beforeAll(async () => {
    accord = await racing(mode);
  }, 120_000);
  afterAll(() => accord?.stop());

  test(`${READS} reads race withdrawals, revocations, declines and a suspension, and no value leaves after the acknowledgement`, async () => {
    const doors = mode === 'distributed' ? [accord.url, await accord.anotherGateway()] : [accord.url];
    const race = await Race.prepare(accord, doors, SUBJECTS);
    const { reads, leaked, withValue, ends } = await race.run(READS);
    expect(reads).toBeGreaterThanOrEqual(READS);
    expect(ends).toBe(SUBJECTS);
    // The race was one: values were read all along, and nothing was wrong but what was taken back.
    expect(withValue).toBeGreaterThan(READS / 4);
    expect(leaked).toEqual([]);
  }, 900_000);
});

test('the same race without the last look leaks: it would have been caught', async () => {
  const accord = await racing('embedded', { RACE_WITHOUT_LAST_LOOK: '1' });
  try {
    const race = await Race.prepare(accord, [accord.url], SUBJECTS);
    const { leaked } = await race.run(READS / 4);
    expect(leaked.length).toBeGreaterThan(0);
  } finally {
    await accord.stop();
  }
}, 900_000);
