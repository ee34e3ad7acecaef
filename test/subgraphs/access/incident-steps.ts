import { type AccessWorld, type Asker, krcs } from './access-world.ts';

export interface Incident extends Record<string, unknown> {
  id: string;
  state: string;
  version: number;
}
export interface IncidentOutcome {
  accessIncident: Incident | null;
  possibleDuplicates: { id: string }[];
  warnings: { field: string; says: string }[];
  userErrors: {
    code: string;
    field: string | null;
    rule: string | null;
    message: string;
    possible: string[];
  }[];
}

export const INCIDENT_FIELDS = `id kind constraint month country { iso2 } admin1 severity impacts publicSummary occurredOn state
  description actionTaken reporter reporterContact namedStaff filedAt releasedAt version organisation { id } service { id }
  placeId agreement { id } history { verb state note }`;

const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
export const daysAgo = day;

export const REPORT = {
  kind: 'VISIT_DENIED',
  occurredOn: day(3),
  country: 'ke',
  admin1: 'Busia',
  severity: 2,
  impacts: ['PEOPLE_NOT_REACHED'],
  description: 'The team was turned away at the gate.',
  reporter: 'Volunteer seven',
  reporterContact: 'by the branch',
  namedStaff: ['Driver three'],
};

export async function sayIncident(
  world: AccessWorld,
  who: Asker,
  verb: string,
  type: string,
  input: object,
  key?: string,
): Promise<IncidentOutcome> {
  const { data, errors } = await world.ask(
    who,
    `mutation ($input: ${type}!) { outcome: ${verb}(input: $input) { accessIncident { ${INCIDENT_FIELDS} }
       possibleDuplicates { id } warnings { field says } userErrors { code field rule message possible } } }`,
    { input },
    key,
  );
  if (errors) throw new Error(JSON.stringify(errors.map(({ extensions }) => extensions)));
  return data?.outcome as IncidentOutcome;
}

export function file(
  world: AccessWorld,
  over: object = {},
  who: Asker = krcs,
  key?: string,
): Promise<IncidentOutcome> {
  return sayIncident(world, who, 'fileIncident', 'FileIncidentInput', { ...REPORT, ...over }, key);
}

export function step(
  world: AccessWorld,
  verb: string,
  incident: Incident | null,
  who: Asker,
  over: object = {},
): Promise<IncidentOutcome> {
  if (!incident) throw new Error('There is no incident to take a step with.');
  const type = verb === 'releaseIncident' ? 'ReleaseIncidentInput' : 'IncidentStepInput';
  const input = { id: incident.id, expectedVersion: incident.version, ...over };
  return sayIncident(world, who, verb, type, input);
}

/** Who verifies what a caseworker filed, and who releases it. */
export const coordinatorOf = (who: NonNullable<Asker>): Asker => ({ ...who, role: 'coordinator' });

export async function walkIncident(
  world: AccessWorld,
  incident: Incident | null,
  verbs: readonly string[],
  who: Asker = coordinatorOf(krcs),
): Promise<Incident> {
  let current = incident;
  for (const verb of verbs) {
    const outcome = await step(world, verb, current, who);
    if (!outcome.accessIncident) throw new Error(`${verb}: ${JSON.stringify(outcome.userErrors)}`);
    current = outcome.accessIncident;
  }
  return current as Incident;
}
