import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  holder,
  ISSUE,
  type Issued,
  issued,
  MY_RECORD,
  REVOKE,
  recordOf,
  WITHDRAW,
  withdrawn,
} from '../../support/person-links.ts';
import { iom, OWNER, owner, ReferralStage } from '../../support/referral-stage.ts';
import type { Asker } from '../../support/subgraph.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
});
afterAll(() => stage.stop());

const issue = async (who: Asker, personRef: string, over: object = {}) =>
  (await stage.ask<{ issued: Issued }>(who, ISSUE, { input: { personRef, ...over } })).issued;

describe('giving a link', () => {
  test.each(['caseworker', 'system', 'data_protection_officer'] as const)(
    'ALLOW: a %s of the owner',
    async (role) => {
      const { token, userErrors } = await issue({ ...owner, role }, await stage.person());
      expect(userErrors).toEqual([]);
      expect(Buffer.from(token ?? '', 'base64url').length).toBeGreaterThanOrEqual(16);
    },
  );

  test.each(['coordinator', 'signatory', 'analyst', 'administrator'] as const)('DENY: a %s', async (role) => {
    await expect(issue({ ...owner, role }, await stage.person())).rejects.toThrow('SCOPE_MISSING');
  });

  test('DENY: nobody gives one without a login', async () => {
    await expect(issue(holder, await stage.person())).rejects.toThrow('UNAUTHENTICATED');
  });

  test('DENY: another organisation; to it the person is one that never was', async () => {
    const own = await issue(iom, await stage.person());
    expect(own).toEqual(await issue(iom, 'person_none'));
    expect(own.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  test('DENY: a recipient of a referral about the person', async () => {
    const { recipient, personRef } = await stage.scene({ state: 'ACCEPTED' });
    expect((await issue(recipient, personRef)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  test('DENY: for longer than twelve months, or for the past', async () => {
    for (const days of [400, -1]) {
      const expiresAt = new Date(Date.now() + days * 86_400_000).toISOString();
      const { token, userErrors } = await issue(owner, await stage.person(), { expiresAt });
      expect({ token, userErrors }).toMatchObject({
        token: null,
        userErrors: [{ rule: 'link-at-most-12-months' }],
      });
    }
  });
});

describe('using a link', () => {
  const NEVER = 'never-issued-never-issued-never-';
  const fates: Record<string, string> = {};
  let consentId: string;

  beforeAll(async () => {
    const fresh = async () => (await stage.scene()).personRef;
    const revoked = await fresh();
    fates['revoked'] = await issued(stage, revoked);
    await stage.ask(owner, REVOKE, { input: { personRef: revoked } });
    const renewed = await fresh();
    fates['one that a newer took the place of'] = await issued(stage, renewed);
    await issued(stage, renewed);
    const over = await fresh();
    fates['over'] = await issued(stage, over);
    await stage.sql(`update referrals.person_link set expires_at = now() where person_id = $1`, [over]);
    const erased = await fresh();
    fates['of an erased person'] = await issued(stage, erased);
    await stage.ask(
      { organisationId: OWNER, role: 'data_protection_officer' },
      'mutation ($ref: ID!) { erasePerson(input: { ref: $ref }) { userErrors { code } } }',
      { ref: erased },
    );
    const standing = await stage.scene();
    consentId = standing.consentId;
    fates['standing'] = await issued(stage, standing.personRef);
  });

  const QUESTIONS: Readonly<Record<string, (token: string) => [string, object]>> = {
    'the record': (token) => [MY_RECORD, { token }],
    'a withdrawal': (token) => [WITHDRAW, { input: { token } }],
    'a withdrawal of one consent': (token) => [WITHDRAW, { input: { token, consent: consentId } }],
    'a receipt': (token) => [
      'query ($token: String!, $consent: ID!) { myReceipt(token: $token, consent: $consent) { jws } }',
      { token, consent: consentId },
    ],
  };

  test.each(Object.entries(QUESTIONS))(
    'unknown, revoked, replaced, over and erased are the same bytes: %s',
    async (_name, question) => {
      const bytes = async (token: string) => JSON.stringify(await stage.answer(holder, ...question(token)));
      const unknown = await bytes(NEVER);
      expect(unknown).toContain('NOT_FOUND');
      for (const [fate, token] of Object.entries(fates)) {
        if (fate === 'standing') continue;
        expect({ fate, bytes: await bytes(token) }).toEqual({ fate, bytes: unknown });
      }
      expect(await bytes('')).toBe(unknown);
      expect(await bytes('x'.repeat(100_000))).toBe(unknown);
    },
  );

  test('ALLOW: nobody, with a link that stands', async () => {
    expect((await recordOf(stage, fates['standing'] as string)).owner).toEqual({ id: OWNER });
  });

  test('DENY: an organisation that is signed in, be it the owner, with the same link', async () => {
    for (const who of [owner, iom]) {
      for (const question of Object.values(QUESTIONS)) {
        const { data, errors } = await stage.answer(who, ...question(fates['standing'] as string));
        expect(JSON.stringify(data)).not.toContain('"record":{');
        expect(errors).toMatchObject([{ extensions: { code: 'SCOPE_MISSING' } }]);
      }
    }
  });

  test('DENY: the consent of another person, be it of the same owner, as one that never was', async () => {
    const { consentId: other } = await stage.scene();
    const token = fates['standing'] as string;
    const refused = await withdrawn(stage, { token, consent: other });
    expect(refused).toEqual(await withdrawn(stage, { token, consent: 'consent_none' }));
    expect(refused.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const [row] = await stage.sql('select state from referrals.consent where id = $1', [other]);
    expect(row).toEqual({ state: 'GIVEN' });
  });
});

describe('the token', () => {
  test('is kept nowhere in the database, and the hash that is kept is keyed', async () => {
    const { createHash } = await import('node:crypto');
    const token = await issued(stage, await stage.person());
    const [row] = await stage.sql<{ text: string }>(
      `select string_agg(row_to_json(l)::text, '') as text from referrals.person_link l`,
    );
    expect(row?.text).not.toContain(token);
    expect(row?.text).not.toContain(createHash('sha256').update(token).digest('hex'));
    const idempotency = await stage.sql(`select * from referrals.idempotency`);
    expect(JSON.stringify(idempotency)).not.toContain(token);
  });

  test('is told once: a request repeated with its Idempotency-Key makes no second link and tells no token', async () => {
    const who = { ...owner, idempotencyKey: 'link-once' };
    const personRef = await stage.person();
    const first = await issue(who, personRef);
    const again = await issue(who, personRef);
    expect(again).toEqual({ ...first, token: null });
    expect((await recordOf(stage, first.token as string)).owner).toEqual({ id: OWNER });
  });

  test('of two that were given at the same moment one alone opens', async () => {
    const personRef = await stage.person();
    const tokens = await Promise.all([issued(stage, personRef), issued(stage, personRef)]);
    const opened = await Promise.allSettled(tokens.map((token) => recordOf(stage, token)));
    expect(opened.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
