import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openPartnerships, type PartnershipsWorld } from './partnerships-world.ts';
import { alice, consultationInput, made, say } from './reporting-steps.ts';

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
