import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../../shared/ids.ts';
import { HOLDING_STATES } from '../../../shared/policy/places.ts';
import { owner, ReferralStage } from '../../support/referral-stage.ts';
import type { Asking } from '../../support/subgraph.ts';

let stage: ReferralStage;
let recipient: Asking;
beforeAll(async () => {
  stage = await ReferralStage.open();
  const organisationId = await stage.organisation('UN_AGENCY');
  await stage.agreement(organisationId);
  recipient = { organisationId, purposes: ['LEGAL_AID'] };
});
afterAll(() => stage.stop());

/** A service of the recipient with so many places left, and so many referrals sent to it. */
async function sent(places: number | null, count: number) {
  const serviceId = await stage.service(recipient.organisationId);
  if (places !== null) {
    await stage.sql(
      `insert into services.service_capacity (id, service_id, position, unit, available, maximum, per_referral)
       values ($1, $2, 0, '{"name":"Beds"}', $3, $3, true)`,
      [newId('cap'), serviceId, places],
    );
  }
  const referrals: { id: string; consentId: string; personRef: string }[] = [];
  for (let number = 0; number < count; number += 1) {
    const personRef = await stage.person();
    const consentId = await stage.consent(personRef, [recipient.organisationId]);
    const id = await stage.draft(personRef, serviceId);
    await stage.move(owner, 'send', id, 1);
    referrals.push({ id, consentId, personRef });
  }
  return { serviceId, referrals };
}

const left = async (serviceId: string) =>
  (
    await stage.sql<{ available: number }>(
      'select available from services.service_capacity where service_id = $1',
      [serviceId],
    )
  )[0]?.available;
const holders = async (serviceId: string) =>
  (
    await stage.sql<{ referral_id: string }>(
      'select referral_id from services.place_taken where service_id = $1',
      [serviceId],
    )
  ).map((row) => row.referral_id);

describe('accepting a referral takes a place', () => {
  test('ALLOW: while one is left, and in the same transaction', async () => {
    const { serviceId, referrals } = await sent(2, 1);
    const { userErrors } = await stage.move(recipient, 'accept', referrals[0]?.id as string, 2);
    expect(userErrors).toEqual([]);
    expect(await left(serviceId)).toBe(1);
    expect(await holders(serviceId)).toEqual([referrals[0]?.id]);
  });

  test('DENY: none is left; the referral stays as it was and can be put on the waiting list', async () => {
    const { serviceId, referrals } = await sent(0, 1);
    const id = referrals[0]?.id as string;
    const { referral, userErrors } = await stage.move(recipient, 'accept', id, 2);
    expect(referral).toBeNull();
    expect(userErrors).toEqual([expect.objectContaining({ code: 'RULE_BROKEN', rule: 'place-left' })]);
    expect(await stage.sql('select state, version from referrals.referral where id = $1', [id])).toEqual([
      { state: 'SENT', version: 2 },
    ]);
    expect((await stage.move(recipient, 'waitlist', id, 2)).userErrors).toEqual([]);
    await stage.sql('update services.service_capacity set available = 0, maximum = 1 where service_id = $1', [
      serviceId,
    ]);
    expect((await stage.move(recipient, 'accept', id, 3)).userErrors[0]?.rule).toBe('place-left');
  });

  test('a service that counts no places has no limit', async () => {
    const { serviceId, referrals } = await sent(null, 1);
    const { userErrors } = await stage.move(recipient, 'accept', referrals[0]?.id as string, 2);
    expect(userErrors).toEqual([]);
    expect(await holders(serviceId)).toEqual([]);
  });

  test('eight acceptances at once share three places, and none of them twice', async () => {
    const { serviceId, referrals } = await sent(3, 8);
    const answers = await Promise.all(referrals.map(({ id }) => stage.move(recipient, 'accept', id, 2)));
    const accepted = answers.filter(({ userErrors }) => userErrors.length === 0);
    expect(accepted).toHaveLength(3);
    expect(answers.flatMap(({ userErrors }) => userErrors.map(({ rule }) => rule))).toEqual(
      Array(5).fill('place-left'),
    );
    expect(await left(serviceId)).toBe(0);
    expect((await holders(serviceId)).sort()).toEqual(accepted.map(({ referral }) => referral?.id).sort());
  });

  test('one referral accepted by two members of staff at once takes one place', async () => {
    const { serviceId, referrals } = await sent(3, 1);
    const id = referrals[0]?.id as string;
    const answers = await Promise.all([1, 2, 3].map(() => stage.move(recipient, 'accept', id, 2)));
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect(await left(serviceId)).toBe(2);
  });

  test('no way leads around it: a state that is set without the verb takes a place, or is refused', async () => {
    const { serviceId, referrals } = await sent(1, 2);
    await stage.force(referrals[0]?.id as string, 'ACCEPTED');
    expect(await left(serviceId)).toBe(0);
    await expect(stage.force(referrals[1]?.id as string, 'ACCEPTED')).rejects.toThrow('No place');
  });
});

describe('its end gives the place back', () => {
  const ends: Record<
    string,
    (one: { id: string; consentId: string; personRef: string }) => Promise<unknown>
  > = {
    'it is completed': ({ id }) => stage.move(recipient, 'complete', id, 3, { outcome: 'SERVICE_PROVIDED' }),
    'it could not be delivered': ({ id }) =>
      stage.move(recipient, 'fail', id, 3, { reason: 'COULD_NOT_CONTACT' }),
    'its sender cancels it': ({ id }) => stage.move(owner, 'cancel', id, 3),
    'the person withdraws consent': ({ consentId }) =>
      stage.ask(
        owner,
        `mutation End($input: EndConsentInput!) { withdrawConsent(input: $input) { userErrors { code } } }`,
        { input: { id: consentId, expectedRevision: 1 } },
      ),
    'the clock ends it': ({ id }) => stage.force(id, 'EXPIRED'),
    'it was a mistake': ({ id }) => stage.force(id, 'ENTERED_IN_ERROR'),
  };

  test.each(Object.keys(ends))('when %s', async (how) => {
    const { serviceId, referrals } = await sent(1, 1);
    const one = referrals[0] as (typeof referrals)[number];
    await stage.move(recipient, 'accept', one.id, 2);
    expect(await left(serviceId)).toBe(0);
    await ends[how]?.(one);
    expect(await left(serviceId)).toBe(1);
    expect(await holders(serviceId)).toEqual([]);
  });

  test('it keeps its place while it is scheduled, begun and held', async () => {
    const { serviceId, referrals } = await sent(1, 1);
    const id = referrals[0]?.id as string;
    for (const state of HOLDING_STATES) {
      await stage.force(id, state);
      expect(await left(serviceId)).toBe(0);
    }
  });

  test('a place is given back once, and never more than there are', async () => {
    const { serviceId, referrals } = await sent(1, 1);
    const id = referrals[0]?.id as string;
    await stage.move(recipient, 'accept', id, 2);
    // Its owner counted anew meanwhile.
    await stage.sql('update services.service_capacity set available = 1 where service_id = $1', [serviceId]);
    await stage.move(recipient, 'complete', id, 3, { outcome: 'SERVICE_PROVIDED' });
    await stage.sql('select services.give_place_back($1)', [id]);
    expect(await left(serviceId)).toBe(1);
  });
});

describe('the other subgraphs', () => {
  const as = async (role: string, statement: string) =>
    stage.beside(async (client) => {
      await client.query(`set role ${role}`);
      return client.query(statement);
    });

  test.each([
    ['accord_services', 'select * from services.place_taken'],
    ['accord_services', `select services.take_place('a', 'b')`],
    ['accord_services', 'select * from referrals.referral'],
    ['accord_referrals', 'select * from services.place_taken'],
    ['accord_referrals', 'select * from services.service_capacity'],
    ['accord_referrals', 'update services.service_capacity set available = 9'],
    ['accord_access', `select services.take_place('a', 'b')`],
  ])('DENY: %s may not %s', async (role, statement) => {
    await expect(as(role, statement)).rejects.toThrow('permission denied');
  });

  test('ALLOW: referrals takes and gives back by the two functions', async () => {
    await expect(as('accord_referrals', `select services.take_place('none', 'none')`)).resolves.toBeDefined();
    await expect(as('accord_referrals', `select services.give_place_back('none')`)).resolves.toBeDefined();
  });
});
