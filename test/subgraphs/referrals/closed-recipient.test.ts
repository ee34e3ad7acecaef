import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { leaveClosedRecipients } from '../../../subgraphs/referrals/jobs/leave-closed-recipients.ts';
import { marksIn } from '../../support/marked-person.ts';
import { OWNER, owner, ReferralStage, type Scene } from '../../support/referral-stage.ts';
import { WHOLE } from '../../support/release-paths.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
}, 60_000);
afterAll(() => stage?.stop());

/** As a merger leaves the rows of the registry: organisation-entry.test.ts has the verb. */
async function merge({ recipientId, agreementId }: Scene): Promise<string> {
  const successor = await stage.organisation('UN_AGENCY');
  await stage.sql(
    'update partnerships.organisation set active = false, closed_at = now(), merged_into_id = $2 where id = $1',
    [recipientId, successor],
  );
  await stage.sql(`update partnerships.agreement set state = 'TERMINATED' where id = $1`, [agreementId]);
  return successor;
}

const clock = () => stage.clock(leaveClosedRecipients, new Date(Date.now() + 1_000));
const stateOf = async (id: string) =>
  (await stage.ask<{ referral: object }>(owner, `{ referral(id: "${id}") { state reason version } }`))
    .referral;
const told = async (id: string) => {
  const { notices } = await stage.ask<{ notices: { nodes: { kind: string; subjectId: string }[] } }>(
    owner,
    '{ notices(first: 100) { nodes { kind subjectId } } }',
  );
  return notices.nodes.filter(({ subjectId }) => subjectId === id).map(({ kind }) => kind);
};

describe('an organisation to which a referral is open is merged into another', () => {
  test.each(['SENT', 'RECEIVED', 'WAITLISTED'] as const)(
    '%s: what nobody answered expires with a reason, once, and the sender is told',
    async (state) => {
      const scene = await stage.scene({ state });
      await merge(scene);
      await Promise.all([clock(), clock()]);
      await clock();
      expect(await stateOf(scene.id)).toMatchObject({ state: 'EXPIRED', reason: 'SERVICE_SUSPENDED' });
      expect(await told(scene.id)).toEqual(['REFERRAL_RECIPIENT_CLOSED']);
    },
  );

  test.each(['ACCEPTED', 'SCHEDULED', 'IN_PROGRESS', 'ON_HOLD'] as const)(
    '%s: what is under way stays for its sender to end, who is told once and sends it again under another agreement',
    async (state) => {
      const scene = await stage.scene({ state });
      const successor = await merge(scene);
      await clock();
      await clock();
      expect(await stateOf(scene.id)).toMatchObject({ state });
      expect(await told(scene.id)).toEqual(['REFERRAL_RECIPIENT_CLOSED']);
      const version = (await stateOf(scene.id)) as { version: number };
      const reroute = `mutation ($input: RerouteReferralInput!) {
        made: rerouteReferral(input: $input) { referral { id state } userErrors { code rule } } }`;
      const input = {
        id: scene.id,
        expectedVersion: version.version,
        serviceId: await stage.service(successor),
      };
      const { made } = await stage.ask<{ made: { referral: { id: string } } }>(owner, reroute, { input });
      expect(await stateOf(scene.id)).toMatchObject({ state: 'REROUTED' });
      // The person trusted the one that is gone: for the other it takes an agreement and a consent of its own.
      expect((await stage.move(owner, 'send', made.referral.id, 1)).userErrors).toMatchObject([
        { code: 'AGREEMENT_INACTIVE' },
      ]);
    },
  );

  test('neither of the two reads a word of what the one was shown, by token, list or entity', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    const paths = (who: Scene['recipient']) => [
      stage.answer(who, `{ referral(id: "${scene.id}") { ${WHOLE} } }`),
      stage.answer(who, `{ referrals(box: INBOX, first: 5) { nodes { ${WHOLE} } } }`),
      stage.answer(
        who,
        `query ($k: [_Any!]!) { _entities(representations: $k) { ... on Referral { ${WHOLE} } } }`,
        {
          k: [{ __typename: 'Referral', id: scene.id }],
        },
      ),
    ];
    const marks = async (who: Scene['recipient']) =>
      (await Promise.all(paths(who))).map((answer) => marksIn(answer).length);
    expect((await marks(scene.recipient)).every((count) => count > 0)).toBe(true);
    const organisationId = await merge(scene);
    expect(await marks(scene.recipient)).toEqual([0, 0, 0]);
    expect(await marks({ ...scene.recipient, organisationId })).toEqual([0, 0, 0]);
  });

  test('an order to erase that it did not acknowledge stays before the owner, and is not the other one’s to answer', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    await stage.answer(scene.recipient, `{ referral(id: "${scene.id}") { ${WHOLE} } }`);
    await stage.ask(
      owner,
      `mutation { withdrawConsent(input: { id: "${scene.consentId}" }) { userErrors { code } } }`,
    );
    const organisationId = await merge(scene);
    const orders = async (who: Scene['recipient'], box: string) => {
      const { erasureOrders } = await stage.ask<{ erasureOrders: { nodes: { id: string }[] } }>(
        who,
        `{ erasureOrders(box: ${box}, first: 100) { nodes { id } } }`,
      );
      return erasureOrders.nodes.map(({ id }) => id);
    };
    const [order] = await stage.sql<{ id: string }>(
      'select id from referrals.erasure_order where recipient_id = $1',
      [scene.recipientId],
    );
    expect(order).toBeDefined();
    expect(await orders(owner, 'SENT')).toContain(order?.id);
    expect(await orders({ ...scene.recipient, organisationId }, 'INBOX')).toEqual([]);
    expect(await orders(scene.recipient, 'INBOX')).toEqual([]);
  });

  test('referrals to others stay as they are', async () => {
    const scene = await stage.scene();
    await clock();
    expect(await stateOf(scene.id)).toMatchObject({ state: 'SENT' });
    expect(await told(scene.id)).toEqual([]);
  });
});

test('the clock sees no referral under way but those to who is closed', async () => {
  const [here, gone] = [await stage.scene({ state: 'ACCEPTED' }), await stage.scene({ state: 'ACCEPTED' })];
  await merge(gone);
  const seen = await stage.beside(async (client) => {
    await client.query('begin');
    await client.query('set local role accord_referrals_clock');
    await client.query('set local search_path = referrals');
    const { rows } = await client.query<{ id: string }>(
      `select id from referral where state = 'ACCEPTED' and owner_id = $1`,
      [OWNER],
    );
    await expect(client.query('select person_id from referral')).rejects.toThrow('permission denied');
    return rows.map(({ id }) => id);
  });
  expect(seen).toContain(gone.id);
  expect(seen).not.toContain(here.id);
});
