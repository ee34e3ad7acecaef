import { BLANK_SCHEDULE, type Schedule } from '../offer.ts';
import { isDay } from '../offer-words.ts';
import { DAYS, type Day } from '../vocabulary.ts';
import { HoursError, type Token, tokensOf } from './tokens.ts';
import { type HoursWord, typedDay, typedWord } from './words.ts';

/**
 * Opening hours as people type them:
 *
 *     Sun–Thu 08:30–13:00, 14:00–16:00; Fri 10:00–12:00; closed 2026-12-25
 *
 * Clauses stand between semicolons. A clause is `closed` with dates or spans of dates; dates with the hours that hold on
 * them instead; or days with hours. Days are names, ranges of names, `daily`, `1st Mon`, `last Fri`, `day 1, 15` of a month. In front may
 * stand `from DATE to DATE:`, a season, and `every 2 weeks from DATE`. Hours that end at or before they begin end on the
 * next day. Errors: HoursError, with the place of the mistake.
 */
export function readHours(text: string, timeZone: string): Schedule[] {
  return new Reader(tokensOf(text), timeZone).hours();
}

type Rule = Partial<Omit<Schedule, 'timeZone'>>;
const LARGEST_INTERVAL = 52;

class Reader {
  private next = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly timeZone: string,
  ) {}

  hours(): Schedule[] {
    const all: Schedule[] = [];
    while (!this.is('end')) {
      if (this.skip('semicolon')) continue;
      all.push(...this.clause());
      if (!this.is('end') && !this.skip('semicolon'))
        this.fail('Behind the hours of some days comes a semicolon.');
    }
    if (all.length === 0) this.fail('Nothing is said: write days and hours, such as Sun–Thu 08:30–16:00.');
    return all;
  }

  private clause(): Schedule[] {
    if (this.skipWord('closed'))
      return this.spans().map((span) => this.schedule({ kind: 'CLOSED', ...span }));
    if (this.is('date')) {
      const spans = this.spans();
      const times = this.times();
      return spans.flatMap((span) =>
        times.map((time) => this.schedule({ kind: 'SPECIAL', ...span, ...time })),
      );
    }
    const season = this.season();
    const rule = { ...this.rhythm(), ...this.days() };
    return this.times().map((time) => this.schedule({ ...season, ...rule, ...time }));
  }

  private schedule(rule: Rule): Schedule {
    return { ...BLANK_SCHEDULE, timeZone: this.timeZone, everyDay: true, ...rule };
  }

  /** `from DATE to DATE:`, `from DATE:` or `until DATE:`. */
  private season(): Rule {
    if (this.skipWord('until')) return this.endOfSeason({ validUntil: this.date() });
    if (!this.isWord('from')) return {};
    this.next += 1;
    const validFrom = this.date();
    if (!this.skipWord('to') && !this.skip('dash')) return this.endOfSeason({ validFrom });
    const at = this.here().at;
    const validUntil = this.date();
    if (validUntil < validFrom) throw new HoursError(at, 'The last day is before the first.');
    return this.endOfSeason({ validFrom, validUntil });
  }

  private endOfSeason(season: Rule): Rule {
    if (!this.skip('colon')) this.fail('Behind a season comes a colon, and then days and hours.');
    return season;
  }

  /** `every 2 weeks from DATE` or `every 3 months from DATE`. */
  private rhythm(): Rule {
    if (!this.skipWord('every')) return {};
    const { at } = this.here();
    const interval = Number(this.take('number', 'Behind “every” comes how many weeks or months.').text);
    if (interval < 1 || interval > LARGEST_INTERVAL)
      throw new HoursError(at, `From 1 to ${LARGEST_INTERVAL}.`);
    const monthly = this.skipWord('months');
    if (!monthly && !this.skipWord('weeks')) this.fail('Write weeks or months.');
    if (!this.skipWord('from')) this.fail('Write from which day they count, such as from 2026-01-05.');
    return { frequency: monthly ? 'MONTHLY' : 'WEEKLY', interval, startsOn: this.date() };
  }

  private days(): Rule {
    if (this.skipWord('daily')) return { days: DAYS };
    if (this.is('ordinal') || this.isWord('last'))
      return { frequency: 'MONTHLY', byDay: this.list(() => this.placedDay()) };
    if (this.skipWord('day')) return { frequency: 'MONTHLY', byMonthDay: this.list(() => this.monthDay()) };
    const days = new Set<Day>();
    do for (const day of this.dayRange()) days.add(day);
    while (this.skip('comma'));
    return { days: DAYS.filter((day) => days.has(day)) };
  }

  /** `Sun–Thu` goes on past Saturday. */
  private dayRange(): Day[] {
    const from = this.day();
    if (!this.skip('dash') && !this.skipWord('to')) return [from];
    const to = this.day();
    const first = DAYS.indexOf(from);
    const length = (DAYS.indexOf(to) - first + DAYS.length) % DAYS.length;
    return Array.from({ length: length + 1 }, (_, index) => DAYS[(first + index) % DAYS.length] as Day);
  }

  private day(): Day {
    const day = this.is('word') ? typedDay(this.here().text) : null;
    if (day === null) this.fail('Here comes a day, such as Mon or Sunday, “daily”, or “closed”.');
    this.next += 1;
    return day;
  }

  /** `1st Mon` is `1MO`, `last Fri` is `-1FR`. */
  private placedDay(): string {
    const place = this.skipWord('last')
      ? '-1'
      : this.take('ordinal', 'Write 1st, 2nd, 3rd, 4th, 5th or last.').text.slice(0, 1);
    return `${place}${this.day()}`;
  }

  private monthDay(): string {
    const { at, text } = this.take('number', 'Write the days of the month, such as 1, 15; -1 is the last.');
    const number = Number(text);
    if (number === 0 || Math.abs(number) > 31)
      throw new HoursError(at, 'A month has days 1 to 31; -1 is the last.');
    return String(number);
  }

  private list(one: () => string): string {
    const all = [one()];
    while (this.skip('comma')) all.push(one());
    return all.join(',');
  }

  private spans(): { validFrom: string; validUntil: string }[] {
    const all: { validFrom: string; validUntil: string }[] = [];
    do {
      const validFrom = this.date();
      const { at } = this.here();
      const validUntil = this.skip('dash') || this.skipWord('to') ? this.date() : validFrom;
      if (validUntil < validFrom) throw new HoursError(at, 'The last day is before the first.');
      all.push({ validFrom, validUntil });
    } while (this.skip('comma'));
    return all;
  }

  private date(): string {
    const { at, text } = this.take('date', 'Here comes a date, such as 2026-12-25.');
    const [year, month = '', day = ''] = text.split('-');
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    if (!isDay(date)) throw new HoursError(at, `${text} is not in the calendar.`);
    return date;
  }

  private times(): { opensAt: string; closesAt: string }[] {
    const all: { opensAt: string; closesAt: string }[] = [];
    do {
      const opensAt = this.time(false);
      if (!this.skip('dash') && !this.skipWord('to'))
        this.fail('Behind an opening hour comes a dash and the closing hour.');
      all.push({ opensAt, closesAt: this.time(true) });
    } while (this.skip('comma'));
    return all;
  }

  private time(closes: boolean): string {
    const { at, text } = this.take('time', 'Here comes a time, written 08:30.');
    const [hours = 0, minutes = 0] = text.split(/[:.h]/).map(Number);
    const isClock = minutes < 60 && (hours < 24 || (closes && hours === 24 && minutes === 0));
    if (!isClock) throw new HoursError(at, `${text} is not on the clock; a day ends at 24:00.`);
    return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
  }

  private here(): Token {
    return this.tokens[this.next] as Token;
  }

  private is(kind: Token['kind']): boolean {
    return this.here().kind === kind;
  }

  private isWord(word: HoursWord): boolean {
    return this.is('word') && typedWord(this.here().text) === word;
  }

  private skip(kind: Token['kind']): boolean {
    if (!this.is(kind)) return false;
    this.next += 1;
    return true;
  }

  private skipWord(word: HoursWord): boolean {
    if (!this.isWord(word)) return false;
    this.next += 1;
    return true;
  }

  private take(kind: Token['kind'], says: string): Token {
    const token = this.here();
    if (token.kind !== kind) this.fail(says);
    this.next += 1;
    return token;
  }

  private fail(says: string): never {
    throw new HoursError(this.here().at, says);
  }
}
