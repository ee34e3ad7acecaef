import { z } from 'zod';
import { RELATIVE_DATE } from './relative-date.ts';

export const text = z.string().trim().min(1).max(2_000);

export const code = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,39}$/)
  .describe('Code of an organisation, such as krcs.');

export const key = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,59}$/)
  .describe('A name within the file; other entries point to it.');

export const country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .describe('ISO 3166-1 alpha-2.');

export const moment = z
  .string()
  .regex(new RegExp(`${RELATIVE_DATE.source}|^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2})?Z)?$`))
  .describe('Relative to the moment of loading, such as -30d, +12m (s h d w m y; m is months), or ISO 8601.');

/** Degrees, WGS 84; both or neither. */
export const coordinates = {
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
};
