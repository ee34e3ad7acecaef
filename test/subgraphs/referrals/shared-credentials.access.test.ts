import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OrganisationType } from '../../../shared/policy/organisations.ts';
import { marksIn } from '../../support/marked-person.ts';
import { moveQuery, owner, ReferralStage } from '../../support/referral-stage.ts';
import { openWay, RELEASE_PATHS, type Way } from '../../support/release-paths.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
}, 120_000);
afterAll(() => stage?.stop());

/** Makes an organisation a unit of one of this type, that signs in as its parent does or by itself. */
async function makeUnit(id: string, parentType: OrganisationType, shares: boolean): Promise<string> {
  const parentId = await stage.organisation(parentType);
  await stage.sql(
    'update partnerships.organisation set parent_id = $2, shares_credentials = $3 where id = $1',
    [id, parentId, shares],
  );
  return parentId;
}

const READ_BY_RECIPIENT = RELEASE_PATHS.filter(({ sides }) => sides.includes('recipient'));
const READ_BY_OWNER = RELEASE_PATHS.filter(({ sides }) => sides.includes('owner'));

describe('what a recipient that is a unit reads, by every path', () => {
  test.each(READ_BY_RECIPIENT)('$name', async (path) => {
    const way = await openWay(stage);
    const asks = async () => marksIn(await path.ask(stage, way.recipient, 'recipient', way));
    const id = way.recipient.organisationId;

    await makeUnit(id, 'BORDER_GUARD', false);
    expect((await asks()).length).toBeGreaterThan(0);
    await makeUnit(id, 'BORDER_GUARD', true);
    expect(await asks()).toEqual([]);
  });

  test.each(['LAW_ENFORCEMENT', 'DONOR', 'MILITARY'] as const)(
    'is nothing when its parent is a %s whose credentials it shares, suspended or not',
    async (type) => {
      const way = await openWay(stage);
      const parentId = await makeUnit(way.recipient.organisationId, type, true);
      const asks = async (which: Way) =>
        marksIn(await stage.answer(way.recipient, `{ referral(id: "${which.id}") { person { ref } } }`));
      expect(await asks(way)).toEqual([]);
      await stage.sql('update partnerships.organisation set active = false where id = $1', [parentId]);
      expect(await asks(way)).toEqual([]);
    },
  );

  test('is what the ceiling of the strictest among them leaves: health, from a hospital that is a hospital', async () => {
    const scene = await stage.scene({
      to: 'hospital',
      serviceType: 'PRIMARY_HEALTH',
      state: 'ACCEPTED',
    });
    const query = `{ referral(id: "${scene.id}") { disclosure { released } } }`;
    const released = async () => {
      interface Told {
        readonly referral: { readonly disclosure: { readonly released: readonly string[] } } | null;
      }
      return (await stage.ask<Told>(scene.recipient, query)).referral?.disclosure.released ?? null;
    };
    expect(await released()).toContain('HEALTH');
    await makeUnit(scene.recipientId, 'SCHOOL', true);
    expect(await released()).toContain('HEALTH');
    await makeUnit(scene.recipientId, 'PUBLIC_AUTHORITY_ASYLUM', true);
    expect(await released()).not.toContain('HEALTH');
  });
});

test.each(READ_BY_OWNER)(
  'a unit with the credentials of a border guard reads not even its own: $name',
  async (path) => {
    const way = await openWay(stage);
    try {
      await makeUnit(owner.organisationId, 'BORDER_GUARD', true);
      expect(marksIn(await path.ask(stage, owner, 'owner', way))).toEqual([]);
      await makeUnit(owner.organisationId, 'BORDER_GUARD', false);
      expect(marksIn(await path.ask(stage, owner, 'owner', way)).length).toBeGreaterThan(0);
    } finally {
      await stage.sql(
        'update partnerships.organisation set parent_id = null, shares_credentials = false where id = $1',
        [owner.organisationId],
      );
    }
  },
);

describe('sending', () => {
  test('nothing is sent to a unit that shares credentials with the police; to one that does not, it is', async () => {
    const { id, recipientId } = await stage.scene({ state: 'DRAFT' });
    await makeUnit(recipientId, 'LAW_ENFORCEMENT', true);
    const send = () => stage.move(owner, 'send', id, 1);
    expect((await send()).userErrors).toMatchObject([
      { code: 'RULE_BROKEN', rule: 'recipient-outside-firewall' },
    ]);
    await makeUnit(recipientId, 'LAW_ENFORCEMENT', false);
    expect((await send()).userErrors).toEqual([]);
  });

  test('what was read already is not read again: the last look finds the shared credentials', async () => {
    const way = await openWay(stage);
    const answer = await stage.answer(
      way.recipient,
      `{ referral(id: "${way.id}") { id person { ref identity { name } } } }`,
    );
    expect(await stage.stillShown(way.recipient, answer)).toBe(true);
    await makeUnit(way.recipient.organisationId, 'BORDER_GUARD', true);
    expect(await stage.stillShown(way.recipient, answer)).toBe(false);
  });

  test('an acceptance under a key is answered anew, by the class of now', async () => {
    const way = await openWay(stage);
    await makeUnit(way.recipient.organisationId, 'BORDER_GUARD', true);
    const keyed = { ...way.recipient, idempotencyKey: `accept-${way.id}` };
    const input = { id: way.id, expectedVersion: 2 };
    const answer = await stage.answer(keyed, moveQuery('accept', 'id person { ref identity { name } }'), {
      input,
    });
    expect(marksIn(answer)).toEqual([]);
  });
});
