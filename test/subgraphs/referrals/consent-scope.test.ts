import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { iom, owner, ReferralStage, type Refusal } from '../../support/referral-stage.ts';
import type { Asker } from '../../support/subgraph.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
});
afterAll(() => stage.stop());

interface Answered {
  readonly consent: { readonly [field: string]: unknown } | null;
  readonly userErrors: readonly Refusal[];
}

const WHOLE = `consent { id state revision recipientIds purposes categories validUntil }
  userErrors { code message field rule possible }`;

async function change(verb: 'Narrow' | 'Renew', input: object, who: Asker = owner): Promise<Answered> {
  const query = `mutation Change($input: ${verb}ConsentInput!) { answer: ${verb.toLowerCase()}Consent(input: $input) { ${WHOLE} } }`;
  return (await stage.ask<{ answer: Answered }>(who, query, { input })).answer;
}

const read = (who: Asker, id: string) =>
  stage.ask<{ referral: { state: string | null; person: object | null } }>(
    who,
    `{ referral(id: "${id}") { state person { triage { ageBand } identity { name } } } }`,
  );
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const refusal = (answer: Answered) => answer.userErrors[0];

describe('narrowing', () => {
  test('ALLOW: less of it is in force at once, and keeps the rest', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    // What was never released needs no erasing: it is read once before.
    await read(scene.recipient, scene.id);
    const { consent, userErrors } = await change('Narrow', {
      id: scene.consentId,
      expectedRevision: 1,
      categories: ['ROUTING', 'TRIAGE'],
      validUntil: inDays(30),
    });
    expect(userErrors).toEqual([]);
    expect(consent).toMatchObject({ state: 'GIVEN', revision: 2, categories: ['ROUTING', 'TRIAGE'] });
    const { referral } = await read(scene.recipient, scene.id);
    expect(referral).toMatchObject({ state: 'ACCEPTED', person: { identity: null } });
    expect(referral.person).not.toMatchObject({ triage: null });
    const orders = await stage.sql('select cause from referrals.erasure_order where person_id = $1', [
      scene.personRef,
    ]);
    expect(orders).toEqual([{ cause: 'CONSENT_NARROWED' }]);
  });

  test('a recipient taken out reads nothing more, and the referral to it ends as withdrawn', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    const consentId = await stage.consent(scene.personRef, [scene.recipientId, 'org_iom']);
    await stage.sql('update referrals.referral set consent_id = $2 where id = $1', [scene.id, consentId]);
    const { userErrors } = await change('Narrow', {
      id: consentId,
      expectedRevision: 1,
      recipientIds: ['org_iom'],
    });
    expect(userErrors).toEqual([]);
    const [row] = await stage.sql('select state from referrals.referral where id = $1', [scene.id]);
    expect(row).toEqual({ state: 'WITHDRAWN_BY_PERSON' });
    await expect(read(scene.recipient, scene.id)).rejects.toThrow('NOT_FOUND');
    const orders = await stage.sql('select recipient_id from referrals.erasure_order where person_id = $1', [
      scene.personRef,
    ]);
    expect(orders).toEqual([{ recipient_id: scene.recipientId }]);
  });

  test.each([
    ['a recipient', { recipientIds: ['org_iom', 'org_nowhere'] }],
    ['a purpose', { purposes: ['HEALTH_CARE'] }],
    ['a category', { categories: ['BELIEF'] }],
    ['time', { validUntil: inDays(800) }],
  ])('DENY: %s more', async (_more, over) => {
    const ref = await stage.person();
    const id = await stage.consent(ref, ['org_iom'], { purposes: ['LEGAL_AID'], categories: ['ROUTING'] });
    expect(refusal(await change('Narrow', { id, expectedRevision: 1, ...over }))).toMatchObject({
      code: 'RULE_BROKEN',
      rule: 'consent-only-narrows',
    });
    expect((await change('Renew', { id, expectedRevision: 1 })).userErrors).toEqual([]);
  });

  test('DENY: to nothing at all; that is a withdrawal', async () => {
    const id = await stage.consent(await stage.person(), ['org_iom']);
    expect(refusal(await change('Narrow', { id, expectedRevision: 1, categories: [] }))).toMatchObject({
      rule: 'consent-names-what',
    });
  });
});

describe('renewing', () => {
  test('ALLOW: the same for twelve months from now', async () => {
    const id = await stage.consent(await stage.person(), ['org_iom'], { validUntil: inDays(3) });
    const { consent } = await change('Renew', { id, expectedRevision: 1 });
    expect(consent).toMatchObject({ state: 'RENEWED', revision: 2, recipientIds: ['org_iom'] });
    expect(Date.parse(String(consent?.['validUntil']))).toBeGreaterThan(Date.parse(inDays(360)));
  });

  test('ALLOW: what was renewed still releases', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    await change('Renew', { id: scene.consentId, expectedRevision: 1 });
    expect((await read(scene.recipient, scene.id)).referral.person).not.toMatchObject({ identity: null });
  });

  test('DENY: for longer than twelve months', async () => {
    const id = await stage.consent(await stage.person(), ['org_iom']);
    expect(
      refusal(await change('Renew', { id, expectedRevision: 1, validUntil: inDays(400) })),
    ).toMatchObject({ rule: 'at-most-12-months' });
  });
});

describe.each(['Narrow', 'Renew'] as const)('to %s', (verb) => {
  test('DENY: the recipient and a stranger find nothing, as with an absent one', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    for (const who of [iom, scene.recipient]) {
      const known = await change(verb, { id: scene.consentId, expectedRevision: 1 }, who);
      expect(refusal(known)?.code).toBe('NOT_FOUND');
      expect(known).toEqual(await change(verb, { id: 'consent_none', expectedRevision: 1 }, who));
    }
  });

  test.each(['coordinator', 'signatory', 'analyst', 'administrator'] as const)('DENY: a %s', async (role) => {
    const input = { id: 'consent_none', expectedRevision: 1 };
    await expect(change(verb, input, { ...owner, role })).rejects.toThrow('SCOPE_MISSING');
  });

  test.each(['caseworker', 'system', 'data_protection_officer'] as const)('ALLOW: a %s', async (role) => {
    const id = await stage.consent(await stage.person(), ['org_iom']);
    expect((await change(verb, { id, expectedRevision: 1 }, { ...owner, role })).userErrors).toEqual([]);
  });

  test('DENY: what has ended, with its state and no possible verb', async () => {
    const id = await stage.consent(await stage.person(), ['org_iom']);
    await stage.sql(`update referrals.consent set state = 'WITHDRAWN' where id = $1`, [id]);
    expect(refusal(await change(verb, { id, expectedRevision: 1 }))).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
      possible: [],
    });
  });

  test('of two at the same instant one alone is written, and a repeat with its key is no second step', async () => {
    const id = await stage.consent(await stage.person(), ['org_iom']);
    const keyed = { ...owner, idempotencyKey: `key-${id}` };
    const answers = await Promise.all([
      change(verb, { id, expectedRevision: 1 }, keyed),
      change(verb, { id, expectedRevision: 1 }),
    ]);
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    const [loser] = answers.filter(({ userErrors }) => userErrors.length > 0);
    expect(loser?.userErrors[0]?.code).toBe('VERSION_CONFLICT');
    const [row] = await stage.sql('select revision from referrals.consent where id = $1', [id]);
    expect(row).toEqual({ revision: 2 });
  });
});
