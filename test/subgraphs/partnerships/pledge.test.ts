import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Asking } from '../../support/subgraph.ts';
import { as, iom, jnrcs, openPartnerships, type PartnershipsWorld, unhcr } from './partnerships-world.ts';
import { alice, attested, filed, made, type Pledge, pledgeInput, say, stepOf } from './reporting-steps.ts';

let world: PartnershipsWorld;
beforeAll(async () => {
  world = await openPartnerships();
});
afterAll(() => world.stop());

const signs = (pledge: Pledge, who: Asking, hash = pledge.hash) =>
  say<Pledge>(world, as(who, 'signatory'), 'signPledge', { ...stepOf(pledge), hash });
const reports = (pledge: Pledge, who: Asking, over: object = {}) =>
  say<Pledge>(world, as(who, 'coordinator'), 'reportOnPledge', {
    ...stepOf(pledge),
    progress: 'IN_PROGRESS',
    text: 'Half of it is done.',
    ...over,
  });

async function submitted(over: object = {}): Promise<Pledge> {
  return made(await say<Pledge>(world, alice, 'submitPledge', pledgeInput(over)));
}

const joint = { kind: 'SPECIFIC_JOINT', partyIds: ['org_jnrcs', 'org_unhcr'] };

describe('the life of a pledge', () => {
  test('an individual one stands when its party has signed', async () => {
    const pledge = await submitted();
    expect(pledge).toMatchObject({
      state: 'SUBMITTED',
      signatures: [],
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(made(await signs(pledge, jnrcs))).toMatchObject({
      state: 'SIGNED',
      signatures: [{ organisationId: 'org_jnrcs' }],
    });
  });

  test('a joint one when every party has, and not before', async () => {
    const one = made(await signs(await submitted(joint), jnrcs));
    expect(one.state).toBe('PARTIALLY_SIGNED');
    expect((await reports(one, jnrcs)).userErrors).toMatchObject([
      { code: 'ILLEGAL_TRANSITION', possible: ['sign'] },
    ]);
    expect(made(await signs(one, unhcr)).state).toBe('SIGNED');
  });

  test('whoever wants joins an open one that stands, once', async () => {
    const open = made(await signs(await submitted({ kind: 'OPEN' }), jnrcs));
    const joined = made(await signs(open, iom));
    expect(joined.signatures.map(({ organisationId }) => organisationId)).toEqual(['org_jnrcs', 'org_iom']);
    expect((await signs(joined, iom)).userErrors).toMatchObject([{ rule: 'pledge-signed-once' }]);
  });

  test('a signature binds the hash of what was read', async () => {
    const pledge = await submitted();
    expect((await signs(pledge, jnrcs, 'f'.repeat(64))).userErrors).toMatchObject([
      { rule: 'signs-this-pledge' },
    ]);
    expect((await submitted({ text: 'Another text.' })).hash).not.toBe(pledge.hash);
    expect((await submitted()).hash).toBe(pledge.hash);
  });

  test('two that sign at once both have their signature in the end', async () => {
    const pledge = await submitted(joint);
    const outcomes = await Promise.all([signs(pledge, jnrcs), signs(pledge, unhcr)]);
    expect(outcomes.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual([
      'VERSION_CONFLICT',
    ]);
    const first = made(outcomes.find(({ made: noun }) => noun) as (typeof outcomes)[number]);
    const rest = first.signatures[0]?.organisationId === 'org_jnrcs' ? unhcr : jnrcs;
    expect(made(await signs(first, rest)).state).toBe('SIGNED');
  });

  test('its signers report on it; the final reports of all close it for ever', async () => {
    const measure = await attested(world);
    const signed = made(await signs(made(await signs(await submitted(joint), jnrcs)), unhcr));
    const one = made(await reports(signed, jnrcs, { measureIds: [measure.id] }));
    expect(one).toMatchObject({
      state: 'SIGNED',
      reports: [{ progress: 'IN_PROGRESS', measureIds: [measure.id] }],
    });
    const two = made(await reports(one, jnrcs, { progress: 'FULFILLED', isFinal: true }));
    expect(two.state).toBe('SIGNED');
    expect((await reports(two, jnrcs)).userErrors).toMatchObject([{ rule: 'final-report-is-last' }]);
    const three = made(await reports(two, unhcr, { progress: 'PARTLY_FULFILLED', isFinal: true }));
    expect(three.state).toBe('CLOSED');
    for (const again of [await reports(three, unhcr), await signs(three, iom)])
      expect(again.userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION', possible: [] }]);
  });

  test('a report names no measure that its writer does not read', async () => {
    const signed = made(await signs(await submitted(), jnrcs));
    const foreign = await filed(world, {}, { ...iom, role: 'coordinator' });
    expect((await reports(signed, jnrcs, { measureIds: [foreign.id] })).userErrors).toMatchObject([
      { field: 'input.measureIds.0' },
    ]);
  });
});

test.each([
  [
    'an unknown kind',
    { kind: 'SPECIFIC_JOIN' },
    { field: 'input.kind', message: expect.stringMatching(/SPECIFIC_JOINT/) },
  ],
  ['an unknown paragraph', { paragraphs: ['OP6'] }, { field: 'input.paragraphs.0' }],
  [
    'dates reversed',
    { beginsOn: '2015-01-01', endsOn: '2014-01-01' },
    { field: 'input.endsOn', message: expect.stringMatching(/reversed/) },
  ],
  ['a Conference before the resolution', { conference: 30 }, { field: 'input.conference' }],
  ['a text of a megabyte', { text: 'x'.repeat(1_000_000) }, { field: 'input.text' }],
  ['an unknown party', { partyIds: ['org_jnrcs', 'org_x'] }, { field: 'input.partyIds.1' }],
  ['one party of a joint pledge', { kind: 'SPECIFIC_JOINT' }, { rule: 'pledge-parties-fit-kind' }],
  [
    'two parties of an individual pledge',
    { partyIds: ['org_jnrcs', 'org_iom'] },
    { rule: 'pledge-parties-fit-kind' },
  ],
])('%s is refused', async (_case, over, refusal) => {
  const { made: none, userErrors } = await say<Pledge>(world, alice, 'submitPledge', pledgeInput(over));
  expect(none).toBeNull();
  expect(userErrors).toMatchObject([refusal]);
});
