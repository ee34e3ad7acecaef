import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Answer } from '../../../shared/execute.ts';
import type { DataCategory } from '../../../shared/policy/categories.ts';
import type { ServiceType } from '../../../shared/policy/service-types.ts';
import { ALL_VALUES, MARKED_PERSON, marksIn } from '../../support/marked-person.ts';
import {
  iom,
  moveQuery,
  OWNER,
  owner,
  type RecipientName,
  ReferralStage,
  type Refusal,
} from '../../support/referral-stage.ts';
import type { Asker, Asking } from '../../support/subgraph.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
}, 120_000);
afterAll(() => stage?.stop());

const WHOLE = `id version state from { id } person { ref ${ALL_VALUES} }
  disclosure { released withheld { category reason } }`;
const PASSES: readonly DataCategory[] = ['IDENTITY', 'FAMILY'];

interface Sought {
  readonly id: string;
  readonly personRef: string;
  readonly recipientId: string;
  readonly recipient: Asking;
}

interface Seeking {
  readonly to?: RecipientName;
  readonly serviceType?: ServiceType;
  readonly sought?: boolean;
  readonly sent?: boolean;
}

/** A person whom a family seeks, known to a National Society, and a tracing service: no consent of anybody. */
async function seeking({
  to = 'icrc',
  serviceType = 'RFL_TRACING',
  sought = true,
  sent = true,
}: Seeking = {}) {
  const recipientId = await stage.recipient(to);
  const recipient: Asking = { organisationId: recipientId, purposes: ['RESTORING_FAMILY_LINKS'] };
  await stage.agreement(recipientId, { purposes: ['RESTORING_FAMILY_LINKS'] });
  const serviceId = await stage.service(recipientId, serviceType);
  const personRef = await stage.person({ ...MARKED_PERSON, sought });
  const id = await stage.draft(personRef, serviceId);
  const scene: Sought = { id, personRef, recipientId, recipient };
  if (sent) expect((await stage.move(owner, 'send', id, 1)).userErrors).toEqual([]);
  return scene;
}

async function accepted(): Promise<Sought> {
  const scene = await seeking();
  const keyed = { ...scene.recipient, idempotencyKey: `accept-${scene.id}` };
  expect((await stage.move(keyed, 'accept', scene.id, 2)).userErrors).toEqual([]);
  return scene;
}

const PATHS: readonly [string, (who: Asker, scene: Sought) => Promise<Answer>][] = [
  ['the root field', (who, { id }) => stage.answer(who, `{ referral(id: "${id}") { ${WHOLE} } }`)],
  [
    'an entity',
    (who, { id }) =>
      stage.answer(
        who,
        `query E($keys: [_Any!]!) { _entities(representations: $keys) { ... on Referral { ${WHOLE} } } }`,
        { keys: [{ __typename: 'Referral', id }] },
      ),
  ],
  [
    'a list',
    (who) =>
      stage.answer(
        who,
        `{ referrals(box: INBOX, first: 9) { edges { node { ${WHOLE} } } nodes { ${WHOLE} } } }`,
      ),
  ],
  [
    'the repeat of an acceptance',
    (who, { id }) =>
      stage.answer(who && { ...who, idempotencyKey: `accept-${id}` }, moveQuery('accept', WHOLE), {
        input: { id, expectedVersion: 2 },
      }),
  ],
];

describe.each(PATHS)('by %s', (_name, path) => {
  test('ALLOW: a component of the Movement reads identity and family of a sought person, and nothing else', async () => {
    const scene = await accepted();
    const answer = await path(scene.recipient, scene);
    expect(marksIn(answer)).toEqual(PASSES);
    expect(JSON.stringify(answer)).not.toMatch(/ACCEPTED|org_jnrcs/);
    expect(await stage.stillShown(scene.recipient, answer)).toBe(true);
  });

  test.each([
    [
      'the person was asked and refused',
      `update referrals.consent set state = 'REFUSED' where person_id = $1`,
    ],
    ['nobody seeks the person any more', 'update referrals.person set sought = false where id = $1'],
    ['the referral was declined', `update referrals.referral set state = 'DECLINED' where person_id = $1`],
    [
      'it is no family links referral',
      `update referrals.referral set service_type = 'LEGAL_AID' where person_id = $1`,
    ],
    [
      'the recipient is of the Movement no more',
      `update partnerships.organisation set type = 'UN_AGENCY' where id in (select to_id from referrals.referral where person_id = $1)`,
    ],
    [
      'the recipient has become enforcement',
      `update partnerships.organisation set type = 'LAW_ENFORCEMENT' where id in (select to_id from referrals.referral where person_id = $1)`,
    ],
    [
      'the organisation is withheld from',
      `insert into referrals.withholding (owner_id, person_id, organisation_id, reason, consent_id)
         select owner_id, person_id, to_id, 'FEAR_OF_HARM', 'none' from referrals.referral where person_id = $1`,
    ],
  ])('DENY: nothing once %s', async (_when, change) => {
    const scene = await accepted();
    await stage.consent(scene.personRef, [iom.organisationId]);
    const before = await path(scene.recipient, scene);
    expect(marksIn(before)).toEqual(PASSES);
    await stage.sql(change, [scene.personRef]);
    expect(marksIn(await path(scene.recipient, scene))).toEqual([]);
    expect(await stage.stillShown(scene.recipient, before)).toBe(false);
  });

  test('DENY: another purpose, another role, somebody else', async () => {
    const scene = await accepted();
    const purposes = ['RESTORING_FAMILY_LINKS', 'CASE_MANAGEMENT'];
    const managing = { ...scene.recipient, purposes, purpose: 'CASE_MANAGEMENT' };
    const coordinating = { ...scene.recipient, role: 'coordinator' } as const;
    const other = { ...iom, purposes: ['RESTORING_FAMILY_LINKS'] };
    for (const who of [managing, coordinating, other]) expect(marksIn(await path(who, scene))).toEqual([]);
  });
});

type Whole = {
  id: string;
  version: number | null;
  state: string | null;
  person: object | null;
  disclosure: { released: DataCategory[]; withheld: { category: DataCategory; reason: string }[] };
};

describe('a referral of a sought person', () => {
  test('is found and answered by its id and version; its routing is withheld, and before acceptance everything is', async () => {
    const { id, recipient } = await seeking();
    const inbox = `{ referrals(box: INBOX, first: 9) { nodes { ${WHOLE} } } }`;
    const { referrals } = await stage.ask<{ referrals: { nodes: Whole[] } }>(recipient, inbox);
    expect(referrals.nodes).toMatchObject([{ id, version: 2, state: null, disclosure: { released: [] } }]);
    expect(marksIn(referrals)).toEqual([]);
    const reasons = Object.fromEntries(
      referrals.nodes[0]?.disclosure.withheld.map(({ category, reason }) => [category, reason]) ?? [],
    );
    expect(reasons).toMatchObject({
      ROUTING: 'CONSENT',
      IDENTITY: 'STAGE',
      FAMILY: 'STAGE',
      HEALTH: 'CONSENT',
    });
    const { referral, userErrors } = await stage.move(recipient, 'accept', id, 2);
    expect(userErrors).toEqual([]);
    expect(referral).toEqual({ id, state: null, version: 3 });
    expect((await stage.move(recipient, 'start', id, 2)).userErrors[0]?.code).toBe('VERSION_CONFLICT');
    expect((await stage.move(recipient, 'start', id, 3)).userErrors).toEqual([]);
  });

  test('is sent without consent, under an active agreement, and is carried by none', async () => {
    const { id } = await seeking();
    const [row] = await stage.sql(
      'select state, consent_id, emergency_release_id from referrals.referral where id = $1',
      [id],
    );
    expect(row).toEqual({ state: 'SENT', consent_id: null, emergency_release_id: null });
  });

  test.each([
    ['unhcr', 'RFL_TRACING', 'RULE_BROKEN', 'family-links-within-movement'],
    ['hospital', 'RFL_CONTACT', 'RULE_BROKEN', 'family-links-within-movement'],
    ['guard', 'RFL_TRACING', 'RULE_BROKEN', 'recipient-outside-firewall'],
    ['icrc', 'LEGAL_AID', 'CONSENT_REQUIRED', 'consent-in-force'],
  ] as const)('is refused to %s for %s', async (to, serviceType, code, rule) => {
    const { id } = await seeking({ to, serviceType, sent: false });
    const { userErrors } = await stage.move(owner, 'send', id, 1);
    expect(userErrors).toMatchObject([{ code, rule }]);
  });

  test('is refused for a person who is not sought, and for one who was asked and refused', async () => {
    const notSought = await seeking({ sought: false, sent: false });
    expect((await stage.move(owner, 'send', notSought.id, 1)).userErrors[0]?.code).toBe('CONSENT_REQUIRED');
    const asked = await seeking({ sent: false });
    const consent = await stage.consent(asked.personRef, [iom.organisationId]);
    await stage.ask(
      owner,
      `mutation { withdrawConsent(input: { id: "${consent}" }) { userErrors { code } } }`,
    );
    expect((await stage.move(owner, 'send', asked.id, 1)).userErrors[0]?.code).toBe('CONSENT_REQUIRED');
  });

  test('once the person was found and consents, more passes, by that consent', async () => {
    const { id, recipient, recipientId, personRef } = await accepted();
    await stage.consent(personRef, [recipientId], {
      purposes: ['RESTORING_FAMILY_LINKS'],
      categories: ['ROUTING', 'CONTACT'],
    });
    const { referral } = await stage.ask<{ referral: Whole }>(
      recipient,
      `{ referral(id: "${id}") { ${WHOLE} } }`,
    );
    expect(referral.state).toBe('ACCEPTED');
    expect(marksIn(referral)).toEqual(['IDENTITY', 'CONTACT', 'FAMILY']);
  });

  test('what was read is in the ledger on that ground', async () => {
    const { id, recipient } = await accepted();
    await stage.answer(
      recipient,
      `{ referral(id: "${id}") { person { identity { name } family { familyLinksCase } health { physical } } } }`,
    );
    const query = `{ ledger(referral: "${id}", first: 5) { nodes { ground consent agreement released refused { category reason } } } }`;
    const { ledger } = await stage.ask<{ ledger: { nodes: object[] } }>(owner, query);
    expect(ledger.nodes).toEqual([
      {
        ground: 'FAMILY_LINKS',
        consent: null,
        agreement: null,
        released: ['IDENTITY', 'FAMILY'],
        refused: [{ category: 'HEALTH', reason: 'CONSENT' }],
      },
    ]);
  });

  test('between decision and reading, who refused meanwhile is not read', async () => {
    const { id, recipient, personRef } = await accepted();
    const consent = await stage.consent(personRef, [iom.organisationId]);
    const held = await stage.beside(async (client) => {
      await client.query(`begin; select pg_advisory_xact_lock(${0x4c454447})`);
      const reading = stage.answer(recipient, `{ referral(id: "${id}") { person { ${ALL_VALUES} } } }`);
      await stage.untilItWaits(reading);
      await stage.sql(`update referrals.consent set state = 'WITHDRAWN' where id = $1`, [consent]);
      await client.query('commit');
      return reading;
    });
    expect(marksIn(held)).toEqual([]);
  });
});

describe('registering a sought person', () => {
  const register = (who: Asker) =>
    stage.ask<{ registerPerson: { person: { ref: string } | null; userErrors: Refusal[] } }>(
      who,
      `mutation { registerPerson(input: { sought: true, identity: { name: "N" } }) {
         person { ref } userErrors { code rule message field possible } } }`,
    );

  test('ALLOW: a component of the Movement', async () => {
    expect((await register(owner)).registerPerson.person).not.toBeNull();
  });

  test('DENY: anybody else', async () => {
    const { registerPerson } = await register(iom);
    expect(registerPerson.person).toBeNull();
    expect(registerPerson.userErrors).toMatchObject([{ code: 'RULE_BROKEN', rule: 'movement-seeks' }]);
  });

  test('DENY: the owner’s own persons pass to nobody by being sought, once it has left the Movement', async () => {
    const scene = await accepted();
    await stage.sql(`update partnerships.organisation set type = 'NATIONAL_NGO' where id = $1`, [OWNER]);
    try {
      const answer = await stage.answer(scene.recipient, `{ referral(id: "${scene.id}") { ${WHOLE} } }`);
      expect(marksIn(answer)).toEqual([]);
    } finally {
      await stage.sql(`update partnerships.organisation set type = 'NATIONAL_SOCIETY' where id = $1`, [
        OWNER,
      ]);
    }
  });
});
