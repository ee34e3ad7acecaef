import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Asker } from '../../support/subgraph.ts';
import { as, iom, openPartnerships, type PartnershipsWorld } from './partnerships-world.ts';
import {
  alice,
  bob,
  consultationInput,
  filed,
  type Measure,
  made,
  readMeasure,
  say,
  stepOf,
} from './reporting-steps.ts';

let world: PartnershipsWorld;
beforeAll(async () => {
  world = await openPartnerships();
});
afterAll(() => world.stop());

test('a consultation is kept as it was held', async () => {
  const outcome = await say(world, alice, 'recordConsultation', consultationInput({ outcome: 'Agreed.' }));
  expect(made(outcome)).toMatchObject({
    heldOn: '2014-02-03',
    subject: 'Information at the airport',
    outcome: 'Agreed.',
    paragraphs: ['OP2_CONSULTATION'],
    isPublic: false,
    country: { iso2: 'JO' },
    participants: [{ id: 'org_jnrcs' }, { id: 'org_asylum' }],
  });
});

test('another part learns that there was one, and with whom', async () => {
  const { id } = made(await say(world, alice, 'recordConsultation', consultationInput()));
  const rows = await world.beside(async (client) => {
    await client.query('set role accord_access');
    return (await client.query('select * from partnerships.consultations_known where id = $1', [id])).rows;
  });
  expect(rows).toMatchObject([
    { country: 'JO', participant_ids: ['org_jnrcs', 'org_asylum'], is_public: false },
  ]);
});

test.each([
  ['one that is to come', { heldOn: '2999-01-01' }, { rule: 'consultation-was-held' }],
  [
    'one without the Movement',
    { participantIds: ['org_asylum', 'org_guard'] },
    { rule: 'participant-records-consultation' },
  ],
  ['one with itself', { participantIds: ['org_jnrcs'] }, { field: 'input.participantIds' }],
  [
    'one with somebody twice',
    { participantIds: ['org_jnrcs', 'org_jnrcs'] },
    { field: 'input.participantIds' },
  ],
  ['one with nobody known', { participantIds: ['org_jnrcs', 'org_x'] }, { field: 'input.participantIds.1' }],
  ['a day that is none', { heldOn: '3 February' }, { field: 'input.heldOn' }],
  ['a subject of a megabyte', { subject: 'x'.repeat(1_000_000) }, { field: 'input.subject' }],
  [
    'an unknown paragraph',
    { paragraphs: ['OP2'] },
    { field: 'input.paragraphs.0', message: expect.stringMatching(/nearest word is P2/) },
  ],
])('%s is refused', async (_case, over, refusal) => {
  const { made: none, userErrors } = await say(world, alice, 'recordConsultation', consultationInput(over));
  expect(none).toBeNull();
  expect(userErrors).toMatchObject([refusal]);
});

test('two authorities among themselves have consulted nobody', async () => {
  const asylum = { organisationId: 'org_asylum', role: 'coordinator' as const };
  const input = consultationInput({ participantIds: ['org_asylum', 'org_guard'] });
  expect((await say(world, asylum, 'recordConsultation', input)).userErrors).toMatchObject([
    { rule: 'movement-is-consulted' },
  ]);
});

const recorded = async (over: object = {}) =>
  made(await say(world, alice, 'recordConsultation', consultationInput({ isPublic: true, ...over })));
const withdraw = (one: { id: string; version: number }, who: Asker = alice, over: object = {}) =>
  say<{ withdrawnAt: string; withdrawalReason: string; version: number; subject: string }>(
    world,
    who,
    'withdrawConsultation',
    { ...stepOf(one), reason: 'Nobody of the authority was there.', ...over },
  );

test('one that was not one is withdrawn with a reason by who recorded it, stays to be read, and is withdrawn once', async () => {
  const one = await recorded();
  const outcome = await withdraw(one);
  expect(outcome).toMatchObject({
    userErrors: [],
    made: {
      subject: 'Information at the airport',
      withdrawnAt: expect.anything(),
      withdrawalReason: 'Nobody of the authority was there.',
      version: 2,
    },
  });
  const query = `{ consultation(id: "${one.id}") { subject withdrawnAt withdrawalReason } }`;
  expect(await world.ask(null, query)).toMatchObject({
    consultation: { withdrawalReason: expect.anything() },
  });
  expect((await withdraw({ ...one, version: 2 })).userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION' }]);
  const keyed = { ...alice, idempotencyKey: `withdraw-${one.id}` };
  const other = await recorded();
  expect(await withdraw(other, keyed)).toEqual(await withdraw(other, keyed));
});

test.each([
  [
    'another participant',
    { ...alice, organisationId: 'org_asylum' },
    { rule: 'recorder-withdraws-consultation' },
  ],
  ['a stranger who reads it', as(iom, 'coordinator'), { rule: 'recorder-withdraws-consultation' }],
])('%s does not withdraw it', async (_who, who, refusal) => {
  const one = await recorded();
  expect((await withdraw(one, who)).userErrors).toMatchObject([refusal]);
  const closed = await recorded({ isPublic: false });
  if (who.organisationId === 'org_iom')
    expect((await withdraw(closed, who)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
});

test('without a reason, or on another version, it stays; of many at once one withdraws it', async () => {
  const one = await recorded();
  expect((await withdraw(one, alice, { reason: ' ' })).userErrors).toMatchObject([{ field: 'input.reason' }]);
  expect((await withdraw({ ...one, version: 9 })).userErrors).toMatchObject([{ code: 'VERSION_CONFLICT' }]);
  const all = await Promise.all([1, 2, 3].map(() => withdraw(one)));
  expect(all.filter((outcome) => outcome.made)).toHaveLength(1);
});

test('evidence that stands on it is flagged for every reader, and nothing new is filed or attested on it', async () => {
  const one = await recorded({ isPublic: false });
  const evidence = [{ kind: 'CONSULTATION', id: one.id }];
  const measure = await filed(world, { evidence });
  const draft = await filed(world, { evidence });
  const stands = made(await say<Measure>(world, bob, 'attestMeasure', stepOf(measure)));
  expect(stands.evidence).toMatchObject([{ kind: 'CONSULTATION', withdrawn: false }]);
  await withdraw(one);
  for (const who of [null, alice, iom])
    expect((await readMeasure(world, measure.id, who))?.evidence).toMatchObject([
      { kind: 'CONSULTATION', withdrawn: true, consultation: who === alice ? { id: one.id } : null },
    ]);
  expect((await say(world, bob, 'attestMeasure', stepOf(draft))).userErrors).toMatchObject([
    { rule: 'attested-on-evidence' },
  ]);
  const { evidence: fresh, ...rest } = { evidence, title: 'Later', type: 'TRAINING' };
  expect(
    (
      await say(world, alice, 'reviseMeasure', {
        ...stepOf(draft),
        ...rest,
        status: 'ONGOING',
        paragraphs: ['OP1'],
        countries: ['JO'],
        level: 'NATIONAL',
        startedOn: '2013-01-01',
        isPublic: true,
        evidence: fresh,
      })
    ).userErrors,
  ).toMatchObject([{ field: 'input.evidence.0.id' }]);
});

test('another part learns that it was withdrawn', async () => {
  const one = await recorded();
  await withdraw(one);
  const [row] = await world.sql<{ withdrawn: boolean }>(
    'select withdrawn from partnerships.consultations_known where id = $1',
    [one.id],
  );
  expect(row?.withdrawn).toBe(true);
});

test('of many persons who attest a measure at once one does, and none is lost', async () => {
  const measure = await filed(world);
  const all = await Promise.all(
    ['bob', 'carol', 'dave', 'erin'].map((subject) =>
      say<Measure>(world, { ...alice, subject }, 'attestMeasure', stepOf(measure)),
    ),
  );
  expect(all.filter(({ made: noun }) => noun !== null)).toHaveLength(1);
  expect(all.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(
    Array(3).fill('VERSION_CONFLICT'),
  );
  const [row] = await world.sql<{ attested_by: string; version: number }>(
    'select attested_by, version from partnerships.measure where id = $1',
    [measure.id],
  );
  expect(row).toMatchObject({ version: 2 });
  expect(['bob', 'carol', 'dave', 'erin']).toContain(row?.attested_by);
});

test('an attestation and a withdrawal at once leave one of the two states and its version', async () => {
  for (let round = 0; round < 5; round += 1) {
    const measure = await filed(world);
    const [attested, withdrawn] = await Promise.all([
      say<Measure>(world, bob, 'attestMeasure', stepOf(measure)),
      say<Measure>(world, alice, 'withdrawMeasure', stepOf(measure)),
    ]);
    expect([attested, withdrawn].filter(({ made: noun }) => noun !== null)).toHaveLength(1);
    const { attestation } = (await readMeasure(world, measure.id, alice)) as Measure;
    expect(attestation).toBe(attested.made ? 'ATTESTED' : 'WITHDRAWN');
  }
});
