import { z } from 'zod';
import * as access from '../shared/policy/access-words.ts';
import { BORDER_PROCEDURE_TYPES, SAFEGUARDS } from '../shared/policy/border-words.ts';
import { INCIDENT_IMPACTS, INCIDENT_KINDS } from '../shared/policy/incident-words.ts';
import { FINDING_RATINGS, FINDING_TOPICS } from '../shared/policy/visit-words.ts';
import { PATHS_OF_INCIDENTS } from './paths-to-states.ts';
import { code, country, key, moment, text } from './world-words.ts';

const answer = z.enum(access.MODALITY_ANSWERS);
const modalities = z.partialRecord(z.enum(access.ACCESS_MODALITIES), answer).default({});

export const legalInstrument = z.strictObject({
  key,
  by: code.describe('Who records it.'),
  country,
  kind: z.enum(access.INSTRUMENT_KINDS),
  title: text,
  citation: text.optional(),
  url: z.url().optional(),
  inForceFrom: moment.optional(),
  groupsLeftOut: z.array(z.enum(access.STATUS_GROUPS)).default([]),
  groundsLeftOut: z.array(z.enum(access.EXCLUSION_GROUNDS)).default([]),
  conditions: z.array(z.enum(access.ACCESS_CONDITIONS)).default([]),
  obligations: z.array(z.enum(access.ACCESS_OBLIGATIONS)).default([]),
  modalities,
  examinedOn: moment.optional(),
  consultedOn: moment.optional(),
});

export const borderProcedure = z.strictObject({
  key,
  by: code.describe('Who records it.'),
  country,
  type: z.enum(BORDER_PROCEDURE_TYPES),
  name: text.optional(),
  authority: code.optional(),
  law: key.optional().describe('Key of the legal instrument it stands on.'),
  assessments: z
    .array(
      z.strictObject({
        safeguard: z.enum(SAFEGUARDS as [string, ...string[]]),
        inLaw: answer,
        inPractice: answer,
        evidence: text,
        on: moment,
        by: code.optional().describe('None: who recorded the procedure.'),
        consultedOn: moment.optional(),
      }),
    )
    .default([]),
});

export const accessIncident = z.strictObject({
  key,
  owner: code,
  kind: z.enum(INCIDENT_KINDS),
  occurredOn: moment,
  country,
  admin1: text.optional(),
  severity: z.int().min(0).max(3).optional(),
  impacts: z.array(z.enum(INCIDENT_IMPACTS)).default([]),
  description: text.optional(),
  actionTaken: text.optional(),
  reporter: text.optional(),
  namedStaff: z.array(text).default([]),
  agreement: key.optional().describe('Key of the access agreement that it breaches.'),
  state: z
    .enum(Object.keys(PATHS_OF_INCIDENTS) as [keyof typeof PATHS_OF_INCIDENTS])
    .describe('The state it is led to, verb by verb.'),
  publicSummary: text.optional().describe('Released with these words; at least 31 days after it happened.'),
});

export const accessVisit = z.strictObject({
  key,
  visitor: code,
  country,
  setting: z.enum(access.ACCESS_SETTINGS),
  place: text,
  visitedOn: moment,
  announced: z.boolean().default(true),
  agreement: key.optional(),
  modalities,
  findings: z
    .array(
      z.strictObject({
        topic: z.enum(FINDING_TOPICS),
        rating: z.enum(FINDING_RATINGS),
        note: text.optional(),
      }),
    )
    .default([]),
  recommendation: text.optional(),
  authority: code.optional(),
  sent: z.boolean().default(false),
});

export type WorldLegalInstrument = z.infer<typeof legalInstrument>;
export type WorldBorderProcedure = z.infer<typeof borderProcedure>;
export type WorldAccessIncident = z.infer<typeof accessIncident>;
export type WorldAccessVisit = z.infer<typeof accessVisit>;
