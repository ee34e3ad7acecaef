import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { AccordError } from '../../shared/errors.ts';
import { printHours } from './hours/print-hours.ts';
import { readHours } from './hours/read-hours.ts';
import { hoursSentences } from './hours/sentences.ts';
import { HoursError } from './hours/tokens.ts';
import { isTimeZone } from './offer-words.ts';
import { OpeningHours } from './opening-hours.entity.ts';
import { preferredLanguages } from './reader-languages.ts';
import { scheduleOf } from './service-row.ts';

const LONGEST = 2000;

/** For whoever types hours into a form: what they mean, before anything is kept. */
@Resolver(() => OpeningHours)
export class OpeningHoursResolver {
  @Query(() => OpeningHours, {
    description: 'What typed hours mean, or where the mistake is. Nothing is kept.',
  })
  readOpeningHours(
    @Ctx() context: SubgraphContext,
    @Arg('text', () => String) text: string,
    @Arg('timeZone', () => String) timeZone: string,
  ): OpeningHours {
    if (!isTimeZone(timeZone)) {
      const says = 'A time zone is an IANA name, such as Asia/Amman.';
      throw new AccordError('VALIDATION_FAILED', { field: 'timeZone', says });
    }
    if (text.length > LONGEST)
      throw new AccordError('VALIDATION_FAILED', { field: 'text', says: `At most ${LONGEST} characters.` });
    try {
      const schedules = readHours(text, timeZone);
      return Object.assign(new OpeningHours(), {
        sentences: hoursSentences(schedules, preferredLanguages(context.language)),
        text: printHours(schedules),
        schedules: schedules.map(scheduleOf),
        mistake: null,
      });
    } catch (error) {
      if (!(error instanceof HoursError)) throw error;
      const mistake = { position: error.at, says: error.says };
      return Object.assign(new OpeningHours(), { sentences: [], text: null, schedules: [], mistake });
    }
  }
}
