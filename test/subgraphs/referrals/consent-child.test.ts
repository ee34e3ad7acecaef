import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ASKED, GIVEN, sayConsent } from '../../support/consents.ts';
import { HOW_ASKED, HOW_GIVEN } from '../../support/how-given.ts';
import { ReferralStage } from '../../support/referral-stage.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
});
afterAll(() => stage.stop());

const told = { ...ASKED, ...HOW_GIVEN };
const yearsAgo = (years: number) => `${new Date().getFullYear() - years}-01-01`;
const rulesOf = ({ userErrors }: { userErrors: readonly { rule: string | null }[] }) =>
  userErrors.map(({ rule }) => rule);

const CHILDREN = [
  ['by the age band', { triage: { ageBand: 'AGE_12_17' } }],
  ['by the birth date', { identity: { birthDate: yearsAgo(10) } }],
  [
    'by the birth date, whatever the band says',
    {
      triage: { ageBand: 'AGE_18_59' },
      identity: { birthDate: yearsAgo(10) },
    },
  ],
  ['by the year of birth', { identity: { birthDate: yearsAgo(9).slice(0, 4) } }],
] as const;

describe.each(CHILDREN)('a child %s', (_how, record) => {
  test('DENY: does not give a consent alone, whatever the caller says of it', async () => {
    const personRef = await stage.person(record);
    expect(rulesOf(await sayConsent(stage, 'record', { personRef, ...told }))).toEqual([
      'child-is-represented',
    ]);
    const grownUp = { givenBy: 'SELF', childAssent: true };
    expect(rulesOf(await sayConsent(stage, 'record', { personRef, ...told, ...grownUp }))).toEqual([
      'child-is-represented',
    ]);
  });

  test('DENY: is not spoken for without its own assent', async () => {
    const personRef = await stage.person(record);
    for (const childAssent of [null, false]) {
      const input = { personRef, ...told, givenBy: 'GUARDIAN', childAssent };
      expect(rulesOf(await sayConsent(stage, 'record', input))).toEqual(['child-assents']);
    }
  });

  test.each(['CAREGIVER', 'GUARDIAN', 'REPRESENTATIVE'])(
    'ALLOW: a %s gives it, and the child assents',
    async (givenBy) => {
      const personRef = await stage.person(record);
      const { consent } = await sayConsent(stage, 'record', {
        personRef,
        ...told,
        givenBy,
        childAssent: true,
      });
      expect(consent).toMatchObject({ state: 'GIVEN', givenBy, childAssent: true });
    },
  );

  test('the same when it was asked for, and when it is renewed', async () => {
    const personRef = await stage.person(record);
    const { consent } = await sayConsent(stage, 'request', { personRef, ...ASKED, ...HOW_ASKED });
    const id = consent?.id;
    const alone = await sayConsent(stage, 'give', { id, expectedRevision: 1, ...GIVEN, childAssent: true });
    expect(rulesOf(alone)).toEqual(['child-is-represented']);
    const unasked = { ...GIVEN, givenBy: 'CAREGIVER' };
    expect(rulesOf(await sayConsent(stage, 'give', { id, expectedRevision: 1, ...unasked }))).toEqual([
      'child-assents',
    ]);
    const given = await sayConsent(stage, 'give', { id, expectedRevision: 1, ...unasked, childAssent: true });
    expect(given.userErrors).toEqual([]);
    const dissent = { id, expectedRevision: 2, childAssent: false };
    expect(rulesOf(await sayConsent(stage, 'renew', dissent))).toEqual(['child-assents']);
    expect((await sayConsent(stage, 'renew', { id, expectedRevision: 2 })).userErrors).toEqual([]);
  });
});

test('less of a consent needs neither a representative nor assent: no child is held to more than it wants', async () => {
  const personRef = await stage.person({ triage: { ageBand: 'AGE_5_11' } });
  const { consent } = await sayConsent(stage, 'record', {
    personRef,
    ...told,
    givenBy: 'CAREGIVER',
    childAssent: true,
  });
  await stage.sql(`update referrals.consent set given_by = 'SELF', child_assent = null where id = $1`, [
    consent?.id,
  ]);
  const input = { id: consent?.id, expectedRevision: 1, categories: ['ROUTING'] };
  expect((await sayConsent(stage, 'narrow', input)).userErrors).toEqual([]);
});

test('of a person whose age nobody recorded nothing is supposed, and a child that says no is heard', async () => {
  const personRef = await stage.person({});
  expect((await sayConsent(stage, 'record', { personRef, ...told })).userErrors).toEqual([]);
  const spokenFor = { personRef, ...told, givenBy: 'GUARDIAN', childAssent: false };
  expect(rulesOf(await sayConsent(stage, 'record', spokenFor))).toEqual(['child-assents']);
});

test('what should be gone of the record is not looked at', async () => {
  const personRef = await stage.person({ triage: { ageBand: 'AGE_5_11' } });
  await stage.sql('update referrals.person_category set erase_after = now() where person_id = $1', [
    personRef,
  ]);
  expect((await sayConsent(stage, 'record', { personRef, ...told })).userErrors).toEqual([]);
});
