import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ReferralState } from '../../../shared/policy/referral-states.ts';
import { expireConsents } from '../../../subgraphs/referrals/jobs/expire-consents.ts';
import { ReferralStage, type Scene } from '../../support/referral-stage.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
}, 60_000);
afterAll(() => stage?.stop());

async function consentOf({ consentId }: Scene) {
  const [row] = await stage.sql<{ state: string; revision: number; valid_until: Date }>(
    'select state, revision, valid_until from referrals.consent where id = $1',
    [consentId],
  );
  if (!row) throw new Error('The consent is gone.');
  return row;
}

async function stateOf({ id }: Scene): Promise<unknown> {
  return (await stage.sql('select state from referrals.referral where id = $1', [id]))[0]?.state;
}

function told(...subjects: readonly string[]) {
  return stage.sql('select kind from referrals.notice where subject_id = any($1) order by kind', [subjects]);
}

describe('a consent whose end has come', () => {
  test('expires at that moment, not before, once, with one event', async () => {
    const scene = await stage.scene();
    const { valid_until: end, revision } = await consentOf(scene);
    await stage.clock(expireConsents, new Date(end.getTime() - 1));
    expect(await consentOf(scene)).toMatchObject({ state: 'GIVEN', revision });
    await Promise.all([1, 2].map(() => stage.clock(expireConsents, end)));
    await stage.clock(expireConsents, end);
    expect(await consentOf(scene)).toMatchObject({ state: 'EXPIRED', revision: revision + 1 });
    const events = await stage.sql(
      `select verb, client from referrals.consent_event where consent_id = $1 and state = 'EXPIRED'`,
      [scene.consentId],
    );
    expect(events).toEqual([{ verb: 'expire', client: 'accord:clock' }]);
  });

  test.each<ReferralState>(['SENT', 'RECEIVED', 'WAITLISTED'])(
    'takes with it what it carried and nobody has answered: %s',
    async (state) => {
      const scene = await stage.scene({ state });
      await stage.clock(expireConsents, (await consentOf(scene)).valid_until);
      expect(await stateOf(scene)).toBe('EXPIRED');
      expect(await told(scene.id, scene.consentId)).toEqual([
        { kind: 'CONSENT_EXPIRED' },
        { kind: 'REFERRAL_EXPIRED' },
      ]);
    },
  );

  test.each<ReferralState>(['DRAFT', 'ACCEPTED', 'IN_PROGRESS', 'COMPLETED'])(
    'leaves alone what the clock may not end: %s; the owner is told',
    async (state) => {
      const scene = await stage.scene({ state });
      await stage.clock(expireConsents, (await consentOf(scene)).valid_until);
      expect(await stateOf(scene)).toBe(state);
      expect(await told(scene.id, scene.consentId)).toEqual([{ kind: 'CONSENT_EXPIRED' }]);
    },
  );

  test('is not touched again when it was withdrawn before', async () => {
    const scene = await stage.scene();
    const { valid_until: end } = await consentOf(scene);
    await stage.sql(`update referrals.consent set state = 'WITHDRAWN' where id = $1`, [scene.consentId]);
    await stage.clock(expireConsents, end);
    expect(await consentOf(scene)).toMatchObject({ state: 'WITHDRAWN' });
  });
});
