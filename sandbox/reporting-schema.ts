import { z } from 'zod';
import * as words from '../shared/policy/measure-words.ts';
import { PLEDGE_KINDS, PLEDGE_PROGRESSES } from '../shared/policy/pledge-life.ts';
import { REPORTED_CONFERENCES, RESOLUTION_PARAGRAPHS } from '../shared/policy/resolution.ts';
import { code, country, key, moment, text } from './world-words.ts';

const paragraphs = z.array(z.enum(RESOLUTION_PARAGRAPHS)).min(1).describe('Of 31IC/11/R3.');
const translations = z
  .array(z.strictObject({ language: text, title: text, summary: text.optional() }))
  .default([])
  .describe('Of title and summary; of a pledge, its text is the summary.');

export const consultation = z.strictObject({
  key,
  participants: z
    .array(code)
    .min(2)
    .describe('The first records it; a component of the Movement is among them.'),
  country: country.optional(),
  heldOn: moment,
  subject: text,
  outcome: text.optional(),
  paragraphs: paragraphs.default(['OP2_CONSULTATION']),
  isPublic: z.boolean().default(true),
});

const evidence = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['AGREEMENT', 'ACCESS_AGREEMENT', 'SERVICE', 'CONSULTATION']),
    of: key.describe('Key of an entry of that list.'),
    title: text.optional(),
  }),
  z.strictObject({
    kind: z.literal('DOCUMENT'),
    of: z.never().optional(),
    title: text,
    url: z.url().optional(),
  }),
]);

export const measure = z.strictObject({
  key,
  filer: code,
  jointImplementers: z.array(code).default([]),
  title: text,
  summary: text.optional(),
  language: text.default('en'),
  translations,
  type: z.enum(words.MEASURE_TYPES),
  status: z.enum(words.MEASURE_STATUSES),
  attestation: z
    .enum(words.ATTESTATION_STATES)
    .default('ATTESTED')
    .describe('The state it is led to, verb by verb.'),
  isPublic: z.boolean().default(true),
  countries: z.array(country).default([]),
  level: z.enum(words.ACTION_LEVELS),
  paragraphs,
  beneficiaryGroups: z.array(z.enum(words.BENEFICIARY_GROUPS)).default([]),
  startedOn: moment,
  endedOn: moment.optional(),
  evidence: z.array(evidence).default([]).describe('What is attested needs some.'),
});

export const pledge = z.strictObject({
  key,
  kind: z.enum(PLEDGE_KINDS),
  conference: z.int().min(31).describe('To which it was made.'),
  parties: z.array(code).min(1).describe('The first submits it.'),
  title: text,
  text,
  language: text.default('en'),
  translations,
  paragraphs,
  beginsOn: moment,
  endsOn: moment,
  signedBy: z
    .array(code)
    .default([])
    .describe('In this order; of an open pledge, its parties before the others.'),
  reports: z
    .array(
      z.strictObject({
        by: code,
        progress: z.enum(PLEDGE_PROGRESSES),
        isFinal: z.boolean().default(false),
        text,
        language: text.default('en'),
        measures: z.array(key).default([]),
      }),
    )
    .default([]),
});

export const report = z.strictObject({
  conference: z.literal(REPORTED_CONFERENCES),
  by: code.describe('The International Federation.'),
});

export type WorldConsultation = z.infer<typeof consultation>;
export type WorldMeasure = z.infer<typeof measure>;
export type WorldPledge = z.infer<typeof pledge>;
export type WorldReport = z.infer<typeof report>;
