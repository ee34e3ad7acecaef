import { BLANK_SCHEDULE, type Schedule } from '../../offer.ts';
import { DAYS, type Day } from '../../vocabulary.ts';
import type { Reading } from './reading.ts';
import { AVAILABILITY, CLOSES, DAY_SETS, FIELDS, OPENS } from './words.ts';

const ZONE = 'Asia/Amman';

/** Days, hours and rhythm of one service. Nothing said gives no schedule; half of it said gives half a schedule. */
export function readSchedules(reading: Reading): Schedule[] {
  const rhythms = reading.words(FIELDS.availability, AVAILABILITY);
  const daySets = reading.words(FIELDS.days, DAY_SETS);
  const { opensAt, closesAt, always } = readClock(reading);
  const rhythm = rhythms[0] ?? { frequency: 'WEEKLY' as const, interval: 1, everyDay: true };
  const said: Day[] = DAYS.filter((day) => daySets.some((set) => set.includes(day)));
  const days = said.length === 0 && always ? [...DAYS] : said;
  if (rhythms.length === 0 && days.length === 0 && opensAt === null && closesAt === null) return [];
  return [
    {
      ...BLANK_SCHEDULE,
      timeZone: ZONE,
      days,
      opensAt,
      closesAt,
      frequency: rhythm.frequency,
      interval: rhythm.interval,
      // "Once a week" on one named day is that day; on "Sun–Thurs" nobody knows which.
      everyDay:
        days.length > 0 &&
        rhythm.frequency === 'WEEKLY' &&
        rhythm.interval === 1 &&
        (rhythm.everyDay || days.length === 1),
    },
  ];
}

function readClock(reading: Reading): { opensAt: string | null; closesAt: string | null; always: boolean } {
  const said = reading.keys(FIELDS.opens);
  const opening = said.flatMap((word) => {
    const time = OPENS[word];
    if (time !== undefined) return [time];
    reading.unmapped(FIELDS.opens, word, whyNoHour(word, said.length));
    return [];
  });
  const closing = reading.words(FIELDS.closes, CLOSES);
  const always = said.includes('Always open');
  return { opensAt: opening.sort()[0] ?? null, closesAt: closing[0] ?? (always ? '24:00' : null), always };
}

function whyNoHour(word: string, hours: number): string {
  if (word === '12:00am') return 'Midnight by its letters, noon by the closing hour beside it.';
  if (word === '13:00pm' && hours > 1) {
    return 'A second opening hour, or the closing hour: no closing hour is given.';
  }
  return 'Not an hour this import knows.';
}
