import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import rrule from 'rrule';
import { isCertain } from '../../../subgraphs/services/hours/certain.ts';
import { printHours } from '../../../subgraphs/services/hours/print-hours.ts';
import { readHours } from '../../../subgraphs/services/hours/read-hours.ts';
import { ruleOf, withEnd } from '../../../subgraphs/services/hours/rule-end.ts';
import { hoursSentences } from '../../../subgraphs/services/hours/sentences.ts';
import { BLANK_SCHEDULE, type Schedule } from '../../../subgraphs/services/offer.ts';
import { DAYS, type Day } from '../../../subgraphs/services/vocabulary.ts';
import { found, ngo, offer, openServices, published, type ServicesWorld, say } from './services-world.ts';

const ZONE = 'Asia/Amman';
const regular = (over: Partial<Schedule>): Schedule => ({
  ...BLANK_SCHEDULE,
  timeZone: ZONE,
  everyDay: true,
  ...over,
});
const WORKDAYS: readonly Day[] = ['MO', 'TU', 'WE', 'TH', 'SU'];

describe('hours that people type', () => {
  test('the example of the page: split days, another day, a holiday', () => {
    expect(readHours('Sun–Thu 08:30–13:00, 14:00–16:00; Fri 10:00–12:00; closed 2026-12-25', ZONE)).toEqual([
      regular({ days: WORKDAYS, opensAt: '08:30', closesAt: '13:00' }),
      regular({ days: WORKDAYS, opensAt: '14:00', closesAt: '16:00' }),
      regular({ days: ['FR'], opensAt: '10:00', closesAt: '12:00' }),
      regular({ kind: 'CLOSED', validFrom: '2026-12-25', validUntil: '2026-12-25' }),
    ]);
  });

  test.each<[string, string]>([
    ['mon-fri 8:30-16:00', 'Mon–Fri 08:30–16:00'],
    ['Monday to Friday 08h30 - 16h00', 'Mon–Fri 08:30–16:00'],
    ['lun–ven 08:30–12:00', 'Mon–Fri 08:30–12:00'],
    ['dimanche 08:30–12:00', 'Sun 08:30–12:00'],
    ['sábado, domingo 09:00–12:00', 'Sat, Sun 09:00–12:00'],
    ['الأحد–الخميس 08:00–15:00', 'Sun–Thu 08:00–15:00'],
    ['Fri–Mon 22:00–02:00', 'Fri–Mon 22:00–02:00'],
    ['daily 00:00–24:00', 'daily 00:00–24:00'],
    ['Mon, Wed, Thu, Fri 09:00–10:00', 'Mon, Wed–Fri 09:00–10:00'],
    ['1st Mon, last Fri 09:00–12:00', '1st Mon, last Fri 09:00–12:00'],
    ['day 1, 15, -1 10:00–12:00', 'day 1, 15, -1 10:00–12:00'],
    ['from 2026-06-01 to 2026-08-31: daily 07:00–12:00', 'from 2026-06-01 to 2026-08-31: daily 07:00–12:00'],
    ['until 2026-12-31: Mon 07:00–12:00', 'until 2026-12-31: Mon 07:00–12:00'],
    ['every 2 weeks from 2026-01-05 Mon 09:00–12:00', 'every 2 weeks from 2026-01-05 Mon 09:00–12:00'],
    ['every 3 months from 2026-01-01 day 1 09:00–12:00', 'every 3 months from 2026-01-01 day 1 09:00–12:00'],
    [
      '2026-12-31 08:00–12:00; closed 2027-1-1, 2027-01-06–2027-01-08',
      '2026-12-31 08:00–12:00; closed 2027-01-01, 2027-01-06–2027-01-08',
    ],
    ['Mon 09:00–10:00\nTue 10:00–11:00;', 'Mon 09:00–10:00; Tue 10:00–11:00'],
  ])('%s is understood as %s', (typed, printed) => {
    const schedules = readHours(typed, ZONE);
    expect(printHours(schedules)).toBe(printed);
    expect(readHours(printed, ZONE)).toEqual(schedules);
    expect(schedules.every((one) => one.everyDay && isCertain(one))).toBe(true);
  });

  test.each<[string, number, RegExp]>([
    ['', 0, /Nothing is said/],
    [' ; ', 3, /Nothing is said/],
    ['Sun–Thu 0830–1300', 8, /a time, written 08:30/],
    ['Sun–Thu 08:30', 13, /a dash and the closing hour/],
    ['Sun–Thu 25:00–26:00', 8, /not on the clock/],
    ['Sun–Thu 08:30–13:60', 14, /not on the clock/],
    ['Sun–Thu 24:00–02:00', 8, /not on the clock/],
    ['Sunn 08:30–13:00', 0, /a day, such as Mon/],
    ['Sun–Thx 08:30–13:00', 4, /a day, such as Mon/],
    ['Sun 08:30–13:00 Mon 08:30–13:00', 16, /semicolon/],
    ['Sun 08:30–13:00; closed 2026-02-30', 24, /not in the calendar/],
    ['closed 2026-12-25–2026-12-24', 17, /before the first/],
    ['closed', 6, /a date, such as/],
    ['from 2026-06-01 daily 07:00–12:00', 16, /a colon/],
    ['every 0 weeks from 2026-01-05 Mon 09:00–12:00', 6, /From 1 to 52/],
    ['every 2 weeks Mon 09:00–12:00', 14, /from which day/],
    ['day 0 09:00–12:00', 4, /days 1 to 31/],
    ['1st 09:00–12:00', 4, /a day, such as Mon/],
    ['Sun 08:30–13:00 €', 16, /“€” has no place/],
  ])('the mistake in “%s” is at character %i', (typed, at, says) => {
    expect(() => readHours(typed, ZONE)).toThrow(
      expect.objectContaining({ at, says: expect.stringMatching(says) }),
    );
  });

  test('what is printed is read as it was, whatever can be said', () => {
    const clock = (closes: boolean) =>
      fc
        .tuple(fc.integer({ min: 0, max: closes ? 24 : 23 }), fc.integer({ min: 0, max: 59 }))
        .map(
          ([hour, minute]) =>
            `${String(hour).padStart(2, '0')}:${hour === 24 ? '00' : String(minute).padStart(2, '0')}`,
        );
    const date = fc
      .integer({ min: 0, max: 20_000 })
      .map((days) => new Date(Date.UTC(2000, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
    const span = fc
      .tuple(date, date)
      .map((two) => two.toSorted())
      .map(([validFrom, validUntil]) => ({ validFrom, validUntil }));
    const days = fc
      .subarray([...DAYS], { minLength: 1 })
      .map((some) => DAYS.filter((day) => some.includes(day)));
    const placed = fc
      .tuple(fc.constantFrom(1, 2, 3, 4, 5, -1), fc.constantFrom(...DAYS))
      .map(([place, day]) => `${place}${day}`);
    const monthDay = fc
      .integer({ min: -31, max: 31 })
      .filter((number) => number !== 0)
      .map(String);
    const which = fc.oneof(
      days.map((some) => ({ days: some })),
      fc
        .array(placed, { minLength: 1, maxLength: 3 })
        .map((some) => ({ frequency: 'MONTHLY', byDay: some.join(',') })),
      fc
        .array(monthDay, { minLength: 1, maxLength: 3 })
        .map((some) => ({ frequency: 'MONTHLY', byMonthDay: some.join(',') })),
    );
    const rhythm = fc.oneof(
      fc.constant({}),
      fc.record({ interval: fc.integer({ min: 2, max: 52 }), startsOn: date }),
    );
    const season = fc.oneof(
      fc.constant({}),
      span,
      date.map((validFrom) => ({ validFrom })),
      date.map((validUntil) => ({ validUntil })),
    );
    const hours = fc.record({ opensAt: clock(false), closesAt: clock(true) });
    const rule = fc
      .tuple(which, rhythm, season, fc.array(hours, { minLength: 1, maxLength: 3 }))
      .map(([one, two, three, times]) =>
        times.map((time) => regular({ ...one, ...two, ...three, ...time } as Partial<Schedule>)),
      );
    const closed = span.map((one) => [regular({ kind: 'CLOSED', ...one })]);
    const special = fc
      .tuple(span, hours)
      .map(([one, time]) => [regular({ kind: 'SPECIAL', ...one, ...time })]);
    fc.assert(
      fc.property(fc.array(fc.oneof(rule, closed, special), { minLength: 1, maxLength: 6 }), (clauses) => {
        const schedules = clauses.flat();
        const printed = printHours(schedules);
        expect(printed).not.toBeNull();
        expect(readHours(printed as string, ZONE)).toEqual(schedules);
      }),
      { numRuns: 500 },
    );
  });

  test('no text makes the reader fail but with the place of a mistake', () => {
    const scraps = [
      'Sun',
      '–',
      '-',
      '08:30',
      '8:3',
      ',',
      ';',
      ':',
      'closed',
      'from',
      'every',
      '2',
      'weeks',
      '2026-12-25',
      '1st',
      'last',
      'day',
      ' ',
      'daily',
      '\n',
      'x',
      '€',
      '٨',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...scraps), { maxLength: 12 }).map((some) => some.join(' ')),
        (typed) => {
          try {
            readHours(typed, ZONE);
          } catch (error) {
            expect(error).toMatchObject({ name: 'HoursError', says: expect.stringMatching(/\w/) });
            expect((error as { at: number }).at).toBeLessThanOrEqual(typed.length);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('hours as sentences', () => {
  const typed = 'Sun–Thu 08:30–13:00, 14:00–16:00; 1st Mon 17:00–18:00; closed 2026-12-25; daily 00:00–24:00';

  test.each<[string, readonly string[]]>([
    [
      'en',
      [
        'Sunday to Thursday: 08:30 to 13:00 and 14:00 to 16:00.',
        'First Monday of the month: 17:00 to 18:00.',
        'Closed: December 25, 2026.',
        'Every day: day and night.',
        'Local time: Asia/Amman.',
      ],
    ],
    [
      'fr-CH',
      [
        'Du dimanche au jeudi: de 08:30 à 13:00 et de 14:00 à 16:00.',
        'Premier lundi du mois: de 17:00 à 18:00.',
        'Fermé : 25 décembre 2026.',
        'Tous les jours: jour et nuit.',
        'Heure locale : Asia/Amman.',
      ],
    ],
    [
      'es',
      [
        'De domingo a jueves: de 08:30 a 13:00 y de 14:00 a 16:00.',
        'Primer lunes del mes: de 17:00 a 18:00.',
        'Cerrado: 25 de diciembre de 2026.',
        'Todos los días: día y noche.',
        'Hora local: Asia/Amman.',
      ],
    ],
    [
      'ar',
      [
        'من الأحد إلى الخميس: من 08:30 إلى 13:00 ومن 14:00 إلى 16:00.',
        'الاثنين الأول من الشهر: من 17:00 إلى 18:00.',
        'مغلق: 25 ديسمبر 2026.',
        'كل يوم: ليلًا ونهارًا.',
        'التوقيت المحلي: Asia/Amman.',
      ],
    ],
  ])('in %s', (language, sentences) => {
    expect(hoursSentences(readHours(typed, ZONE), [language.toLowerCase(), 'en'])).toEqual(sentences);
  });

  test('another language hears English, and what is not known is said', () => {
    const half = [regular({ days: [], opensAt: '08:30', everyDay: false })];
    expect(hoursSentences(half, ['de'])[0]).toBe(
      'Days not known, ask first, not on each of these days, ask first: hours not known, ask first.',
    );
    expect(hoursSentences([], ['en'])).toEqual([]);
  });
});

describe('in the directory', () => {
  let world: ServicesWorld;
  beforeAll(async () => {
    world = await openServices();
  });
  afterAll(() => world.stop());

  const open = (moment: string) => found(world, `first: 50, filter: { openAt: "${moment}" }`);
  const hours = (text: string, timeZone = ZONE) =>
    published(world, ngo, { schedules: null, openingHours: { text, timeZone } });

  test('typed hours are kept, shown and searched', async () => {
    const id = await hours('Sun–Thu 08:30–13:00, 14:00–16:00; closed 2026-12-24; 2026-12-31 10:00–11:00');
    const { service } = await world.ask<{ service: object }>(
      null,
      `{ service(id: "${id}") { openingHoursText openingHours schedules { kind } } }`,
      {},
      { language: 'fr' },
    );
    expect(service).toMatchObject({
      openingHoursText: 'Sun–Thu 08:30–13:00, 14:00–16:00; closed 2026-12-24; 2026-12-31 10:00–11:00',
      openingHours: expect.arrayContaining([
        'Fermé : 24 décembre 2026.',
        '31 décembre 2026: de 10:00 à 11:00.',
      ]),
    });
    // Amman is three hours ahead of UTC; 17, 24 and 31 December 2026 are Thursdays.
    expect(await open('2026-12-17T05:30:00Z')).toContain(id);
    expect(await open('2026-12-17T10:30:00Z')).not.toContain(id);
    expect(await open('2026-12-17T11:00:00Z')).toContain(id);
    expect(await open('2026-12-24T05:30:00Z')).not.toContain(id);
    expect(await open('2026-12-31T05:30:00Z')).not.toContain(id);
    expect(await open('2026-12-31T07:30:00Z')).toContain(id);
  });

  test('a mistake is told with its place, and nothing is kept', async () => {
    const { service, userErrors } = await say(world, ngo, 'publishService', {
      ...offer,
      schedules: null,
      openingHours: { text: 'Sun–Thu 0830–1300', timeZone: ZONE },
    });
    expect(service).toBeNull();
    expect(userErrors).toEqual([
      expect.objectContaining({
        code: 'VALIDATION_FAILED',
        field: 'input.openingHours.text',
        message: 'At character 9: Here comes a time, written 08:30.',
      }),
    ]);
    const both = await say(world, ngo, 'publishService', {
      ...offer,
      openingHours: { text: 'daily 08:00–09:00', timeZone: ZONE },
    });
    expect(both.userErrors[0]?.field).toBe('input.openingHours');
    const zone = await say(world, ngo, 'publishService', {
      ...offer,
      schedules: null,
      openingHours: { text: 'daily 08:00–09:00', timeZone: 'Amman' },
    });
    expect(zone.userErrors[0]?.field).toBe('input.schedules.0.timeZone');
  });

  test('a form can ask what typed hours mean before anything is kept', async () => {
    const ask = (text: string) =>
      world.ask<{ readOpeningHours: object }>(
        null,
        `query Read($text: String!) { readOpeningHours(text: $text, timeZone: "Asia/Amman") {
          text sentences schedules { days } mistake { position says } } }`,
        { text },
        { language: 'es' },
      );
    expect((await ask('mon-wed 8:00-9:00')).readOpeningHours).toEqual({
      text: 'Mon–Wed 08:00–09:00',
      sentences: ['De lunes a miércoles: de 08:00 a 09:00.', 'Hora local: Asia/Amman.'],
      schedules: [{ days: ['MO', 'TU', 'WE'] }],
      mistake: null,
    });
    expect((await ask('mon 8')).readOpeningHours).toMatchObject({ mistake: { position: 4 }, schedules: [] });
  });

  test.each<[string, string, readonly [string, boolean][]]>([
    // Clocks in Berlin went from 02:00 to 03:00 on 29 March and from 03:00 to 02:00 on 25 October 2026.
    [
      'Sun 02:30–04:00',
      'Europe/Berlin',
      [
        ['2026-03-29T00:59:00Z', false],
        ['2026-03-29T01:00:00Z', true],
        ['2026-03-29T02:00:00Z', false],
      ],
    ],
    [
      'Sun 02:30–04:00',
      'Europe/Berlin',
      [
        ['2026-10-25T00:29:00Z', false],
        ['2026-10-25T00:30:00Z', true],
        ['2026-10-25T01:15:00Z', false],
        ['2026-10-25T01:30:00Z', true],
        ['2026-10-25T03:00:00Z', false],
      ],
    ],
    [
      'Sat 22:00–04:00',
      'Europe/Berlin',
      [
        ['2026-10-24T20:00:00Z', true],
        ['2026-10-25T02:59:00Z', true],
        ['2026-10-25T03:00:00Z', false],
      ],
    ],
    [
      'Mon 09:00–10:00',
      'Europe/Berlin',
      [
        ['2026-03-23T08:00:00Z', true],
        ['2026-03-30T08:00:00Z', false],
        ['2026-03-30T07:00:00Z', true],
      ],
    ],
    [
      'Mon 23:00–01:00; closed 2026-06-01',
      ZONE,
      [
        ['2026-06-01T20:30:00Z', false],
        ['2026-06-01T21:30:00Z', false],
        ['2026-06-08T21:30:00Z', true],
      ],
    ],
    [
      'from 2026-06-01 to 2026-08-31: Mon 09:00–10:00',
      'UTC',
      [
        ['2026-05-25T09:00:00Z', false],
        ['2026-06-01T09:00:00Z', true],
        ['2026-08-31T09:59:00Z', true],
        ['2026-09-07T09:00:00Z', false],
      ],
    ],
    [
      'every 2 weeks from 2026-01-05 Mon 09:00–10:00',
      'UTC',
      [
        ['2026-01-05T09:00:00Z', true],
        ['2026-01-12T09:00:00Z', false],
        ['2026-12-21T09:00:00Z', true],
        ['2025-12-22T09:00:00Z', false],
      ],
    ],
    [
      '1st Mon, last Fri 09:00–10:00',
      'UTC',
      [
        ['2026-06-01T09:00:00Z', true],
        ['2026-06-08T09:00:00Z', false],
        ['2026-06-26T09:00:00Z', true],
        ['2026-06-19T09:00:00Z', false],
      ],
    ],
    [
      'day -1 09:00–10:00',
      'UTC',
      [
        ['2028-02-29T09:00:00Z', true],
        ['2028-02-28T09:00:00Z', false],
        ['2027-02-28T09:00:00Z', true],
      ],
    ],
  ])('%s in %s', async (text, zone, moments) => {
    const id = await hours(text, zone);
    for (const [moment, isOpen] of moments) {
      expect({ moment, isOpen: (await open(moment)).includes(id) }).toEqual({ moment, isOpen });
    }
  });

  test('DENY: the hours of a confidential place say nothing, and those of an open one do', async () => {
    const place = {
      name: 'House',
      country: 'JO',
      admin1: 'Zarqa',
      at: { schedules: [{ timeZone: 'UTC', days: ['MO'], opensAt: '03:00', closesAt: '03:10' }] },
    };
    const hidden = await published(world, ngo, {
      schedules: [],
      locations: [{ ...place, confidential: true }],
    });
    const shown = await published(world, ngo, { schedules: [], locations: [place] });
    const ids = await open('2026-06-01T03:05:00Z');
    expect(ids).toContain(shown);
    expect(ids).not.toContain(hidden);
  });

  test('each rule falls on the days on which RFC 5545 says it does', async () => {
    const day = fc
      .integer({ min: 0, max: 700 })
      .map((days) => new Date(Date.UTC(2026, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
    const rule = fc.record(
      {
        frequency: fc.constantFrom('WEEKLY' as const, 'MONTHLY' as const),
        interval: fc.integer({ min: 1, max: 5 }),
        startsOn: day,
        until: fc.option(day),
        count: fc.option(fc.integer({ min: 1, max: 9 })),
        weekStart: fc.constantFrom(...DAYS),
        days: fc.subarray([...DAYS], { minLength: 1 }),
        month: fc.constantFrom(null, '1', '-1', '5,20', '31', '-2'),
        placed: fc.constantFrom(null, '1MO', '-1FR', '2TU,4TU', '5SU', '+1WE', 'SA'),
      },
      { requiredKeys: ['frequency', 'interval', 'startsOn', 'weekStart', 'days'] },
    );
    const rules = fc.sample(rule, { numRuns: 150, seed: 31 });
    for (const { month = null, placed = null, ...rest } of rules) {
      const monthly = rest.frequency === 'MONTHLY';
      const byMonthDay = monthly ? month : null;
      const byDay = monthly && byMonthDay === null ? placed : null;
      const plain = monthly && (byMonthDay ?? byDay) !== null ? [] : rest.days;
      const { until = null, count = null } = rest;
      const schedule = withEnd(
        regular({ ...rest, days: plain, byDay, byMonthDay, until: count === null ? until : null, count }),
      );
      const first = new Date(Date.UTC(2026, 0, 1));
      const last = new Date(Date.UTC(2029, 0, 1));
      const said = rrule
        .rrulestr(ruleOf({ ...schedule, until: count === null ? schedule.until : null }))
        .between(first, last, true);
      const rows = await world.sql<{ day: string }>(
        `select to_char(day, 'YYYY-MM-DD') as day
           from jsonb_populate_record(null::services.schedule, $1) h,
             generate_series('2026-01-01'::date, '2029-01-01'::date, '1 day') day
          where services.opens_on(h, day::date) order by day`,
        [
          JSON.stringify({
            frequency: schedule.frequency,
            interval: schedule.interval,
            starts_on: schedule.startsOn,
            until: schedule.until,
            week_start: schedule.weekStart,
            days: schedule.days,
            by_day: schedule.byDay,
            by_month_day: schedule.byMonthDay,
            kind: 'REGULAR',
          }),
        ],
      );
      expect({ rule: ruleOf(schedule), days: rows.map((row) => row.day) }).toEqual({
        rule: ruleOf(schedule),
        days: said.map((moment) => moment.toISOString().slice(0, 10)),
      });
    }
  });
});
