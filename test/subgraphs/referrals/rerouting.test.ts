import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { iom, owner, ReferralStage, type Refusal } from '../../support/referral-stage.ts';
import type { Asker } from '../../support/subgraph.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
});
afterAll(() => stage.stop());

interface Answered {
  readonly referral: { readonly id: string; readonly [field: string]: unknown } | null;
  readonly userErrors: readonly Refusal[];
}

async function reroute(input: object, who: Asker = owner): Promise<Answered> {
  const query = `mutation Reroute($input: RerouteReferralInput!) { answer: rerouteReferral(input: $input) {
    referral { id state version urgency person { ref } } userErrors { code field rule possible } } }`;
  return (await stage.ask<{ answer: Answered }>(who, query, { input })).answer;
}

const stateOf = async (id: string) =>
  (await stage.sql<{ state: string }>('select state from referrals.referral where id = $1', [id]))[0]?.state;

test('ALLOW: the sender sends the person another way, and the first recipient reads nothing more', async () => {
  const scene = await stage.scene({ state: 'ACCEPTED' });
  const other = await stage.scene();
  const { referral, userErrors } = await reroute({
    id: scene.id,
    expectedVersion: 3,
    serviceId: other.serviceId,
  });
  expect(userErrors).toEqual([]);
  expect(referral).toMatchObject({ state: 'DRAFT', version: 1, person: { ref: scene.personRef } });
  expect(await stateOf(scene.id)).toBe('REROUTED');
  await expect(stage.ask(scene.recipient, `{ referral(id: "${scene.id}") { state } }`)).rejects.toThrow(
    'NOT_FOUND',
  );
});

test('the child needs a consent of its own: what was agreed for one recipient is not agreed for another', async () => {
  const scene = await stage.scene();
  const other = await stage.scene();
  const { referral } = await reroute({ id: scene.id, expectedVersion: 2, serviceId: other.serviceId });
  const refused = await stage.move(owner, 'send', referral?.id ?? '', 1);
  expect(refused.userErrors[0]?.code).toBe('CONSENT_REQUIRED');
  await stage.consent(scene.personRef, [other.recipientId]);
  expect((await stage.move(owner, 'send', referral?.id ?? '', 1)).userErrors).toEqual([]);
});

test('a service that is not there leaves the referral as it was', async () => {
  const scene = await stage.scene();
  const { userErrors } = await reroute({ id: scene.id, expectedVersion: 2, serviceId: 'service_none' });
  expect(userErrors[0]).toMatchObject({ code: 'NOT_FOUND', field: 'input.serviceId' });
  expect(await stateOf(scene.id)).toBe('SENT');
});

test('a repeat with its key makes no second child, and of two at once one alone is carried out', async () => {
  const scene = await stage.scene();
  const input = { id: scene.id, expectedVersion: 2, serviceId: scene.serviceId };
  const keyed = { ...owner, idempotencyKey: `reroute-${scene.id}` };
  const [one, again, other] = await Promise.all([
    reroute(input, keyed),
    reroute(input, keyed),
    reroute(input),
  ]);
  expect(one.referral?.id).toBe(again.referral?.id);
  const won = [one, other].filter(({ userErrors }) => userErrors.length === 0);
  expect(won).toHaveLength(1);
  const children = await stage.sql('select id from referrals.referral where rerouted_from = $1', [scene.id]);
  expect(children).toEqual([{ id: won[0]?.referral?.id }]);
});

test('DENY: the recipient, who may only answer', async () => {
  const scene = await stage.scene();
  const input = { id: scene.id, expectedVersion: 2, serviceId: scene.serviceId };
  expect((await reroute(input, scene.recipient)).userErrors[0]?.code).toBe('ILLEGAL_TRANSITION');
  expect(await stateOf(scene.id)).toBe('SENT');
});

test('DENY: a stranger finds nothing, as with an absent one', async () => {
  const scene = await stage.scene();
  const input = { id: scene.id, expectedVersion: 2, serviceId: scene.serviceId };
  const refused = await reroute(input, iom);
  expect(refused.userErrors[0]?.code).toBe('NOT_FOUND');
  expect(refused).toEqual(await reroute({ ...input, id: 'referral_none' }, iom));
});

test('DENY: what is completed goes no other way', async () => {
  const scene = await stage.scene({ state: 'COMPLETED' });
  const [row] = await stage.sql<{ version: number }>('select version from referrals.referral where id = $1', [
    scene.id,
  ]);
  const { userErrors } = await reroute({
    id: scene.id,
    expectedVersion: row?.version,
    serviceId: scene.serviceId,
  });
  expect(userErrors[0]?.code).toBe('ILLEGAL_TRANSITION');
});
