import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Agreement, active, record, SIGNED, take, terms, walk } from './access-steps.ts';
import { type AccessWorld, type Asker, guard, iom, krcs, openAccess } from './access-world.ts';

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccess();
});
afterAll(() => world.stop());

interface Answered {
  accessAgreement: (Agreement & Record<string, unknown>) | null;
  userErrors: { code: string; field: string | null; rule: string | null }[];
}

async function say(who: Asker, verb: string, type: string, input: object): Promise<Answered> {
  const { data, errors } = await world.ask(
    who,
    `mutation ($input: ${type}!) { outcome: ${verb}(input: $input) {
       accessAgreement { id state version revision revisionHash verdict signatures { signedAt }
         conformity { test verdict reason } conformityHistory { verdict results { test verdict } } places { name } }
       userErrors { code field rule } } }`,
    { input },
  );
  if (errors) throw new Error(JSON.stringify(errors.map(({ extensions }) => extensions)));
  return data?.outcome as Answered;
}
const revise = (who: Asker, { id, version }: Agreement, over: object = {}) =>
  say(who, 'reviseAccessAgreement', 'ReviseAccessAgreementInput', {
    ...terms(over),
    id,
    expectedVersion: version,
  });

test('an edit makes a new revision, goes back to negotiation and voids every signature', async () => {
  const signed = await walk(world, (await record(world)).accessAgreement, SIGNED);
  const { accessAgreement, userErrors } = await revise(krcs, signed, { text: 'Only by day.' });
  expect(userErrors).toEqual([]);
  expect(accessAgreement).toMatchObject({ state: 'NEGOTIATION', revision: 2, signatures: [] });
  expect(accessAgreement?.revisionHash).not.toBe(signed.revisionHash);
});

test('old terms taken up again are signed again', async () => {
  const signed = await walk(world, (await record(world)).accessAgreement, SIGNED);
  const changed = (await revise(krcs, signed, { text: 'Only by day.' })).accessAgreement as Agreement;
  const back = (await revise(krcs, changed)).accessAgreement;
  expect(back).toMatchObject({ state: 'NEGOTIATION', revision: 3, signatures: [] });
});

test('what is active is not edited, and a stranger edits nothing', async () => {
  const held = await active(world);
  expect((await revise(krcs, held)).userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION' }]);
  expect((await revise(iom, held)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
});

test('the parties stay the same: none is put out of what it has read', async () => {
  const draft = (await record(world)).accessAgreement as Agreement;
  expect((await revise(krcs, draft, { partyIds: ['org_krcs', 'org_iom'] })).userErrors).toMatchObject([
    { code: 'VALIDATION_FAILED', field: 'input.partyIds' },
  ]);
});

test('a draft is rejected for ever', async () => {
  const over = await walk(world, (await record(world)).accessAgreement, [['reject', krcs]]);
  expect(over.state).toBe('REJECTED');
  expect((await take(world, 'submit', over, krcs)).userErrors).toMatchObject([
    { code: 'ILLEGAL_TRANSITION' },
  ]);
});

test('a breach suspends at once, also what was allowed by word of mouth, and may end it for ever', async () => {
  const breached = await walk(world, await active(world), [
    ['reportAccessBreach', guard],
    ['endAccessAgreementForBreach', krcs],
  ]);
  expect(breached.state).toBe('BREACHED');
  const { accessAgreement } = await record(world, { instrument: 'VERBAL', statesConformity: false });
  const verbal = await walk(world, accessAgreement, [
    ['submit', krcs],
    ['approve', krcs],
    ['activate', krcs],
    ['reportAccessBreach', krcs],
  ]);
  expect(verbal.state).toBe('SUSPENDED');
});

test('the verdict is computed anew when the facts change, and every verdict there was is kept', async () => {
  const recorded = (await record(world)).accessAgreement as Agreement;
  const examined = await say(krcs, 'examineAccessAgreement', 'ExamineAccessAgreementInput', {
    id: recorded.id,
    expectedVersion: 1,
    examinedOn: '2026-02-01',
  });
  expect(examined.accessAgreement).toMatchObject({ verdict: 'CONFORMING', version: 2 });
  const groupsLeftOut = ['ASYLUM_SEEKERS'];
  const narrowed = await revise(krcs, examined.accessAgreement as Agreement, { groupsLeftOut });
  expect(narrowed.accessAgreement).toMatchObject({
    verdict: 'NOT_CONFORMING',
    conformityHistory: [
      { verdict: 'NOT_CONFORMING' },
      { verdict: 'CONFORMING' },
      { verdict: 'NOT_ASSESSED' },
    ],
  });
  expect(narrowed.accessAgreement?.conformity).toContainEqual({
    test: 'IRRESPECTIVE_OF_STATUS',
    verdict: 'NOT_CONFORMING',
    reason: 'It says: asylum seekers.',
  });
});

test('nobody types a verdict in: there is no such input', async () => {
  const typed = `mutation { recordInstrument(input: { country: "KE", kind: LAW, title: "x", verdict: CONFORMING }) {
    userErrors { code } } }`;
  await expect(world.ask(krcs, typed)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
});

test('an authority that is a party does not examine it, and no day of tomorrow is recorded', async () => {
  const held = await active(world);
  const input = { id: held.id, expectedVersion: held.version, examinedOn: '2026-02-01' };
  const verb = ['examineAccessAgreement', 'ExamineAccessAgreementInput'] as const;
  expect((await say(guard, ...verb, input)).userErrors).toMatchObject([
    { code: 'RULE_BROKEN', rule: 'observer-is-humanitarian' },
  ]);
  expect((await say(krcs, ...verb, { ...input, examinedOn: '2099-01-01' })).userErrors).toMatchObject([
    { code: 'VALIDATION_FAILED', field: 'input.examinedOn' },
  ]);
});

test('within 90, 30 and 7 days of its end its parties are warned, and nobody else is', async () => {
  const held = await active(world);
  const warningFor = async (who: Asker, days: number) => {
    await world.sql(
      `update access.access_agreement set valid_until = now() + $2 * interval '1 day' where id = $1`,
      [held.id, days],
    );
    const { data } = await world.ask(who, `{ accessAgreement(id: "${held.id}") { expiryWarning } }`);
    const read = data as { accessAgreement: { expiryWarning: number | null } } | null;
    return read?.accessAgreement.expiryWarning;
  };
  expect([await warningFor(krcs, 100), await warningFor(krcs, 80), await warningFor(guard, 20)]).toEqual([
    null,
    90,
    30,
  ]);
  expect([await warningFor(krcs, 5), await warningFor(iom, 5), await warningFor(null, 5)]).toEqual([
    7,
    null,
    null,
  ]);
});
