import { z } from 'zod';
import * as access from '../shared/policy/access-words.ts';
import { ONWARD_TRANSFERS } from '../shared/policy/agreement.ts';
import { CONTROLLER_RELATIONSHIPS } from '../shared/policy/agreement-clauses.ts';
import { DATA_CATEGORIES } from '../shared/policy/categories.ts';
import { URGENCIES } from '../shared/policy/emergency.ts';
import { ORGANISATION_TYPES } from '../shared/policy/organisations.ts';
import { PURPOSES } from '../shared/policy/purposes.ts';
import { ROLES } from '../shared/policy/roles.ts';
import { FIREWALL_STATUSES, LEGAL_STATUS_CONDITIONS } from '../shared/policy/service-offer.ts';
import { SERVICE_TYPES } from '../shared/policy/service-types.ts';
import * as words from '../subgraphs/services/vocabulary.ts';
import { accessIncident, accessVisit, borderProcedure, legalInstrument } from './access-schema.ts';
import { type WorldState, WRITTEN_STATES } from './paths-to-states.ts';
import { person } from './person-schema.ts';
import { consultation, measure, pledge, report } from './reporting-schema.ts';
import { code, coordinates, country, key, moment, text } from './world-words.ts';

const countryEntry = z.strictObject({
  iso2: country,
  iso3: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  name: text,
  names: z.record(z.string(), text).default({}).describe('By BCP 47 tag.'),
  region: text.optional().describe('IFRC region.'),
});

const organisation = z.strictObject({
  code,
  name: text,
  names: z.record(z.string(), text).default({}).describe('By BCP 47 tag.'),
  type: z.enum(ORGANISATION_TYPES as [string, ...string[]]),
  country: country.optional().describe('None: it works where its partners do.'),
  formerNames: z
    .array(z.strictObject({ name: text, names: z.record(z.string(), text).default({}), until: moment }))
    .default([])
    .describe('What it was called before, with the moment at which it got the next name; the oldest first.'),
  focalPoints: z
    .array(
      z.strictObject({
        name: text.describe('Of an invented person.'),
        role: text,
        email: z.email().optional(),
        phone: text.optional(),
        languages: z.array(text).min(1),
      }),
    )
    .default([])
    .describe('Whom it is reached by; for its partners alone.'),
  recognisedOn: z.iso.date().optional().describe('Day on which the ICRC recognised a National Society.'),
  identifier: z.string().optional().describe('For a National Society the IFRC identifier, such as DKE001.'),
  site: z.url().optional(),
  parent: code.optional().describe('The organisation this is a unit of.'),
  sharesCredentials: z
    .boolean()
    .default(false)
    .describe('It signs in with the credentials of its parent, and has the strictest class of the two.'),
  active: z.boolean().default(true),
  purposes: z.array(z.enum(PURPOSES)).default([]).describe('What its clients may declare.'),
  mandatePurposes: z.array(z.enum(PURPOSES)).optional().describe('Where its mandate limits its purposes.'),
});

const states = <State extends WorldState>(reached: readonly State[]) =>
  z.enum(reached).describe('The state it is led to, verb by verb.');

const dataSharing = z.strictObject({
  key,
  kind: z.literal('DATA_SHARING'),
  provider: code,
  recipient: code,
  purposes: z.array(z.enum(PURPOSES)).min(1),
  categories: z.array(z.enum(DATA_CATEGORIES)).min(1),
  dataSubjects: text.default('People on the move who ask for a service.'),
  legalBasis: text.default('Consent of the person.'),
  recipientRoles: z
    .array(z.enum(ROLES))
    .default(['caseworker', 'coordinator', 'data_protection_officer', 'system']),
  jurisdictions: z.array(country).min(1),
  retentionDays: z.int().min(1).default(365).describe('For every category, from the day of sending.'),
  onward: z.enum(ONWARD_TRANSFERS).default('FORBIDDEN'),
  impactAssessment: text.optional().describe('Where a severe category is shared.'),
  securityMeasures: text.default('Encryption in transit and at rest, named staff, two factors.'),
  clocks: z
    .array(z.strictObject({ urgency: z.enum(URGENCIES), acknowledgeHours: z.int(), actHours: z.int() }))
    .default([])
    .describe('In place of the times of the law, one for each urgency.'),
  rightsContact: text.default('The data protection officer of either party.'),
  atTheEnd: text.default('What was received is erased within 30 days.'),
  relationship: z.enum(CONTROLLER_RELATIONSHIPS).default('SEPARATE_CONTROLLERS'),
  storageLocations: z
    .array(country)
    .optional()
    .describe('Where the data are kept; by default the jurisdictions.'),
  governingRules: text.default(
    'The data protection rules of each party; privileges and immunities of international organisations stay.',
  ),
  office: text.default('Head of office').describe('Who signs for each party.'),
  validFrom: moment,
  validUntil: moment.describe('At most 24 months later.'),
  state: states(WRITTEN_STATES),
});

const mou = z.strictObject({
  key,
  kind: z.literal('MOU'),
  parties: z.array(code).length(2),
  text,
  validFrom: moment,
  validUntil: moment,
  state: states(WRITTEN_STATES),
});

const accessAgreement = z.strictObject({
  key,
  parties: z.array(code).min(2).describe('The first records it.'),
  country,
  places: z
    .array(
      z.strictObject({
        name: text,
        setting: z.enum(access.ACCESS_SETTINGS),
        admin1: text.optional(),
        ...coordinates,
      }),
    )
    .min(1),
  ground: z.enum(access.ACCESS_GROUNDS),
  modalities: z.partialRecord(z.enum(access.ACCESS_MODALITIES), z.enum(access.MODALITY_ANSWERS)).default({}),
  groupsLeftOut: z.array(z.enum(access.STATUS_GROUPS)).default([]),
  groundsLeftOut: z.array(z.enum(access.EXCLUSION_GROUNDS)).default([]),
  conditions: z.array(z.enum(access.ACCESS_CONDITIONS)).default([]),
  obligations: z.array(z.enum(access.ACCESS_OBLIGATIONS)).default([]),
  instrument: z.enum(access.ACCESS_INSTRUMENTS),
  text: z.string().optional(),
  statesConformity: z.boolean().default(true),
  validFrom: moment,
  validUntil: moment.optional(),
  icrcCoordinatedOn: moment.optional(),
  icrcNotCoordinatedBecause: text.optional(),
  examinedOn: moment.optional().describe('When it was read whole for the six tests.'),
  state: states([...WRITTEN_STATES, 'IN_FORCE_VERBAL']),
});

const service = z.strictObject({
  key,
  provider: code,
  name: text,
  description: text.optional(),
  translations: z
    .array(z.strictObject({ language: text, name: text, description: text.optional() }))
    .default([]),
  type: z.enum(SERVICE_TYPES),
  types: z.array(z.enum(SERVICE_TYPES)).optional(),
  needs: z.array(z.enum(words.NEEDS)).optional(),
  languages: z.array(text).min(1).describe('BCP 47.'),
  firewallStatus: z.enum(FIREWALL_STATUSES),
  firewallEvidence: text.optional(),
  legalStatusCondition: z.enum(LEGAL_STATUS_CONDITIONS).default('NONE'),
  mandateLimitedTo: text.optional(),
  requiredDocuments: z
    .array(
      z.strictObject({
        kind: z.enum(words.DOCUMENT_KINDS),
        name: text.optional(),
        expiredAccepted: z.boolean().default(false),
      }),
    )
    .default([]),
  waysIn: z.array(z.enum(words.WAYS_IN)).default([]),
  referralMethod: z.enum(words.REFERRAL_METHODS).default('ACCORD'),
  phone: text.optional(),
  accessAgreement: key.optional().describe('Key of the access agreement of the place.'),
  locations: z
    .array(
      z.strictObject({
        name: text,
        country,
        admin1: text.optional(),
        address: text.optional(),
        ...coordinates,
        confidential: z.boolean().default(false),
        phone: text.optional(),
      }),
    )
    .default([]),
  schedules: z
    .array(
      z.strictObject({
        timeZone: text,
        days: z.array(z.enum(words.DAYS)).min(1),
        opensAt: z.string().regex(/^\d\d:\d\d$/),
        closesAt: z.string().regex(/^\d\d:\d\d$/),
      }),
    )
    .default([]),
  servicePoint: z.enum(words.SERVICE_POINT_MODALITIES).optional().describe('A humanitarian service point.'),
  inclusion: z
    .strictObject({
      strand: z.enum(words.INCLUSION_STRANDS),
      setting: z.enum(words.INCLUSION_SETTINGS),
      openToMigrants: z.boolean().default(true),
      openToLocals: z.boolean().default(true),
      jointImplementers: z
        .array(z.strictObject({ name: text, level: z.enum(words.IMPLEMENTER_LEVELS) }))
        .default([]),
    })
    .optional()
    .describe('What an INCLUSION_ACTIVITY is.'),
  capacities: z
    .array(
      z.strictObject({
        unit: z.strictObject({ name: text }),
        available: z.number().min(0),
        maximum: z.number().min(0).optional(),
        perReferral: z.boolean().default(true).describe('An accepted referral takes one.'),
      }),
    )
    .default([]),
  minimumAge: z.number().min(0).optional(),
  maximumAge: z.number().min(0).optional(),
  genders: z.array(z.enum(words.GENDERS)).default([]).describe('None: for everyone.'),
  cost: z.enum(words.COSTS).optional(),
  assured: z.boolean().default(true).describe('False: nobody has yet said that all this is so.'),
  closed: z.boolean().default(false),
});

/** A world: what `npm run world` loads. Whom and what it names by code or key stands in it, or is registered already. */
export const worldSchema = z
  .strictObject({
    $schema: z.string().optional(),
    name: key.describe('Loading the same name again adds what is new and changes nothing that was loaded.'),
    countries: z.array(countryEntry).default([]),
    organisations: z.array(organisation).default([]),
    agreements: z.array(z.discriminatedUnion('kind', [dataSharing, mou])).default([]),
    legalInstruments: z.array(legalInstrument).default([]),
    accessAgreements: z.array(accessAgreement).default([]),
    borderProcedures: z.array(borderProcedure).default([]),
    accessIncidents: z.array(accessIncident).default([]),
    accessVisits: z.array(accessVisit).default([]),
    services: z.array(service).default([]),
    persons: z.array(person).default([]),
    consultations: z.array(consultation).default([]),
    measures: z.array(measure).default([]),
    pledges: z.array(pledge).default([]),
    reports: z.array(report).default([]).describe('Frozen when all else is loaded.'),
  })
  .describe('A world for Accord. Every person in it is invented.');

export type World = z.infer<typeof worldSchema>;
export type WorldAgreement = World['agreements'][number];
export type WorldAccessAgreement = World['accessAgreements'][number];
export type WorldService = World['services'][number];

/** What `world.schema.json` holds, for editors and for whoever makes a world by program. */
export function worldJsonSchema(): object {
  return z.toJSONSchema(worldSchema, { io: 'input' });
}
