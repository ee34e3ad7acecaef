import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { holder, issued } from '../../support/person-links.ts';
import { iom, OWNER, owner, ReferralStage, type Scene } from '../../support/referral-stage.ts';
import type { Asker } from '../../support/subgraph.ts';

const OF_OWNER =
  'query ($consent: ID!, $revision: Int) { consentReceipt(consent: $consent, revision: $revision) { jws } }';
const OF_HOLDER =
  'query ($token: String!, $consent: ID!) { myReceipt(token: $token, consent: $consent, format: NEUTRAL) { jws } }';

let stage: ReferralStage;
let scene: Scene;
beforeAll(async () => {
  stage = await ReferralStage.open();
  scene = await stage.scene({ state: 'ACCEPTED' });
});
afterAll(() => stage.stop());

const bytes = async (who: Asker, query: string, variables: object) =>
  JSON.stringify(await stage.answer(who, query, variables));

test.each(['caseworker', 'system', 'data_protection_officer'] as const)(
  'ALLOW: a %s of the owner gives the person its receipt',
  async (role) => {
    expect(await bytes({ ...owner, role }, OF_OWNER, { consent: scene.consentId })).toContain('"jws":"ey');
  },
);

test.each(['coordinator', 'signatory', 'analyst', 'administrator'] as const)(
  'DENY: a %s does not',
  async (role) => {
    const text = await bytes({ ...owner, role }, OF_OWNER, { consent: scene.consentId });
    expect(text).toContain('SCOPE_MISSING');
  },
);

test('DENY: another organisation, the recipient of the consent too; to them it is one that never was', async () => {
  for (const who of [iom, scene.recipient]) {
    const never = await bytes(who, OF_OWNER, { consent: 'consent_none' });
    expect(never).toContain('NOT_FOUND');
    expect(await bytes(who, OF_OWNER, { consent: scene.consentId })).toBe(never);
  }
});

test('DENY: nobody without a link, and no event that has not been', async () => {
  expect(await bytes(holder, OF_OWNER, { consent: scene.consentId })).toContain('UNAUTHENTICATED');
  expect(await bytes(owner, OF_OWNER, { consent: scene.consentId, revision: 7 })).toContain('NOT_FOUND');
});

test('ALLOW and DENY: the holder of a link has the receipts of its own consents and of no other', async () => {
  const other = await stage.scene();
  const token = await issued(stage, scene.personRef);
  expect(await bytes(holder, OF_HOLDER, { token, consent: scene.consentId })).toContain('"jws":"ey');
  const never = await bytes(holder, OF_HOLDER, { token, consent: 'consent_none' });
  expect(never).toContain('NOT_FOUND');
  expect(await bytes(holder, OF_HOLDER, { token, consent: other.consentId })).toBe(never);
});

test('DENY: an erased person has no receipts any more, though what was handed out is still genuine', async () => {
  const { consentId, personRef } = await stage.scene();
  const { consentReceipt } = await stage.ask<{ consentReceipt: { jws: string } }>(owner, OF_OWNER, {
    consent: consentId,
  });
  const erase = 'mutation ($ref: ID!) { erasePerson(input: { ref: $ref }) { userErrors { code } } }';
  await stage.ask({ organisationId: OWNER, role: 'data_protection_officer' }, erase, { ref: personRef });
  expect(await bytes(owner, OF_OWNER, { consent: consentId })).toBe(
    await bytes(owner, OF_OWNER, { consent: 'consent_none' }),
  );
  const verify = 'query ($receipt: String!) { verifyReceipt(receipt: $receipt) }';
  expect(await stage.ask(holder, verify, { receipt: consentReceipt.jws })).toEqual({ verifyReceipt: true });
});
