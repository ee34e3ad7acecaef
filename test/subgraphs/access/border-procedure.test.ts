import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SAFEGUARDS } from '../../../shared/policy/border-words.ts';
import { type AccessWorld, type Asker, gone, guard, icrc, iom, krcs, openAccess } from './access-world.ts';

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccess();
  await world.sql(`insert into partnerships.consultation (id, recorded_by_id, participant_ids, held_on, subject, language,
      paragraphs, is_public, recorded_by, recorded_at, withdrawn_at, withdrawn_by, withdrawal_reason, version)
    values ('consultation_withdrawn', 'org_krcs', '{org_krcs,org_guard}', '2020-01-01', 'S', 'en', '{OP1}', true, 'x', now(),
      now(), 'x', 'It was not held.', 2)`);
});
afterAll(() => world.stop());

interface Standing {
  safeguard: string;
  inLaw: string;
  inPractice: string;
  missing: string | null;
  assessment: { withoutConsultation: boolean; assessedOn: string; assessedBy: { id: string } } | null;
}
interface Procedure {
  id: string;
  safeguards: Standing[];
  missing: string[];
  assessments: { inPractice: string }[];
}
interface Outcome {
  borderProcedure: Procedure | null;
  userErrors: { code: string; field: string | null; rule: string | null }[];
  warnings: { field: string; says: string }[];
}

const FIELDS = `id type country { iso2 } recordedBy { id } missing
  safeguards { safeguard inLaw inPractice missing assessment { withoutConsultation assessedOn assessedBy { id } } }
  assessments { inPractice }`;

async function say(who: Asker, verb: string, type: string, input: object): Promise<Outcome> {
  const { data, errors } = await world.ask(
    who,
    `mutation ($input: ${type}!) { outcome: ${verb}(input: $input) {
       borderProcedure { ${FIELDS} } userErrors { code field rule } warnings { field says } } }`,
    { input },
  );
  if (errors) throw new Error(JSON.stringify(errors.map(({ extensions }) => extensions)));
  return data?.outcome as Outcome;
}
const record = (who: Asker = krcs, over: object = {}) =>
  say(who, 'recordBorderProcedure', 'RecordBorderProcedureInput', {
    country: 'ke',
    type: 'DEPORTATION',
    ...over,
  });
const assess = (procedureId: string | undefined, over: object = {}, who: Asker = krcs) =>
  say(who, 'assessSafeguard', 'AssessSafeguardInput', {
    procedureId,
    safeguard: 'INTERPRETER',
    inLaw: 'YES',
    inPractice: 'NO',
    evidence: 'Act 13, section 12; six hearings observed.',
    assessedOn: '2026-03-01',
    ...over,
  });
const rowOf = (outcome: Outcome, safeguard: string) =>
  outcome.borderProcedure?.safeguards.find((one) => one.safeguard === safeguard);

test('a procedure that nobody has assessed lacks all twenty safeguards, each in words', async () => {
  const { borderProcedure } = await record();
  expect(borderProcedure?.safeguards.map(({ safeguard }) => safeguard)).toEqual(SAFEGUARDS);
  expect(borderProcedure?.missing).toHaveLength(20);
  expect(borderProcedure?.missing[5]).toBe('An interpreter: nobody has assessed it.');
});

test.each([
  ['YES', 'YES', null],
  ['YES', 'NO', 'An interpreter: the law provides for it, in practice it is missing.'],
  ['YES', 'PARTIAL', 'An interpreter: the law provides for it, in practice it is there in part.'],
  ['NO', 'NO', 'An interpreter: missing in law and in practice.'],
  ['NO', 'YES', 'An interpreter: no law provides for it, in practice it is there.'],
  [
    'UNKNOWN',
    'YES',
    'An interpreter: whether the law provides for it is not known, in practice it is there.',
  ],
])('%s in law and %s in practice: %s', async (inLaw, inPractice, missing) => {
  const { borderProcedure } = await record();
  const outcome = await assess(borderProcedure?.id, { inLaw, inPractice });
  expect(rowOf(outcome, 'INTERPRETER')).toMatchObject({ inLaw, inPractice, missing });
  expect(outcome.borderProcedure?.missing).toHaveLength(missing === null ? 19 : 20);
});

describe('consultation', () => {
  test.each([
    [{ inLaw: 'YES', inPractice: 'NO' }, true],
    [{ inLaw: 'NO', inPractice: 'PARTIAL' }, true],
    [{ inLaw: 'NO', inPractice: 'NO' }, false],
    [{ inLaw: 'YES', inPractice: 'YES', consultedOn: '2026-02-01' }, false],
    [{ inLaw: 'YES', inPractice: 'YES', consultationId: 'consultation_x' }, false],
    [{ inLaw: 'YES', inPractice: 'YES', consultationId: 'consultation_withdrawn' }, true],
  ])('%o: the flag is %s', async (over, flag) => {
    const { borderProcedure } = await record();
    const outcome = await assess(borderProcedure?.id, over);
    expect(rowOf(outcome, 'INTERPRETER')?.assessment?.withoutConsultation).toBe(flag);
  });
});

test('the table is read as it was on a day, and no assessment is lost', async () => {
  const { borderProcedure } = await record();
  const id = borderProcedure?.id;
  await assess(id, { assessedOn: '2025-01-01', inPractice: 'NO' });
  await assess(id, { assessedOn: '2026-01-01', inPractice: 'YES' }, icrc);
  const late = await assess(id, { assessedOn: '2025-06-01', inPractice: 'PARTIAL' });
  expect(rowOf(late, 'INTERPRETER')).toMatchObject({
    inPractice: 'YES',
    assessment: { assessedBy: { id: 'org_icrc' } },
  });
  expect(late.borderProcedure?.assessments.map(({ inPractice }) => inPractice)).toEqual([
    'YES',
    'PARTIAL',
    'NO',
  ]);
  const { data } = await world.ask(
    null,
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on BorderProcedure {
       then: safeguards(on: "2025-07-01") { safeguard inPractice } before: missing(on: "2024-01-01") } } }`,
    { r: [{ __typename: 'BorderProcedure', id }] },
  );
  interface Read {
    then: { safeguard: string; inPractice: string }[];
    before: string[];
  }
  const [read] = (data as { _entities: Read[] } | null)?._entities ?? [];
  expect(read?.then).toContainEqual({ safeguard: 'INTERPRETER', inPractice: 'PARTIAL' });
  expect(read?.before).toHaveLength(20);
});

test('anyone reads them, by the list and by country', async () => {
  await record(iom, { country: 'ZW', type: 'READMISSION' });
  await record(iom, { country: 'ZW', type: 'INTERDICTION' });
  const { data } = await world.ask(
    null,
    `query ($r: [_Any!]!) { borderProcedures(first: 10, country: "zw", types: [READMISSION]) { nodes { type } }
       _entities(representations: $r) { ... on Country { borderProcedures(first: 10) { nodes { type } } } } }`,
    { r: [{ __typename: 'Country', iso2: 'ZW' }] },
  );
  expect(data?.borderProcedures).toEqual({ nodes: [{ type: 'READMISSION' }] });
  expect(data?._entities).toMatchObject([{ borderProcedures: { nodes: { length: 2 } } }]);
});

describe('what cannot be right is refused', () => {
  test.each([
    ['input.country', { country: 'Kenya' }],
    ['input.country', { country: 'XX' }],
    ['input.type', { type: 'DEPORTATIONS' }],
    ['input.authorityId', { authorityId: 'org_absent' }],
    ['input.legalInstrumentId', { legalInstrumentId: 'law_absent' }],
  ])('in a procedure, at %s', async (field, over) => {
    expect((await record(krcs, over)).userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', field }]);
  });

  test.each([
    ['input.evidence', { evidence: '' }],
    ['input.safeguard', { safeguard: 'INTERPRETERS' }],
    ['input.url', { url: 'file:///etc/passwd' }],
    ['input.assessedOn', { assessedOn: '2099-01-01' }],
    ['input.consultedOn', { consultedOn: '2026-04-01' }],
  ])('in an assessment, at %s', async (field, over) => {
    const { borderProcedure } = await record();
    expect((await assess(borderProcedure?.id, over)).userErrors).toMatchObject([
      { code: 'VALIDATION_FAILED', field },
    ]);
  });

  test('a procedure that is not there is not found', async () => {
    expect((await assess('procedure_absent')).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});

test.each([
  ['an authority', guard, 'observer-is-humanitarian'],
  ['one that is active no more', gone, 'observer-is-active'],
] as const)('%s neither records nor assesses', async (_who, who, rule) => {
  const { borderProcedure } = await record();
  const refused = [{ code: 'RULE_BROKEN', rule }];
  expect((await record(who)).userErrors).toMatchObject(refused);
  expect((await assess(borderProcedure?.id, {}, who)).userErrors).toMatchObject(refused);
});

test('evidence that looks as if it named a person is recorded with a warning', async () => {
  const { borderProcedure } = await record();
  const { warnings } = await assess(borderProcedure?.id, { evidence: 'Told by the detainee Amina Hassan.' });
  expect(warnings).toMatchObject([{ field: 'input.evidence' }]);
});

test('a day that is none is refused, not read as some other day', async () => {
  const { errors } = await world.ask(
    null,
    '{ borderProcedures(first: 1) { nodes { safeguards(on: "31/12/2025") { missing } } } }',
  );
  expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION_FAILED' } }]);
});

test.each([
  'borderProcedures(first: 1, country: "XX")',
  'legalInstruments(first: 1, country: "XX")',
  'accessAgreements(first: 1, filter: { country: "XX" })',
])('a country that is none is refused, not answered as if nothing were there: %s', async (list) => {
  const { errors } = await world.ask(null, `{ ${list} { nodes { id } } }`);
  expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION_FAILED' } }]);
});
