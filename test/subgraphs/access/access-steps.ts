import { type AccessWorld, type Asker, guard, krcs } from './access-world.ts';

export interface Agreement {
  id: string;
  state: string;
  version: number;
  revisionHash: string;
  verdict: string;
  settings: string[];
  signatures: { organisation: { id: string } }[];
}
export interface Outcome {
  accessAgreement: Agreement | null;
  userErrors: {
    code: string;
    field: string | null;
    rule: string | null;
    message: string;
    possible: string[];
  }[];
}

const FIELDS = `accessAgreement { id state version revisionHash verdict settings signatures { organisation { id } } }
  userErrors { code field rule message possible }`;

export const terms = (over: object = {}) => ({
  partyIds: ['org_krcs', 'org_guard'],
  country: 'ke',
  places: [
    {
      name: 'Busia crossing',
      setting: 'BORDER_CROSSING_POINT',
      admin1: 'Busia',
      latitude: 0.46,
      longitude: 34.1,
    },
  ],
  ground: 'AUXILIARY_ROLE',
  modalities: [{ modality: 'RFL_ACCESS', answer: 'YES' }],
  instrument: 'MEMORANDUM_OF_UNDERSTANDING',
  statesConformity: true,
  text: 'The Society enters at all hours.',
  validFrom: '2026-01-01T00:00:00.000Z',
  ...over,
});

export async function record(
  world: AccessWorld,
  over: object = {},
  who: Asker = krcs,
  key?: string,
): Promise<Outcome> {
  const { data, errors } = await world.ask(
    who,
    `mutation ($input: RecordAccessAgreementInput!) { outcome: recordAccessAgreement(input: $input) { ${FIELDS} } }`,
    { input: terms(over) },
    key,
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data?.outcome as Outcome;
}

export async function take(
  world: AccessWorld,
  verb: string,
  agreement: Agreement | null,
  who: Asker,
  over: object = {},
): Promise<Outcome> {
  if (!agreement) throw new Error('There is no agreement to take a step with.');
  const hash = verb === 'sign' ? { revisionHash: agreement.revisionHash } : {};
  const type = verb === 'sign' ? 'SignAccessAgreementInput' : 'AccessAgreementStepInput';
  const { data, errors } = await world.ask(
    who,
    `mutation ($input: ${type}!) { outcome: ${verb.includes('Access') ? verb : `${verb}AccessAgreement`}(input: $input) { ${FIELDS} } }`,
    { input: { id: agreement.id, expectedVersion: agreement.version, ...hash, ...over } },
  );
  if (errors) throw new Error(JSON.stringify(errors.map(({ extensions }) => extensions)));
  return data?.outcome as Outcome;
}

export const signatoryOf = (who: NonNullable<Asker>): Asker => ({ ...who, role: 'signatory' });

export async function walk(
  world: AccessWorld,
  agreement: Agreement | null,
  steps: readonly (readonly [string, Asker])[],
): Promise<Agreement> {
  let current = agreement;
  for (const [verb, who] of steps) {
    const outcome = await take(world, verb, current, who);
    if (!outcome.accessAgreement) throw new Error(`${verb}: ${JSON.stringify(outcome.userErrors)}`);
    current = outcome.accessAgreement;
  }
  return current as Agreement;
}

/** From a draft to what both have signed. */
export const SIGNED = [
  ['submit', krcs],
  ['approve', krcs],
  ['sign', signatoryOf(krcs)],
  ['sign', signatoryOf(guard)],
] as const;

export async function active(world: AccessWorld, over: object = {}): Promise<Agreement> {
  return walk(world, (await record(world, over)).accessAgreement, [...SIGNED, ['activate', krcs]]);
}
