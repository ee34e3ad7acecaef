import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { active, record } from './access-steps.ts';
import { type AccessWorld, type Asker, icrc, iom, krcs, openAccess } from './access-world.ts';

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccess();
});
afterAll(() => world.stop());

async function offers(who: Asker): Promise<Record<string, unknown>[]> {
  const { data, errors } = await world.ask(
    who,
    `{ measureOffers { type title status paragraphs countries level language evidence { kind id title } accessAgreement { id state } borderProcedure { id type } measure { id } } }`,
  );
  if (errors) throw new Error(String(errors[0]?.extensions?.code));
  return data?.measureOffers as Record<string, unknown>[];
}

test('an agreement that came into force is offered to its parties as a measure, with its link, and to nobody else', async () => {
  await record(world);
  expect(await offers(krcs)).toEqual([]);
  const { id } = await active(world, { partyIds: ['org_krcs', 'org_guard'] });
  const title = 'Access agreed in KE';
  expect(await offers(krcs)).toEqual([
    {
      type: 'ACCESS_AGREEMENT',
      title,
      status: 'ONGOING',
      paragraphs: ['OP1'],
      countries: ['KE'],
      level: 'NATIONAL',
      language: 'en',
      evidence: [{ kind: 'ACCESS_AGREEMENT', id, title }],
      accessAgreement: { id, state: 'ACTIVE' },
      borderProcedure: null,
      measure: null,
    },
  ]);
  expect(await offers(iom)).toEqual([]);
});

test('a safeguard that was missing and was put in place is offered once, to who found it so', async () => {
  const say = async (verb: string, type: string, input: object) => {
    const query = `mutation ($input: ${type}!) { outcome: ${verb}(input: $input) { borderProcedure { id } userErrors { code } } }`;
    const { data } = await world.ask(icrc, query, { input });
    return (data as { outcome: { borderProcedure: { id: string } | null } } | null)?.outcome.borderProcedure
      ?.id;
  };
  const procedureId = await say('recordBorderProcedure', 'RecordBorderProcedureInput', {
    country: 'UG',
    type: 'DEPORTATION',
  });
  const assess = (inPractice: string, assessedOn: string) =>
    say('assessSafeguard', 'AssessSafeguardInput', {
      ...{ procedureId, safeguard: 'INTERPRETER', inLaw: 'YES', inPractice, assessedOn },
      evidence: 'Observed.',
    });
  await assess('NO', '2026-01-01');
  expect(await offers(icrc)).toEqual([]);
  await assess('YES', '2026-02-01');
  await assess('YES', '2026-03-01');
  const [offer, ...more] = await offers(icrc);
  expect(more).toEqual([]);
  expect(offer).toMatchObject({
    type: 'BORDER_SAFEGUARD',
    paragraphs: ['OP2_SAFEGUARDS'],
    title: 'An interpreter: put in place in UG, deportation',
    evidence: [{ kind: 'BORDER_PROCEDURE', id: procedureId }],
    borderProcedure: { id: procedureId, type: 'DEPORTATION' },
  });
});

/** As partnerships keeps it: the verb that files is tried in its own tests. */
async function filed(
  id: string,
  over: { type: string; kind: string; about: string; title: string; filer?: string; on?: string },
) {
  const { type, kind, about, title, filer = 'org_krcs', on = '2026-02-01' } = over;
  await world.sql(
    `insert into partnerships.measure (id, filer_id, joint_implementer_ids, title, language, translations, type, status, attestation,
       is_public, countries, level, paragraphs, beneficiary_groups, evidence, started_on, written_by, filed_at, version)
     values ($1, $2, '{org_icrc}', $3, 'en', '[]', $4, 'ONGOING', 'DRAFT', true, '{KE}', 'NATIONAL', '{OP1}', '{}', $5, $6, 'x', now(), 1)`,
    [id, filer, title, type, JSON.stringify([{ kind, id: about, title }]), on],
  );
}

test('what was filed, alone or with others, is marked with its measure and stands last; withdrawn, it is offered anew', async () => {
  const { id } = await active(world, { partyIds: ['org_krcs', 'org_guard'], country: 'ZW' });
  await world.sql(`update access.access_agreement set party_ids = party_ids || '{org_icrc}' where id = $1`, [
    id,
  ]);
  await filed('measure_1', {
    type: 'ACCESS_AGREEMENT',
    kind: 'ACCESS_AGREEMENT',
    about: id,
    title: 'Access',
  });
  await filed('measure_2', { type: 'ADVOCACY', kind: 'ACCESS_AGREEMENT', about: id, title: 'Access' });
  for (const who of [krcs, icrc])
    expect((await offers(who)).at(-1)).toMatchObject({
      accessAgreement: { id },
      measure: { id: 'measure_1' },
    });
  const guards = await offers({ organisationId: 'org_guard', role: 'caseworker' });
  expect(guards.map(({ measure }) => measure)).toEqual([null, null]);
  await world.sql(`update partnerships.measure set attestation = 'WITHDRAWN' where id = 'measure_1'`);
  expect((await offers(krcs)).map(({ measure }) => measure)).toEqual([null, null]);
});

test('of several safeguards of one procedure the one that was filed is marked, by the title offered or by the day', async () => {
  const [before] = (await offers(icrc)).filter(({ type }) => type === 'BORDER_SAFEGUARD');
  const { id } = (before as { borderProcedure: { id: string } }).borderProcedure;
  await world.sql(
    `insert into access.safeguard_assessment (id, procedure_id, assessor_id, safeguard, in_law, in_practice, evidence, assessed_on,
       put_in_place, recorded_at)
     select 'safeguard_' || word, procedure_id, assessor_id, word, in_law, in_practice, evidence, assessed_on, true, now()
       from access.safeguard_assessment cross join unnest(array['LEGAL_ASSISTANCE', 'STAFF_TRAINING']) as word
      where procedure_id = $1 and put_in_place`,
    [id],
  );
  const about = { type: 'BORDER_SAFEGUARD', kind: 'BORDER_PROCEDURE', about: id };
  await filed('measure_3', { ...about, title: String(before?.title) });
  const marked = async () =>
    Object.fromEntries(
      (await offers(icrc))
        .filter(({ borderProcedure }) => borderProcedure !== null)
        .map(({ title, measure }) => [
          String(title).split(':')[0],
          (measure as { id: string } | null)?.id ?? null,
        ]),
    );
  expect(await marked()).toEqual({
    'An interpreter': 'measure_3',
    'Legal assistance': null,
    'Training of the staff': null,
  });
});

test('an agreement that has ended is offered as what it came to', async () => {
  const { id } = await active(world, { partyIds: ['org_krcs', 'org_guard'], country: 'MZ' });
  const statusOf = async () =>
    (await offers(krcs)).find(({ countries }) => String(countries) === 'MZ')?.status;
  expect(await statusOf()).toBe('ONGOING');
  await world.sql(`update access.access_agreement set valid_until = now() where id = $1`, [id]);
  expect(await statusOf()).toBe('COMPLETED');
  await world.sql(
    `update access.access_agreement set valid_until = null, state = 'TERMINATED' where id = $1`,
    [id],
  );
  expect(await statusOf()).toBe('DISCONTINUED');
});

test('nobody is offered anything without a token', async () => {
  await expect(offers(null)).rejects.toThrow('UNAUTHENTICATED');
});
