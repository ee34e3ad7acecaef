import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { newId } from '../../../shared/ids.ts';
import { owner, ReferralStage } from '../../support/referral-stage.ts';
import type { Asker, Asking } from '../../support/subgraph.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
});
afterAll(() => stage.stop());

/** A person whom no other test has, and everything that finds it. */
let values: { caseCode: string; identity: object; contact: { phone: string } };
let ref: string;
let matches: Readonly<Record<string, object>>;
let number = 0;
beforeEach(async () => {
  number += 1;
  const phone = `+96279100${String(number).padStart(4, '0')}`;
  const caseNumber = { issuer: 'UNHCR', number: `C-${number}` };
  const [name, birthDate] = [`Amal ${number}`, '1990-01-01'];
  const caseCode = `CODE-${number}`;
  values = { caseCode, identity: { name, birthDate, caseNumbers: [caseNumber] }, contact: { phone } };
  ref = await stage.person(values);
  matches = {
    caseCode: { caseCode },
    caseNumber: { caseNumber },
    phone: { phone },
    born: { nameAndBirthDate: { name, birthDate } },
  };
});

const FIND = 'query ($match: PersonMatchInput!) { findPersons(match: $match) { ref } }';
const answer = (who: Asker, match: object) => stage.answer(who, FIND, { match });
const found = async (who: Asker, match: object) =>
  (await stage.ask<{ findPersons: { ref: string }[] }>(who, FIND, { match })).findPersons.map(
    (one) => one.ref,
  );

async function warned(who: Asking): Promise<readonly string[] | null> {
  const query = `mutation ($input: RegisterPersonInput!) {
    told: registerPerson(input: $input) { possibleDuplicates userErrors { code } } }`;
  const { caseCode: _code, ...input } = values;
  const { told } = await stage.ask<{ told: { possibleDuplicates: string[] | null } }>(who, query, { input });
  return told.possibleDuplicates;
}

/** Entries of the ledger that a request left. */
const entries = (requestId: string) =>
  stage.sql<{
    viewer: string;
    owner: string;
    released: string[];
    refused: unknown[];
    referral: string | null;
  }>(
    'select viewer, owner, released, refused, referral from referrals.ledger_entry where request_id = $1 order by seq',
    [requestId],
  );

describe('who finds a person', () => {
  test.each(['caseworker', 'system'] as const)('ALLOW: a %s of its owner', async (role) => {
    for (const match of Object.values(matches)) expect(await found({ ...owner, role }, match)).toEqual([ref]);
  });

  test.each(['coordinator', 'data_protection_officer', 'signatory', 'analyst', 'administrator'] as const)(
    'DENY: a %s of its owner',
    async (role) => {
      for (const match of Object.values(matches))
        await expect(found({ ...owner, role }, match)).rejects.toThrow('SCOPE_MISSING');
    },
  );

  test('DENY: nobody without a token', async () => {
    await expect(found(null, matches['phone'] as object)).rejects.toThrow('UNAUTHENTICATED');
  });

  test.each(['IFRC', 'ICRC', 'UN_AGENCY', 'BORDER_GUARD', 'DONOR'] as const)(
    'DENY: another organisation, a %s, hears byte for byte what it hears of values that nobody has',
    async (type) => {
      const other = { organisationId: await stage.organisation(type) };
      const nobody = JSON.stringify(await answer(other, { phone: '+99999999' }));
      for (const match of Object.values(matches))
        expect(JSON.stringify(await answer(other, match))).toBe(nobody);
      expect(nobody).toBe('{"data":{"findPersons":[]}}');
    },
  );

  test('DENY: a recipient does not find whom it reads by a referral, nor is it warned of them', async () => {
    const recipientId = await stage.organisation('UN_AGENCY');
    await stage.agreement(recipientId);
    await stage.consent(ref, [recipientId]);
    const id = await stage.draft(ref, await stage.service(recipientId));
    await stage.move(owner, 'send', id, 1);
    const recipient = { organisationId: recipientId };
    await stage.move(recipient, 'accept', id, 2);
    for (const match of Object.values(matches)) expect(await found(recipient, match)).toEqual([]);
    expect(await warned(recipient)).toEqual([]);
    expect(await warned(owner)).toEqual([ref]);
  });

  test('DENY: a parent or a child of the owner', async () => {
    const parent = { organisationId: await stage.organisation('NATIONAL_NGO') };
    const child = {
      organisationId: await stage.organisation('NATIONAL_NGO', { parentId: parent.organisationId }),
    };
    const phone = '+962792000000';
    const query = `mutation { registerPerson(input: { contact: { phone: "${phone}" } }) { person { ref } } }`;
    await stage.ask(child, query);
    expect(await found(parent, { phone })).toEqual([]);
    expect(await found(child, { phone })).toHaveLength(1);
  });
});

describe('what the law says of reading holds for finding', () => {
  test('DENY: with several purposes and none declared, or with one that is not registered', async () => {
    const two = { ...owner, purposes: ['LEGAL_AID', 'HEALTH_CARE'] };
    const match = matches['phone'] as object;
    await expect(found(two, match)).rejects.toThrow('PURPOSE_REQUIRED');
    await expect(found({ ...owner, purpose: 'LawEnforcement' }, match)).rejects.toThrow('PURPOSE_PROHIBITED');
    expect(await found({ ...owner, purpose: 'HEALTH_CARE' }, match)).toEqual([]);
    expect(await found({ ...two, purpose: 'LEGAL_AID' }, match)).toEqual([ref]);
  });

  test.each([
    ['CONTACT', ['caseCode', 'caseNumber', 'born']],
    ['IDENTITY', ['phone']],
  ])('DENY: by %s once it has been kept long enough; by the rest still', async (category, left) => {
    await stage.sql(
      'update referrals.person_category set erase_after = now() where person_id = $1 and category = $2',
      [ref, category],
    );
    for (const [name, match] of Object.entries(matches))
      expect([name, await found(owner, match)]).toEqual([name, left.includes(name) ? [ref] : []]);
  });

  test('DENY: an inactive organisation, and an expired credential', async () => {
    const [match] = Object.values(matches) as [object];
    expect(await found({ ...owner, expiresAt: new Date(Date.now() - 1) }, match)).toEqual([]);
    const set = (active: boolean) =>
      stage.sql('update partnerships.organisation set active = $2 where id = $1', [
        owner.organisationId,
        active,
      ]);
    await set(false);
    expect(await found(owner, match)).toEqual([]);
    await set(true);
    expect(await found(owner, match)).toEqual([ref]);
  });
});

describe('the ledger', () => {
  test.each([
    ['caseCode', 'IDENTITY'],
    ['caseNumber', 'IDENTITY'],
    ['phone', 'CONTACT'],
    ['born', 'IDENTITY'],
  ])('a match by %s is recorded as a reading of %s, though nothing was asked for', async (by, category) => {
    const requestId = newId('request');
    await found({ ...owner, requestId }, matches[by] as object);
    expect(await entries(requestId)).toEqual([
      {
        viewer: owner.organisationId,
        owner: owner.organisationId,
        released: [category],
        refused: [],
        referral: null,
      },
    ]);
  });

  test('what finds nobody leaves no entry', async () => {
    const requestId = newId('request');
    await found({ ...owner, requestId }, { phone: '+99999999' });
    expect(await entries(requestId)).toEqual([]);
  });

  test('a warning is recorded as a reading of what is the same; who does not ask for it reads of nobody', async () => {
    const requestId = newId('request');
    await warned({ ...owner, requestId });
    const [entry, ...more] = await entries(requestId);
    expect(more).toEqual([]);
    expect([...(entry?.released ?? [])].sort()).toEqual(['CONTACT', 'IDENTITY']);
    const quiet = newId('request');
    const query = `mutation ($input: RegisterPersonInput!) { registerPerson(input: $input) { userErrors { code } } }`;
    await stage.ask({ ...owner, requestId: quiet }, query, { input: { contact: values.contact } });
    expect(await entries(quiet)).toEqual([]);
  });

  test('DENY: while it cannot be written, nobody is found', async () => {
    await stage.sql('revoke insert on referrals.ledger_entry from accord_referrals');
    try {
      for (const match of Object.values(matches))
        await expect(found(owner, match)).rejects.toThrow('LEDGER_UNAVAILABLE');
    } finally {
      await stage.sql('grant insert on referrals.ledger_entry to accord_referrals');
    }
  });

  test('the person’s own entries show who looked for it', async () => {
    await found(owner, matches['phone'] as object);
    const query = `{ ledger(person: "${ref}", first: 9) { nodes { viewer { id } released } } }`;
    expect(await stage.ask(owner, query)).toEqual({
      ledger: { nodes: [{ viewer: { id: owner.organisationId }, released: ['CONTACT'] }] },
    });
  });
});
