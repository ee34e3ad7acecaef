import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { retire, rotate } from '../../../run/vault-rotation.ts';
import { newId } from '../../../shared/ids.ts';
import { FileKeys } from '../../../shared/vault/file-keys.ts';
import { owner, ReferralStage } from '../../support/referral-stage.ts';
import type { Asking } from '../../support/subgraph.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
});
afterAll(() => stage.stop());

/** An organisation for each test, so that it finds its own persons alone. */
let society: Asking;
beforeEach(async () => {
  society = { organisationId: await stage.organisation('NATIONAL_NGO') };
});

interface Registered {
  readonly person: { readonly ref: string } | null;
  readonly possibleDuplicates: readonly string[] | null;
  readonly userErrors: readonly { readonly code: string; readonly field: string | null }[];
}

async function register(input: object, who = society): Promise<Registered> {
  const query = `mutation ($input: RegisterPersonInput!) {
    told: registerPerson(input: $input) { person { ref } possibleDuplicates userErrors { code field } } }`;
  return (await stage.ask<{ told: Registered }>(who, query, { input })).told;
}

async function registered(input: object, who = society): Promise<string> {
  const { person, userErrors } = await register(input, who);
  expect(userErrors).toEqual([]);
  return (person as { ref: string }).ref;
}

async function found(match: object, who = society): Promise<string[]> {
  const query = 'query ($match: PersonMatchInput!) { findPersons(match: $match) { ref } }';
  const { findPersons } = await stage.ask<{ findPersons: { ref: string }[] }>(who, query, { match });
  return findPersons.map(({ ref }) => ref);
}

const phone = (number: string) => ({ contact: { phone: number } });
const caseNumber = (issuer: string, number: string) => ({ identity: { caseNumbers: [{ issuer, number }] } });
const born = (name: string, birthDate: string) => ({ identity: { name, birthDate } });

describe('a person is found', () => {
  test.each([
    ['a case code', { caseCode: 'JO-2' }, { caseCode: 'JO-2' }],
    ['a case code in small letters', { caseCode: 'JO-2' }, { caseCode: ' jo-2 ' }],
    ['a case code in wide letters', { caseCode: 'JO-2' }, { caseCode: 'ＪＯ-２' }],
    ['a case code in Arabic-Indic digits', { caseCode: '2031' }, { caseCode: '٢٠٣١' }],
    ['a case code in Persian digits', { caseCode: '2031' }, { caseCode: '۲۰۳۱' }],
    ['a case code that was registered in Arabic-Indic digits', { caseCode: '٢٠٣١' }, { caseCode: '2031' }],
    ['a case code that was given among the identity', { identity: { caseCode: 'X-1' } }, { caseCode: 'x-1' }],
    ['a phone', phone('+962790000001'), { phone: '+962790000001' }],
    ['a phone without its plus', phone('962790000001'), { phone: '+962 79 000 0001' }],
    ['a phone behind two zeros', phone('+962790000001'), { phone: '00962-79-000-0001' }],
    ['a phone with a zero in brackets', phone('+962790000001'), { phone: '+962 (0)79.000/0001' }],
    ['a phone that was registered with blanks', phone('+962 79 000 0001'), { phone: '+962790000001' }],
    ['a phone that was registered in other digits', phone('٠٠٩٦٢٧٩٠٠٠٠٠٠١'), { phone: '+962790000001' }],
    [
      'a phone between marks of direction',
      phone('+962790000001'),
      { phone: '\u2066+962\u201179 0000001\u2069' },
    ],
    ['a phone in Arabic-Indic digits', phone('+962790000001'), { phone: '+٩٦٢ ٧٩ ٠٠٠ ٠٠٠١' }],
    ['a phone in Devanagari digits', phone('+977980000001'), { phone: '+९७७९८००००००१' }],
    [
      'a case number',
      caseNumber('UNHCR', '123-45C00678'),
      { caseNumber: { issuer: 'unhcr', number: '123-45c00678' } },
    ],
    [
      'a case number with blanks and wide digits',
      caseNumber('UNHCR', '123-45C00678'),
      { caseNumber: { issuer: ' UNHCR ', number: '１２３-45C 00678' } },
    ],
    [
      'a name and a birth date',
      born('Amal  Haddad', '1990-02-03'),
      { nameAndBirthDate: { name: 'amal haddad', birthDate: '1990-02-03' } },
    ],
    [
      'an Arabic name and a year',
      born('أمل حداد', '1990'),
      { nameAndBirthDate: { name: ' أمل   حداد ', birthDate: '١٩٩٠' } },
    ],
  ])('by %s', async (_what, person, match) => {
    const ref = await registered(person);
    await registered(phone('+962799999999'));
    expect(await found(match)).toEqual([ref]);
  });

  test('by each of several case numbers', async () => {
    const caseNumbers = [
      { issuer: 'UNHCR', number: 'one' },
      { issuer: 'IOM', number: 'two' },
      { issuer: 'iom', number: 'TWO' },
    ];
    const ref = await registered({ identity: { caseNumbers } });
    for (const one of caseNumbers) expect(await found({ caseNumber: one })).toEqual([ref]);
  });

  test('the latest registered first, and at most 20 of them', async () => {
    const refs: string[] = [];
    for (let number = 0; number < 22; number += 1) refs.push(await registered(phone('+962790000002')));
    expect(await found({ phone: '+962790000002' })).toEqual(refs.reverse().slice(0, 20));
  });

  test('with the categories that are asked for', async () => {
    await registered({ ...phone('+962790000003'), health: { physical: 'asthma' } });
    const query = `{ findPersons(match: { phone: "+962790000003" }) { contact { phone } health { physical } } }`;
    expect(await stage.ask(society, query)).toEqual({
      findPersons: [{ contact: { phone: '+962790000003' }, health: { physical: 'asthma' } }],
    });
  });
});

describe('nobody is found', () => {
  test.each([
    ['a part of a case code', { caseCode: 'JO-2031' }, { caseCode: 'JO-203' }],
    ['a pattern', { caseCode: 'JO-2031' }, { caseCode: 'JO-%' }],
    ['a part of a phone', phone('+962790000001'), { phone: '+96279000000' }],
    ['the name alone', born('Amal', '1990'), { nameAndBirthDate: { name: 'Amal', birthDate: '1991' } }],
    ['another spelling', born('Amal', '1990'), { nameAndBirthDate: { name: 'Amel', birthDate: '1990' } }],
    [
      'the number of another issuer',
      caseNumber('UNHCR', '7'),
      { caseNumber: { issuer: 'IOM', number: '7' } },
    ],
    ['a case number as a phone', caseNumber('UNHCR', '962790000001'), { phone: '+962790000001' }],
    ['a case code as a case number', { caseCode: '7' }, { caseNumber: { issuer: 'UNHCR', number: '7' } }],
  ])('by %s', async (_what, person, match) => {
    await registered(person);
    expect(await found(match)).toEqual([]);
  });

  test.each([
    ['nothing', {}],
    ['two things', { caseCode: 'JO-2', phone: '+962790000001' }],
    ['two other things', { phone: '+962790000001', nameAndBirthDate: { name: 'Amal', birthDate: '1990' } }],
    ['a phone without a digit', { phone: 'my brother' }],
    ['a phone without its country', { phone: '0790000001' }],
    ['a phone with more than a number', { phone: '+962790000001 ext 5' }],
    ['a phone longer than any', { phone: '+1234567890123456' }],
    ['a case number without a number', { caseNumber: { issuer: 'UNHCR', number: ' ' } }],
    ['a birth date without a name', { nameAndBirthDate: { name: '', birthDate: '1990' } }],
  ])('by %s, and it is said that one thing is needed', async (_what, match) => {
    await expect(found(match)).rejects.toThrow('VALIDATION_FAILED');
  });

  test('by an empty case code', async () => {
    await registered({ health: { physical: 'asthma' } });
    await expect(found({ caseCode: '' })).rejects.toThrow('VALIDATION_FAILED');
  });
});

describe('a possible duplicate', () => {
  test('is told to who registers: others with the same number, phone, or name and birth date', async () => {
    const byNumber = await registered(caseNumber('UNHCR', 'A-1'));
    const byPhone = await registered(phone('+962790000001'));
    const byName = await registered(born('Amal', '1990'));
    await registered(born('Amal', '1991'));
    const { person, possibleDuplicates } = await register({
      identity: { name: 'AMAL', birthDate: '1990', caseNumbers: [{ issuer: 'unhcr', number: 'a-1' }] },
      ...phone('+962790000001'),
    });
    expect(possibleDuplicates).toEqual([byName, byPhone, byNumber]);
    expect(person).not.toBeNull();
  });

  test('is nobody when nothing is the same, nor the person itself', async () => {
    await registered(phone('+962790000001'));
    expect((await register(phone('+962790000002'))).possibleDuplicates).toEqual([]);
    expect((await register({ health: { physical: 'asthma' } })).possibleDuplicates).toEqual([]);
  });

  test('is one of 20 at most', async () => {
    for (let number = 0; number < 22; number += 1) await registered(phone('+962790000004'));
    const { person, possibleDuplicates } = await register(phone('+962790000004'));
    expect(possibleDuplicates).toHaveLength(20);
    expect(possibleDuplicates).not.toContain(person?.ref);
  });

  test('is told again when the registration is repeated under its key, as it stands then', async () => {
    const keyed = { ...society, idempotencyKey: newId('key') };
    const first = await register(phone('+962790000005'), keyed);
    const other = await registered(phone('+962790000005'));
    const again = await register(phone('+962790000005'), keyed);
    expect(first.possibleDuplicates).toEqual([]);
    expect(again).toEqual({ ...first, possibleDuplicates: [other] });
  });

  test('has no case code of another: two persons never have one', async () => {
    await registered({ caseCode: 'jo-9' });
    for (const input of [{ caseCode: 'JO-９' }, { identity: { caseCode: 'JO-9' } }]) {
      const { person, userErrors } = await register(input);
      expect(person).toBeNull();
      expect(userErrors).toEqual([{ code: 'VALIDATION_FAILED', field: 'input.caseCode' }]);
    }
  });
});

describe('what is kept to find by', () => {
  const rows = (ref: string) =>
    stage.sql<{ kind: string; category: string; hash: Buffer }>(
      'select kind, category, hash from referrals.person_lookup where person_id = $1 order by kind',
      [ref],
    );

  test('is a hash, another one in each organisation and for each kind, and never the value', async () => {
    const same = { ...phone('+962790000006'), ...caseNumber('x', '+962790000006') };
    const other = { organisationId: await stage.organisation('NATIONAL_NGO') };
    const hashes = [
      ...(await rows(await registered(same))),
      ...(await rows(await registered(same, other))),
    ].map(({ hash }) => hash.toString('hex'));
    expect(new Set(hashes).size).toBe(4);
    const [told] = await stage.sql<{ text: string }>(
      'select string_agg(l::text, chr(10)) as text from referrals.person_lookup l',
    );
    expect(told?.text).not.toMatch(/962790000006/);
    expect(told?.text).not.toContain(Buffer.from('962790000006').toString('hex'));
  });

  test('goes with the person, whose values find nobody then', async () => {
    const ref = await registered({ caseCode: 'E-1', ...phone('+962790000007'), ...born('Amal', '1990') });
    expect((await rows(ref)).map(({ kind, category }) => [kind, category])).toEqual([
      ['NAME_AND_BIRTH_DATE', 'IDENTITY'],
      ['PHONE', 'CONTACT'],
    ]);
    const officer: Asking = { ...society, role: 'data_protection_officer' };
    const erase = 'mutation ($ref: ID!) { erasePerson(input: { ref: $ref }) { userErrors { code } } }';
    await stage.ask(officer, erase, { ref });
    expect(await rows(ref)).toEqual([]);
    expect(await found({ phone: '+962790000007' })).toEqual([]);
    expect(await found({ caseCode: 'E-1' })).toEqual([]);
    expect((await register({ caseCode: 'E-1', ...phone('+962790000007') })).possibleDuplicates).toEqual([]);
  });

  test('goes with the category that holds the value', async () => {
    const ref = await registered({ ...phone('+962790000008'), identity: { name: 'A', birthDate: '1990' } });
    await stage.sql(`delete from referrals.person_category where person_id = $1 and category = 'CONTACT'`, [
      ref,
    ]);
    expect((await rows(ref)).map(({ kind }) => kind)).toEqual(['NAME_AND_BIRTH_DATE']);
    expect(await found({ phone: '+962790000008' })).toEqual([]);
  });

  test('is hashed anew when the master key is rotated: found before, in the middle, and when the old key is gone', async () => {
    const values = { caseCode: 'R-1', ...phone('+962790000009') };
    const [old, other] = [await registered(values), await registered(phone('+962790000009'), owner)];
    const keys = new FileKeys(stage.vaultFile);
    const isFound = async (refs: string[]) => {
      expect(await found({ phone: '+962790000009' })).toEqual(refs);
      expect(await found({ caseCode: 'r-1' })).toEqual([old]);
    };
    keys.add();
    const young = await registered(phone('+962790000009'));
    await isFound([young, old]);
    await stage.beside((client) => rotate(client, keys, () => isFound([young, old]), 1));
    await isFound([young, old]);
    await stage.beside((client) => retire(client, keys, 'k1'));
    await isFound([young, old]);
    expect(await found({ phone: '+962790000009' }, owner)).toEqual([other]);
    expect(await stage.sql(`select from referrals.person_lookup where key_id <> 'k2'`)).toEqual([]);
  });
});
