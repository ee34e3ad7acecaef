import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ROLES } from '../../../shared/policy/roles.ts';
import { sayConsent } from '../../support/consents.ts';
import { ALL_VALUES, marksIn } from '../../support/marked-person.ts';
import { iom, owner, ReferralStage, type Refusal, type Scene } from '../../support/referral-stage.ts';
import type { Asker } from '../../support/subgraph.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
}, 120_000);
afterAll(() => stage?.stop());

const LIFT = `mutation ($input: LiftWithholdingInput!) { lifted: liftWithholding(input: $input) {
  withholdings { organisationId organisationType reason liftedAt liftManner } userErrors { code field rule } } }`;
interface Lifted {
  readonly withholdings: readonly { readonly liftedAt: string; readonly [field: string]: unknown }[] | null;
  readonly userErrors: readonly Refusal[];
}
const lift = async (input: object, who: Asker = owner): Promise<Lifted> =>
  (await stage.ask<{ lifted: Lifted }>(who, LIFT, { input: { manner: 'ORAL_WITNESSED', ...input } })).lifted;

const reads = async ({ recipient, id }: Scene) =>
  marksIn(await stage.answer(recipient, `{ referral(id: "${id}") { person { ref ${ALL_VALUES} } } }`)).length;

/** Withheld after the fact, and sent again with what was agreed before. */
async function withheld(named: (scene: Scene) => object) {
  const scene = await stage.scene({ state: 'ACCEPTED' });
  expect(await reads(scene)).toBeGreaterThan(0);
  await sayConsent(stage, 'narrow', {
    id: scene.consentId,
    expectedRevision: 1,
    withhold: [{ ...named(scene), reason: 'FEAR_OF_HARM' }],
  });
  expect(await reads(scene)).toBe(0);
  return scene;
}

async function sentAgain(scene: Scene): Promise<Scene> {
  const id = await stage.draft(scene.personRef, scene.serviceId);
  expect((await stage.move(owner, 'send', id, 1)).userErrors).toEqual([]);
  expect((await stage.move({ ...scene.recipient, idempotencyKey: id }, 'accept', id, 2)).userErrors).toEqual(
    [],
  );
  return { ...scene, id };
}

describe('a person takes back that somebody is not to be told', () => {
  test.each([
    ['an organisation', ({ recipientId }: Scene) => ({ organisationId: recipientId })],
    ['a type', () => ({ organisationType: 'UN_AGENCY' })],
  ])(
    '%s: it is written down, opens nothing that has ended, and lets a new referral be read',
    async (_what, named) => {
      const scene = await withheld(named);
      const { withholdings, userErrors } = await lift({ personRef: scene.personRef, ...named(scene) });
      expect(userErrors).toEqual([]);
      expect(withholdings).toEqual([
        {
          organisationId: null,
          organisationType: null,
          ...named(scene),
          reason: 'FEAR_OF_HARM',
          liftedAt: expect.anything(),
          liftManner: 'ORAL_WITNESSED',
        },
      ]);
      expect(await reads(scene)).toBe(0);
      expect(await reads(await sentAgain(scene))).toBeGreaterThan(0);
      const [row] = await stage.sql<{ lifted_by: string }>(
        'select lifted_by from referrals.withholding where person_id = $1',
        [scene.personRef],
      );
      expect(row?.lifted_by).toBe('org_jnrcs-caseworker');
    },
  );

  test('without it, or while another one stands, nothing is read', async () => {
    const scene = await withheld(({ recipientId }) => ({ organisationId: recipientId }));
    await stage.sql(
      `insert into referrals.withholding (owner_id, person_id, organisation_type, reason, consent_id)
       values ('org_jnrcs', $1, 'UN_AGENCY', 'OTHER', $2)`,
      [scene.personRef, scene.consentId],
    );
    await lift({ personRef: scene.personRef, organisationId: scene.recipientId });
    const again = await stage.draft(scene.personRef, scene.serviceId);
    await stage.move(owner, 'send', again, 1);
    expect(await reads({ ...scene, id: again })).toBe(0);
    await lift({ personRef: scene.personRef, organisationType: 'UN_AGENCY' });
    expect(await reads({ ...scene, id: again })).toBeGreaterThan(0);
  });

  test('it can be withheld again, and is once more', async () => {
    const scene = await withheld(({ recipientId }) => ({ organisationId: recipientId }));
    await lift({ personRef: scene.personRef, organisationId: scene.recipientId });
    const again = await sentAgain(scene);
    await sayConsent(stage, 'narrow', {
      id: scene.consentId,
      expectedRevision: 2,
      withhold: [{ organisationId: scene.recipientId, reason: 'OTHER' }],
    });
    expect(await reads(again)).toBe(0);
  });
});

describe('who may write it down', () => {
  test('staff of the owner that keep consents, and no other role, no recipient and no stranger', async () => {
    for (const role of ROLES) {
      const scene = await withheld(({ recipientId }) => ({ organisationId: recipientId }));
      const input = { personRef: scene.personRef, organisationId: scene.recipientId, manner: 'WRITTEN' };
      for (const who of [iom, scene.recipient, null]) {
        const answer = await stage.answer(who, LIFT, { input });
        expect(JSON.stringify(answer)).not.toContain('"liftedAt"');
      }
      const purposes = role === 'data_protection_officer' ? { purposes: ['DATA_SUBJECT_RIGHTS'] } : {};
      const { data, errors } = await stage.answer({ ...owner, ...purposes, role }, LIFT, { input });
      const keeps = ['caseworker', 'system', 'data_protection_officer'].includes(role);
      if (keeps) expect(data).toMatchObject({ lifted: { userErrors: [] } });
      else expect(errors?.[0]?.extensions?.code).toBe('SCOPE_MISSING');
      const [row] = await stage.sql<{ lifted: boolean }>(
        'select lifted_at is not null as lifted from referrals.withholding where person_id = $1',
        [scene.personRef],
      );
      expect([role, row?.lifted]).toEqual([role, keeps]);
    }
  });

  test.each([
    ['nothing is named', { organisationId: undefined }, 'VALIDATION_FAILED'],
    ['two things are named', { organisationType: 'UN_AGENCY' }, 'VALIDATION_FAILED'],
    ['another one was withheld from', { organisationId: 'org_iom' }, 'NOT_FOUND'],
    ['the person is nobody', { personRef: 'person_absent' }, 'NOT_FOUND'],
  ])('%s: it is refused', async (_case, over, code) => {
    const scene = await withheld(({ recipientId }) => ({ organisationId: recipientId }));
    const input = { personRef: scene.personRef, organisationId: scene.recipientId, ...over };
    expect((await lift(input)).userErrors).toMatchObject([{ code }]);
  });

  test('a person of another owner is not found, under one key it is lifted once, and a row is lifted once for good', async () => {
    const scene = await withheld(({ recipientId }) => ({ organisationId: recipientId }));
    const input = { personRef: scene.personRef, organisationId: scene.recipientId };
    expect((await lift(input, iom)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const keyed = { ...owner, idempotencyKey: `lift-${scene.personRef}` };
    expect(await lift(input, keyed)).toEqual(await lift(input, keyed));
    expect((await lift(input)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    await expect(
      stage.sql(
        'update referrals.withholding set lifted_at = null, lifted_by = null, lift_manner = null where person_id = $1',
        [scene.personRef],
      ),
    ).rejects.toThrow('lifted once');
  });
});
