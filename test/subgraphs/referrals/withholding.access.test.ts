import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sayConsent } from '../../support/consents.ts';
import { HOW_GIVEN } from '../../support/how-given.ts';
import { ALL_VALUES, MARKS, marksIn } from '../../support/marked-person.ts';
import { owner, ReferralStage, type Scene } from '../../support/referral-stage.ts';
import type { Asker } from '../../support/subgraph.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
}, 120_000);
afterAll(() => stage?.stop());

interface Order {
  readonly cause: string;
  readonly categories: readonly string[];
}

const read = ({ recipient, id }: Scene, who: Asker = recipient) =>
  stage.answer(who, `{ referral(id: "${id}") { person { ref ${ALL_VALUES} } } }`);

async function ordersTo(who: Asker, box = 'INBOX'): Promise<readonly Order[]> {
  const query = `{ erasureOrders(box: ${box}, first: 50) { nodes { cause categories } } }`;
  return (await stage.ask<{ erasureOrders: { nodes: Order[] } }>(who, query)).erasureOrders.nodes;
}

const stateOf = async ({ id }: Scene) =>
  (await stage.sql<{ state: string }>('select state from referrals.referral where id = $1', [id]))[0]?.state;

/** How somebody is named to be withheld from, as their relation to the recipient. */
type Naming = (scene: Scene) => Promise<{ organisationId: string } | { organisationType: string }>;
const NAMINGS: readonly [string, Naming][] = [
  ['the recipient', async ({ recipientId }) => ({ organisationId: recipientId })],
  [
    'its parent',
    async ({ recipientId }) => {
      const organisationId = await stage.organisation('UN_AGENCY');
      await stage.sql('update partnerships.organisation set parent_id = $2 where id = $1', [
        recipientId,
        organisationId,
      ]);
      return { organisationId };
    },
  ],
  [
    'a unit of it',
    async ({ recipientId }) => ({
      organisationId: await stage.organisation('UN_AGENCY', { parentId: recipientId }),
    }),
  ],
  ['its type', async () => ({ organisationType: 'UN_AGENCY' })],
];

/** By which verb the person says so: to narrow what stands, or with a consent for somebody else. */
const VERBS: readonly [string, (scene: Scene, withhold: readonly object[]) => Promise<object>][] = [
  [
    'narrowing a consent',
    ({ consentId }, withhold) =>
      sayConsent(stage, 'narrow', { id: consentId, expectedRevision: 1, withhold }),
  ],
  [
    'recording another',
    ({ personRef }, withhold) =>
      sayConsent(stage, 'record', {
        personRef,
        recipientIds: ['org_iom'],
        purposes: ['LEGAL_AID'],
        categories: ['ROUTING'],
        ...HOW_GIVEN,
        withhold,
      }),
  ],
];

describe.each(VERBS)('whom a person names, %s, after something was sent', (_verb, say) => {
  test.each(NAMINGS)(
    'DENY: %s reads no more, its referral ends, and it is told to erase',
    async (_name, naming) => {
      const scene = await stage.scene({ state: 'ACCEPTED' });
      expect(marksIn(await read(scene))).toContain('IDENTITY');
      const withhold = [{ ...(await naming(scene)), reason: 'FEAR_OF_HARM' }];
      expect(await say(scene, withhold)).toMatchObject({ userErrors: [] });
      const answer = await read(scene);
      expect(answer.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
      expect(await stateOf(scene)).toBe('WITHDRAWN_BY_PERSON');
      const [order, ...others] = await ordersTo(scene.recipient);
      expect(others).toEqual([]);
      expect(order?.categories).toContain('IDENTITY');
      expect(JSON.stringify(order)).not.toMatch(/WITHH|FEAR/i);
      // What is said again changes nothing.
      await sayConsent(stage, 'record', {
        personRef: scene.personRef,
        recipientIds: ['org_iom'],
        purposes: ['LEGAL_AID'],
        categories: ['ROUTING'],
        ...HOW_GIVEN,
        withhold,
      });
      expect(await ordersTo(scene.recipient)).toHaveLength(1);
    },
  );

  test('ALLOW: whoever is not named goes on reading, and is told nothing', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    await say(scene, [
      { organisationType: 'MEDIA', reason: 'OTHER' },
      { organisationId: 'org_iom', reason: 'OTHER' },
    ]);
    expect(marksIn(await read(scene))).toContain('IDENTITY');
    expect(await stateOf(scene)).toBe('ACCEPTED');
    expect(await ordersTo(scene.recipient)).toEqual([]);
  });
});

test('a recipient hears a withholding as the end of a consent, and its owner the same', async () => {
  const scene = await stage.scene({ state: 'ACCEPTED' });
  await read(scene);
  const withhold = [{ organisationId: scene.recipientId, reason: 'FEAR_OF_HARM' }];
  await sayConsent(stage, 'narrow', { id: scene.consentId, expectedRevision: 1, withhold });
  const sent = (await ordersTo(owner, 'SENT')).at(0);
  expect(sent?.cause).toBe('CONSENT_NARROWED');
  expect(JSON.stringify(await read(scene))).not.toContain(MARKS.IDENTITY);
});
