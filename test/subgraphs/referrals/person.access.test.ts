import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DATA_CATEGORIES } from '../../../shared/policy/categories.ts';
import type { OrganisationType } from '../../../shared/policy/organisations.ts';
import { ALL_VALUES, MARKED_PERSON, marksIn } from '../../support/marked-person.ts';
import { iom, OWNER, owner, ReferralStage } from '../../support/referral-stage.ts';
import type { Asker } from '../../support/subgraph.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
});
afterAll(() => stage.stop());

const EVERYTHING = DATA_CATEGORIES.slice(1);
const read = (who: Asker, ref: string) =>
  stage.answer(who, `{ person(ref: "${ref}") { ref ${ALL_VALUES} } }`);
const register = (who: Asker) =>
  stage.answer(
    who,
    `mutation Register($input: RegisterPersonInput!) { registerPerson(input: $input) {
       person { ${ALL_VALUES} } userErrors { code rule } } }`,
    { input: MARKED_PERSON },
  );

describe('reading a person of one’s own', () => {
  test.each([
    ['caseworker', EVERYTHING],
    ['system', EVERYTHING],
    ['coordinator', ['TRIAGE', 'LOCATION_COARSE']],
    ['data_protection_officer', []],
  ] as const)('ALLOW: a %s reads what the role covers', async (role, categories) => {
    const ref = await stage.person();
    const answer = await read({ ...owner, role }, ref);
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.['person']).toMatchObject({ ref });
    expect(marksIn(answer)).toEqual(categories);
  });

  test.each(['signatory', 'analyst', 'administrator'] as const)('DENY: a %s', async (role) => {
    const { data, errors } = await read({ ...owner, role }, await stage.person());
    expect(data).toEqual({ person: null });
    expect(errors?.[0]?.extensions).toEqual({ code: 'SCOPE_MISSING' });
  });

  test('DENY: nobody without a token', async () => {
    const { data, errors } = await read(null, await stage.person());
    expect(data).toEqual({ person: null });
    expect(errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
  });

  test('DENY: what has been kept long enough, from the owner too, category by category', async () => {
    const ref = await stage.person();
    await stage.sql(
      `update referrals.person_category set erase_after = now() where person_id = $1 and category in ('HEALTH', 'TRIAGE')`,
      [ref],
    );
    const left = EVERYTHING.filter((category) => category !== 'HEALTH' && category !== 'TRIAGE');
    expect(marksIn(await read(owner, ref))).toEqual(left);
  });

  test.each([
    ['another organisation', iom],
    ['an organisation nobody registered', { organisationId: 'org_invented' }],
    ['an expired credential', { ...owner, expiresAt: new Date(Date.now() - 1) }],
    ['a purpose that is not registered', { ...owner, purpose: 'HEALTH_CARE' }],
  ])('DENY: %s hears byte for byte what it hears of nobody', async (_name, who) => {
    const ref = await stage.person();
    const absent = await read(who, 'person_none');
    expect(absent.errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND' });
    expect(JSON.stringify(await read(who, ref))).toBe(JSON.stringify(absent));
  });

  test('DENY: an erased person is nobody', async () => {
    const ref = await stage.person();
    await stage.sql('update referrals.person set wrapped_key = null where id = $1', [ref]);
    expect(JSON.stringify(await read(owner, ref))).toBe(JSON.stringify(await read(owner, 'person_none')));
  });

  test('a recipient’s reference opens nothing, not even to the recipient', async () => {
    const { id, recipient, personRef } = await stage.scene({ state: 'ACCEPTED' });
    const { referral } = await stage.ask<{ referral: { person: { ref: string } } }>(
      recipient,
      `{ referral(id: "${id}") { person { ref } } }`,
    );
    expect(referral.person.ref).not.toBe(personRef);
    for (const who of [owner, recipient]) {
      expect((await read(who, referral.person.ref)).errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND' });
    }
  });

  test('two recipients know one person by two references, and each by the same one again', async () => {
    const personRef = await stage.person();
    const refs: string[][] = [];
    for (let index = 0; index < 2; index += 1) {
      const recipientId = await stage.organisation('UN_AGENCY');
      await stage.agreement(recipientId);
      await stage.consent(personRef, [recipientId]);
      const known: string[] = [];
      for (let again = 0; again < 2; again += 1) {
        const id = await stage.draft(personRef, await stage.service(recipientId));
        await stage.move(owner, 'send', id, 1);
        const who = { organisationId: recipientId };
        const read = await stage.ask<{ referral: { person: { ref: string } } }>(
          who,
          `{ referral(id: "${id}") { person { ref } } }`,
        );
        known.push(read.referral.person.ref);
      }
      refs.push(known);
    }
    expect(refs[0]?.[0]).toBe(refs[0]?.[1]);
    expect(refs[1]?.[0]).toBe(refs[1]?.[1]);
    expect(refs[0]?.[0]).not.toBe(refs[1]?.[0]);
  });

  test.each([
    ['behind other names', 'p: person(ref: "REF") { a: health { b: physical } }', ['HEALTH']],
    ['in a fragment', 'person(ref: "REF") { ... on Person { ...F } }', ['CONTACT']],
    ['skipped', 'person(ref: "REF") { ref health @skip(if: true) { physical } }', []],
    ['not asked for', 'person(ref: "REF") { ref }', []],
  ])('a category is opened and recorded as it was asked for: %s', async (name, selection, categories) => {
    const ref = await stage.person();
    const fragment = selection.includes('...F') ? 'fragment F on Person { contact { safeContact } }' : '';
    const requestId = `asked-${name}`;
    const answer = await stage.answer(
      { ...owner, requestId },
      `{ ${selection.replace('REF', ref)} } ${fragment}`,
    );
    expect(marksIn(answer)).toEqual(categories);
    const entries = await stage.sql('select released from referrals.ledger_entry where request_id = $1', [
      requestId,
    ]);
    expect(entries).toEqual(categories.length > 0 ? [{ released: categories }] : []);
  });
});

describe('registering a person', () => {
  test.each(['caseworker', 'system'] as const)('ALLOW: a %s', async (role) => {
    expect(marksIn(await register({ ...owner, role }))).toEqual(EVERYTHING);
  });

  test.each(['coordinator', 'data_protection_officer', 'signatory', 'analyst', 'administrator'] as const)(
    'DENY: a %s',
    async (role) => {
      expect((await register({ ...owner, role })).errors?.[0]?.extensions).toEqual({ code: 'SCOPE_MISSING' });
    },
  );

  test.each<[OrganisationType, boolean]>([
    ['UN_AGENCY', true],
    ['HEALTH_PROVIDER', true],
    ['PRIVATE_SECTOR', true],
    ['BORDER_GUARD', false],
    ['LAW_ENFORCEMENT', false],
    ['DONOR', false],
    ['MEDIA', false],
  ])('%s: %p', async (type, allowed) => {
    const who = { organisationId: await stage.organisation(type) };
    const answer = await register(who);
    if (allowed) expect(marksIn(answer)).toEqual(EVERYTHING);
    else {
      expect(answer.data).toEqual({
        registerPerson: { person: null, userErrors: [{ code: 'RULE_BROKEN', rule: 'outside-firewall' }] },
      });
      const rows = await stage.sql('select from referrals.person where owner_id = $1', [who.organisationId]);
      expect(rows).toEqual([]);
    }
  });

  test.each([
    [
      'of several registered purposes none is declared',
      { purposes: ['LEGAL_AID', 'HEALTH_CARE'] },
      'PURPOSE_REQUIRED',
    ],
    ['none is registered', { purposes: [] }, 'PURPOSE_REQUIRED'],
    ['the declared one is not registered', { purpose: 'HEALTH_CARE' }, 'PURPOSE_PROHIBITED'],
    ['the declared one is prohibited', { purpose: 'LawEnforcement' }, 'PURPOSE_PROHIBITED'],
  ])('DENY: %s', async (_name, over, code) => {
    const answer = await register({ ...owner, ...over });
    expect(answer.errors?.[0]?.extensions).toEqual({ code });
    expect(marksIn(answer)).toEqual([]);
  });

  test('DENY: an organisation that is active no more, also when it repeats what it did before', async () => {
    const organisationId = await stage.organisation('UN_AGENCY');
    const who = { organisationId, idempotencyKey: 'inactive' };
    expect(marksIn(await register(who))).toEqual(EVERYTHING);
    await stage.sql('update partnerships.organisation set active = false where id = $1', [organisationId]);
    expect(marksIn(await register(who))).toEqual([]);
    expect((await register({ organisationId })).data).toMatchObject({
      registerPerson: { userErrors: [{ code: 'RULE_BROKEN', rule: 'organisation-active' }] },
    });
  });

  test('DENY: nobody registers in the name of another organisation', async () => {
    const before = await stage.sql('select from referrals.person where owner_id = $1', [OWNER]);
    await register(iom);
    expect(await stage.sql('select from referrals.person where owner_id = $1', [OWNER])).toHaveLength(
      before.length,
    );
  });
});
