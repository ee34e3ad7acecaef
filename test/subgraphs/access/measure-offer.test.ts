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
    `{ measureOffers { type title status paragraphs countries level language evidence { kind id title } accessAgreement { id state } borderProcedure { id type } } }`,
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

test('nobody is offered anything without a token', async () => {
  await expect(offers(null)).rejects.toThrow('UNAUTHENTICATED');
});
