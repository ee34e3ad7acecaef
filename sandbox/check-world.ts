import { VERBAL_STATES, WRITTEN_STATES } from './paths-to-states.ts';
import { type World, worldSchema } from './world-schema.ts';

/** Something wrong in a world file: where, as a JSON path, and what. */
export interface Fault {
  readonly path: string;
  readonly says: string;
}

/** All that is wrong with a world file, one line each. Nothing of it has been loaded. */
export class WorldError extends Error {
  override readonly name = 'WorldError';
  constructor(
    readonly faults: readonly Fault[],
    options?: ErrorOptions,
  ) {
    super(faults.map(({ path, says }) => `${path}: ${says}`).join('\n'), options);
  }
}

/**
 * A world out of any JSON value. `registered` are the codes of organisations that need not stand in it.
 * Throws `WorldError` with every fault at once.
 */
export function checkWorld(value: unknown, registered: readonly string[] = []): World {
  const parsed = worldSchema.safeParse(value);
  if (!parsed.success) {
    throw new WorldError(
      parsed.error.issues.map(({ path, message }) => ({ path: pathOf(path), says: message })),
    );
  }
  const faults = [
    ...repetitions(parsed.data),
    ...strangers(parsed.data, registered),
    ...impossible(parsed.data),
  ];
  if (faults.length > 0) throw new WorldError(faults);
  return parsed.data;
}

function repetitions(world: World): Fault[] {
  const lists = {
    'countries.iso2': world.countries.map(({ iso2 }) => iso2),
    'organisations.code': world.organisations.map(({ code }) => code),
    'agreements.key': world.agreements.map(({ key }) => key),
    'accessAgreements.key': world.accessAgreements.map(({ key }) => key),
    'legalInstruments.key': world.legalInstruments.map(({ key }) => key),
    'borderProcedures.key': world.borderProcedures.map(({ key }) => key),
    'accessIncidents.key': world.accessIncidents.map(({ key }) => key),
    'accessVisits.key': world.accessVisits.map(({ key }) => key),
    'services.key': world.services.map(({ key }) => key),
    'persons.key': world.persons.map(({ key }) => key),
    'consultations.key': world.consultations.map(({ key }) => key),
    'measures.key': world.measures.map(({ key }) => key),
    'pledges.key': world.pledges.map(({ key }) => key),
  };
  return Object.entries(lists).flatMap(([name, words]) => {
    const [list, field] = name.split('.') as [string, string];
    return words
      .map((word, index) => ({ word, index }))
      .filter(({ word, index }) => words.indexOf(word) !== index)
      .map(({ word, index }) => ({
        path: pathOf([list, index, field]),
        says: `${word} stands here a second time.`,
      }));
  });
}

type Kind =
  | 'organisation'
  | 'agreement'
  | 'service'
  | 'access agreement'
  | 'legal instrument'
  | 'consultation'
  | 'measure';

/** A word that points to something: where it stands, and to what kind of entry it points. */
type Pointer = readonly [path: readonly PropertyKey[], kind: Kind, word: string];

function strangers(world: World, registered: readonly string[]): Fault[] {
  const known = {
    organisation: new Set([...registered, ...world.organisations.map(({ code }) => code)]),
    agreement: new Set(world.agreements.map(({ key }) => key)),
    service: new Set(world.services.map(({ key }) => key)),
    consultation: new Set(world.consultations.map(({ key }) => key)),
    measure: new Set(world.measures.map(({ key }) => key)),
    'legal instrument': new Set(world.legalInstruments.map(({ key }) => key)),
    'access agreement': new Set(world.accessAgreements.map(({ key }) => key)),
  };
  return [...pointersOf(world)]
    .filter(([, kind, word]) => !known[kind].has(word))
    .map(([path, kind, word]) => ({ path: pathOf(path), says: `There is no ${kind} ${word}.` }));
}

function* pointersOf(world: World): Generator<Pointer> {
  for (const [at, { parent }] of world.organisations.entries()) {
    if (parent) yield [['organisations', at, 'parent'], 'organisation', parent];
  }
  for (const [at, agreement] of world.agreements.entries()) {
    if (agreement.kind === 'MOU') yield* organisations(['agreements', at, 'parties'], agreement.parties);
    else {
      yield [['agreements', at, 'provider'], 'organisation', agreement.provider];
      yield [['agreements', at, 'recipient'], 'organisation', agreement.recipient];
    }
  }
  for (const [at, { parties }] of world.accessAgreements.entries()) {
    yield* organisations(['accessAgreements', at, 'parties'], parties);
  }
  for (const [at, { provider, accessAgreement: agreement }] of world.services.entries()) {
    yield [['services', at, 'provider'], 'organisation', provider];
    if (agreement) yield [['services', at, 'accessAgreement'], 'access agreement', agreement];
  }
  yield* pointersOfAccess(world);
  for (const [at, person] of world.persons.entries()) yield* pointersOfPerson(['persons', at], person);
  yield* pointersOfReporting(world);
}

function* pointersOfAccess(world: World): Generator<Pointer> {
  for (const [at, { by }] of world.legalInstruments.entries())
    yield [['legalInstruments', at, 'by'], 'organisation', by];
  for (const [at, { by, authority, law, assessments }] of world.borderProcedures.entries()) {
    const place = ['borderProcedures', at] as const;
    yield [[...place, 'by'], 'organisation', by];
    if (authority) yield [[...place, 'authority'], 'organisation', authority];
    if (law) yield [[...place, 'law'], 'legal instrument', law];
    for (const [n, { by: assessor }] of assessments.entries())
      if (assessor) yield [[...place, 'assessments', n, 'by'], 'organisation', assessor];
  }
  for (const [at, { owner, agreement }] of world.accessIncidents.entries()) {
    yield [['accessIncidents', at, 'owner'], 'organisation', owner];
    if (agreement) yield [['accessIncidents', at, 'agreement'], 'access agreement', agreement];
  }
  for (const [at, { visitor, agreement, authority }] of world.accessVisits.entries()) {
    yield [['accessVisits', at, 'visitor'], 'organisation', visitor];
    if (authority) yield [['accessVisits', at, 'authority'], 'organisation', authority];
    if (agreement) yield [['accessVisits', at, 'agreement'], 'access agreement', agreement];
  }
}

function* pointersOfPerson(at: readonly PropertyKey[], person: World['persons'][number]): Generator<Pointer> {
  yield [[...at, 'owner'], 'organisation', person.owner];
  for (const [n, { recipients, withhold }] of person.consents.entries()) {
    yield* organisations([...at, 'consents', n, 'recipients'], recipients);
    for (const [m, { organisation }] of withhold.entries()) {
      if (organisation)
        yield [[...at, 'consents', n, 'withhold', m, 'organisation'], 'organisation', organisation];
    }
  }
  for (const [n, { service, steps }] of person.referrals.entries()) {
    yield [[...at, 'referrals', n, 'service'], 'service', service];
    for (const [m, step] of steps.entries()) {
      if (step.verb === 'reroute')
        yield [[...at, 'referrals', n, 'steps', m, 'service'], 'service', step.service];
    }
  }
}

const KIND_OF_EVIDENCE: Readonly<Record<string, Kind>> = {
  AGREEMENT: 'agreement',
  ACCESS_AGREEMENT: 'access agreement',
  SERVICE: 'service',
  CONSULTATION: 'consultation',
};

function* pointersOfReporting({ consultations, measures, pledges, reports }: World): Generator<Pointer> {
  for (const [at, { participants }] of consultations.entries())
    yield* organisations(['consultations', at, 'participants'], participants);
  for (const [at, { filer, jointImplementers, evidence }] of measures.entries()) {
    yield [['measures', at, 'filer'], 'organisation', filer];
    yield* organisations(['measures', at, 'jointImplementers'], jointImplementers);
    for (const [n, { kind, of }] of evidence.entries()) {
      const named = KIND_OF_EVIDENCE[kind];
      if (named && of) yield [['measures', at, 'evidence', n, 'of'], named, of];
    }
  }
  for (const [at, { parties, signedBy, reports: told }] of pledges.entries()) {
    yield* organisations(['pledges', at, 'parties'], parties);
    yield* organisations(['pledges', at, 'signedBy'], signedBy);
    for (const [n, { by, measures: keys }] of told.entries()) {
      yield [['pledges', at, 'reports', n, 'by'], 'organisation', by];
      for (const [m, word] of keys.entries())
        yield [['pledges', at, 'reports', n, 'measures', m], 'measure', word];
    }
  }
  for (const [at, { by }] of reports.entries()) yield [['reports', at, 'by'], 'organisation', by];
}

function organisations(path: readonly PropertyKey[], codes: readonly string[]): Pointer[] {
  return codes.map((code, index) => [[...path, index], 'organisation', code]);
}

function impossible(world: World): Fault[] {
  return [...impossibleUnits(world), ...impossibleStates(world)];
}

/** Units of units, and credentials that are shared with nobody. */
function impossibleUnits({ organisations: all }: World): Fault[] {
  const units = new Set(all.flatMap(({ code, parent }) => (parent ? [code] : [])));
  return all.flatMap(({ parent, sharesCredentials }, at) => {
    if (parent && units.has(parent))
      return [{ path: pathOf(['organisations', at, 'parent']), says: `${parent} is itself a unit.` }];
    if (sharesCredentials && !parent)
      return [
        { path: pathOf(['organisations', at, 'sharesCredentials']), says: 'They are shared with a parent.' },
      ];
    return [];
  });
}

/** States that an agreement of this form does not know. */
function impossibleStates(world: World): Fault[] {
  return world.accessAgreements.flatMap(({ instrument, state }, at) => {
    const reached: readonly string[] = instrument === 'VERBAL' ? VERBAL_STATES : WRITTEN_STATES;
    if (reached.includes(state)) return [];
    return [
      { path: pathOf(['accessAgreements', at, 'state']), says: `${instrument} does not lead to ${state}.` },
    ];
  });
}

/** `$.organisations[3].code` [RFC 9535]. */
function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (written, part) => written + (typeof part === 'number' ? `[${part}]` : `.${String(part)}`),
    '$',
  );
}
