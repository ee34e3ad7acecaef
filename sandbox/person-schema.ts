// The words below stand beside decorators, which want this first.
import 'reflect-metadata';
import { z } from 'zod';
import { DATA_CATEGORIES } from '../shared/policy/categories.ts';
import { CONSENT_GIVERS, CONSENT_MANNERS, WITHHOLDING_REASONS } from '../shared/policy/consent-life.ts';
import { URGENCIES, VITAL_INTEREST_REASONS } from '../shared/policy/emergency.ts';
import { EMERGENCY_FINDINGS } from '../shared/policy/emergency-life.ts';
import { ORGANISATION_TYPES } from '../shared/policy/organisations.ts';
import { PURPOSES } from '../shared/policy/purposes.ts';
import { OUTCOMES, REFERRAL_REASONS } from '../shared/policy/referral-life.ts';
import { SERVICE_TYPES } from '../shared/policy/service-types.ts';
import { AGE_BANDS, GENDERS, MIGRATION_STANDINGS } from '../subgraphs/referrals/person-categories.entity.ts';
import { code, coordinates, country, key, moment, text } from './world-words.ts';

/** Every category is left out unless it is given: no name, nationality or status is ever needed. */
const values = {
  triage: z
    .strictObject({
      ageBand: z.enum(AGE_BANDS),
      gender: z.enum(GENDERS),
      languages: z.array(text),
      householdSize: z.int().min(1),
      accessNeeds: z.array(text),
    })
    .partial(),
  identity: z
    .strictObject({
      name: text,
      birthDate: text,
      caseNumbers: z.array(z.strictObject({ issuer: text, number: text })),
    })
    .partial(),
  contact: z.strictObject({ phone: text, email: text, safeContact: text, caregiver: text }).partial(),
  locationCoarse: z.strictObject({ country, admin1: text }).partial(),
  locationPrecise: z.strictObject({ address: text, site: text, ...coordinates }).partial(),
  origin: z
    .strictObject({ nationalities: z.array(country), ethnicOrigin: text, route: z.array(country) })
    .partial(),
  migrationStatus: z
    .strictObject({ standing: z.enum(MIGRATION_STANDINGS), asylumClaim: text, removalOrder: text })
    .partial(),
  health: z.strictObject({ physical: text, mental: text, pregnant: z.boolean(), disability: text }).partial(),
  protection: z
    .strictObject({ specificNeeds: z.array(text), violence: text, traffickingIndicators: z.array(text) })
    .partial(),
  family: z
    .strictObject({
      relatives: z.array(
        z.strictObject({ relation: text, name: text.optional(), whereabouts: text.optional() }),
      ),
      familyLinksCase: text,
    })
    .partial(),
  belief: z
    .strictObject({ religion: text, politics: text, sexualOrientationAndGenderIdentity: text })
    .partial(),
  narrative: text,
};

const consent = z.strictObject({
  recipients: z.array(code).min(1).describe('Named organisations.'),
  purposes: z.array(z.enum(PURPOSES)).min(1),
  categories: z.array(z.enum(DATA_CATEGORIES)).min(1),
  validUntil: moment.optional().describe('At most 12 months ahead.'),
  givenBy: z.enum(CONSENT_GIVERS).default('SELF'),
  childAssent: z.boolean().optional(),
  manner: z.enum(CONSENT_MANNERS).default('ORAL_WITNESSED'),
  language: text,
  interpreter: z.boolean().default(false),
  noticeVersion: text.optional().describe('"1" when absent; an imported one may not know.'),
  statistics: z.boolean().default(false),
  acknowledgesReportingRisk: z.boolean().default(false),
  withhold: z
    .array(
      z.strictObject({
        organisation: code.optional(),
        organisationType: z.enum(ORGANISATION_TYPES as [string, ...string[]]).optional(),
        reason: z.enum(WITHHOLDING_REASONS),
      }),
    )
    .default([]),
  begun: z
    .enum(['record', 'request', 'import'])
    .default('record')
    .describe('Whether the person had given it, is asked for it, or another system kept it.'),
  steps: z
    .array(z.enum(['defer', 'give', 'refuse', 'renew']))
    .default([])
    .describe('The verbs of its life so far, in order.'),
  end: z
    .enum(['withdraw', 'revoke', 'invalidate', 'expire'])
    .optional()
    .describe('How it ends, after the referrals have been led to their states; `expire`: its time is over.'),
});

const plainStep = z.strictObject({
  verb: z.enum(['send', 'acknowledge', 'waitlist', 'start', 'cancel', 'close']),
});
const step = z.discriminatedUnion('verb', [
  plainStep,
  z.strictObject({ verb: z.literal('accept'), receiverCode: text.optional() }),
  z.strictObject({ verb: z.enum(['decline', 'hold', 'fail']), reason: z.enum(REFERRAL_REASONS) }),
  z.strictObject({ verb: z.literal('schedule'), scheduledFor: moment }),
  z.strictObject({ verb: z.literal('complete'), outcome: z.enum(OUTCOMES) }),
  z
    .strictObject({ verb: z.literal('reroute'), service: key, serviceType: z.enum(SERVICE_TYPES).optional() })
    .describe('What follows happens to the new referral.'),
  z.strictObject({ verb: z.literal('markInError') }).describe('By two persons of the owner.'),
  z.strictObject({ verb: z.literal('expire') }).describe('Nobody answered it, for as long as it takes.'),
]);

const emergency = z.strictObject({
  reason: z.enum(VITAL_INTEREST_REASONS),
  categories: z.array(z.enum(DATA_CATEGORIES)).min(1),
  approved: z.boolean().default(true).describe("By the owner's coordinator; false: it waits."),
  finding: z.enum(EMERGENCY_FINDINGS).optional().describe('With which the officer closed it.'),
  erase: z.array(z.enum(DATA_CATEGORIES)).optional(),
});

const referral = z.strictObject({
  service: key.describe('Key of a service; the referral goes to its provider.'),
  serviceType: z.enum(SERVICE_TYPES).optional(),
  urgency: z.enum(URGENCIES).default('NORMAL'),
  purpose: z.enum(PURPOSES).describe('What both sides declare.'),
  senderCode: text.optional(),
  emergency: emergency
    .optional()
    .describe('A release in vital interest; it is approved before the steps and closed after them.'),
  steps: z.array(step).default([]).describe('The verbs of its life so far, in order; by whose turn it is.'),
});

/** A person, what they consented to, and whereto they were referred. */
export const person = z.strictObject({
  key,
  owner: code,
  caseCode: text.optional(),
  receivedBy: z
    .strictObject({ person: key, referral: z.int().min(0).default(0) })
    .optional()
    .describe('The referral, of a person before it in the file, by which the owner received it.'),
  sought: z.boolean().default(false).describe('In a family links case, and never asked.'),
  ...z.object(values).partial().shape,
  consents: z.array(consent).default([]),
  referrals: z.array(referral).default([]),
});

export const PERSON_VALUES = Object.keys(values) as (keyof typeof values)[];
export type WorldPerson = z.infer<typeof person>;
export type WorldConsent = z.infer<typeof consent>;
export type WorldReferral = z.infer<typeof referral>;
export type WorldReferralStep = z.infer<typeof step>;
