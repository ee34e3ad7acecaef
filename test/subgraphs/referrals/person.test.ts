import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ALL_VALUES, MARKED_PERSON, MARKS, marksIn } from '../../support/marked-person.ts';
import { OWNER, owner, ReferralStage, type Refusal } from '../../support/referral-stage.ts';
import type { Asker } from '../../support/subgraph.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
});
afterAll(() => stage.stop());

interface Registered {
  readonly person: { readonly ref: string; readonly [field: string]: unknown } | null;
  readonly userErrors: readonly Refusal[];
}

async function register(input: object, who: Asker = owner, values = ''): Promise<Registered> {
  const query = `mutation Register($input: RegisterPersonInput!) { registerPerson(input: $input) {
    person { ref ${values} } userErrors { code message field rule possible } } }`;
  return (await stage.ask<{ registerPerson: Registered }>(who, query, { input })).registerPerson;
}

const personsUnder = (caseCode: string) =>
  stage.ask<{ person: object }>(owner, `{ person(ref: "${caseCode}") { ref } }`);

describe('registering', () => {
  test('a case code is enough; nothing else is asked for', async () => {
    const { person, userErrors } = await register({ caseCode: 'JO-1' }, owner, 'identity { caseCode name }');
    expect(userErrors).toEqual([]);
    expect(person).toMatchObject({ identity: { caseCode: 'JO-1', name: null } });
  });

  test('what was written is what is read, in every category', async () => {
    const ref = await stage.person();
    const { person } = await stage.ask<{ person: object }>(
      owner,
      `{ person(ref: "${ref}") { triage { ageBand languages accessNeeds } identity { name } contact { safeContact }
         locationCoarse { country admin1 } locationPrecise { address } origin { ethnicOrigin }
         migrationStatus { asylumClaim } health { physical } protection { violence } family { familyLinksCase }
         belief { religion } narrative } }`,
    );
    expect(person).toEqual(MARKED_PERSON);
  });

  test('a category that was not given has no row, and is null', async () => {
    const ref = await stage.person({ health: { physical: 'asthma' } });
    const rows = await stage.sql('select category from referrals.person_category where person_id = $1', [
      ref,
    ]);
    expect(rows).toEqual([{ category: 'HEALTH' }]);
    const read = await stage.ask(
      owner,
      `{ person(ref: "${ref}") { health { physical mental } belief { religion } } }`,
    );
    expect(read).toEqual({ person: { health: { physical: 'asthma', mental: null }, belief: null } });
  });

  test('a case code is taken once in an organisation, whatever its blanks and width', async () => {
    await register({ caseCode: 'JO-２' });
    expect((await register({ caseCode: 'JO-2' })).userErrors).toEqual([
      expect.objectContaining({ code: 'VALIDATION_FAILED', field: 'input.caseCode' }),
    ]);
    const other = { organisationId: await stage.organisation('UN_AGENCY') };
    expect((await register({ caseCode: 'JO-2' }, other)).userErrors).toEqual([]);
  });

  test('of two persons under one case code at the same instant, one alone is registered', async () => {
    for (let round = 0; round < 5; round += 1) {
      const input = { caseCode: `JO-3-${round}` };
      const answers = await Promise.all([register(input), register(input), register(input)]);
      expect(answers.filter(({ person }) => person !== null)).toHaveLength(1);
      const taken = expect.objectContaining({ code: 'VALIDATION_FAILED', field: 'input.caseCode' });
      expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([taken, taken]);
    }
  });

  test.each(['+962790000000', '+962 79 000 0000', '00962-79-000-0000', '962790000000', '+٩٦٢ ٧٩ ٠٠٠ ٠٠٠٠'])(
    'a phone written as %s is kept as E.164 writes it',
    async (phone) => {
      const { person, userErrors } = await register({ contact: { phone } }, owner, 'contact { phone }');
      expect(userErrors).toEqual([]);
      expect(person).toMatchObject({ contact: { phone: '+962790000000' } });
    },
  );

  test.each([
    ['an empty case code', { caseCode: '' }, 'input.caseCode'],
    ['a household of nobody', { triage: { householdSize: 0 } }, 'input.triage.householdSize'],
    ['a telephone number in words', { contact: { phone: 'my brother' } }, 'input.contact.phone'],
    ['a telephone number without its country', { contact: { phone: '079 000 0000' } }, 'input.contact.phone'],
    ['an end of keeping that has passed', { eraseAfter: '2020-01-01T00:00:00Z' }, 'input.eraseAfter'],
  ])('%s is refused by its field, and never repeated', async (_name, input, field) => {
    const { person, userErrors } = await register(input);
    expect(person).toBeNull();
    expect(userErrors).toEqual([expect.objectContaining({ code: 'VALIDATION_FAILED', field })]);
    expect(JSON.stringify(userErrors)).not.toContain('brother');
  });

  test.each(['passportNumber', 'nationalId', 'biometrics', 'irregular'])(
    'there is no word for %s',
    async (word) => {
      await expect(register({ identity: { [word]: 'x' } })).rejects.toThrow('INTERNAL');
      await expect(register({ migrationStatus: { standing: word.toUpperCase() } })).rejects.toThrow(
        'INTERNAL',
      );
    },
  );
});

describe('the same key', () => {
  const once = (idempotencyKey: string, input: object, over: object = {}) =>
    register(input, { ...owner, idempotencyKey, ...over }, ALL_VALUES);

  test('and the same input make one person, also at the same instant', async () => {
    const [first, second] = await Promise.all([once('one', MARKED_PERSON), once('one', MARKED_PERSON)]);
    expect(second).toEqual(first);
    expect(await once('one', MARKED_PERSON)).toEqual(first);
    expect(marksIn(first)).toHaveLength(Object.keys(MARKS).length);
  });

  test('with another input is refused and shows nothing', async () => {
    await once('two', MARKED_PERSON);
    const { person, userErrors } = await once('two', { ...MARKED_PERSON, narrative: 'other' });
    expect(person).toBeNull();
    expect(userErrors).toEqual([expect.objectContaining({ code: 'IDEMPOTENCY_KEY_REUSED' })]);
  });

  test('of another client is another key', async () => {
    const first = await once('three', MARKED_PERSON);
    const second = await once('three', MARKED_PERSON, { role: 'system' });
    expect(second.person?.ref).not.toBe(first.person?.ref);
  });

  test('after a refusal may be used again', async () => {
    expect((await once('four', { caseCode: ' ' })).userErrors).toHaveLength(1);
    expect((await once('four', { caseCode: 'JO-4' })).userErrors).toEqual([]);
  });

  test('repeats what may be read today: not what has been kept long enough', async () => {
    const first = await once('five', MARKED_PERSON);
    await stage.sql('update referrals.person_category set erase_after = now() where person_id = $1', [
      first.person?.ref,
    ]);
    expect(marksIn(await once('five', MARKED_PERSON))).toEqual([]);
  });
});

describe('what the database holds', () => {
  /** Every cell of every table of every schema, bytes as the text they may hide. */
  async function cells(): Promise<string> {
    const tables = await stage.sql<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname in ('referrals', 'services', 'partnerships', 'access', 'public')`,
    );
    expect(tables.map(({ name }) => name)).toContain('referrals.person_category');
    const texts: string[] = [];
    for (const { name } of tables) {
      for (const row of await stage.sql(`select * from ${name}`)) {
        for (const cell of Object.values(row)) {
          texts.push(
            Buffer.isBuffer(cell)
              ? `${cell.toString('latin1')} ${cell.toString('base64')}`
              : JSON.stringify(cell),
          );
        }
      }
    }
    return texts.join('\n');
  }

  test('no value of a person stands anywhere in clear, after a whole life of reading, writing and refusing', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    await register({ ...MARKED_PERSON, caseCode: 'mark-of-case-code' }, { ...owner, idempotencyKey: 'dump' });
    const coded = await stage.draft(scene.personRef, scene.serviceId, { senderCode: 'mark-of-sender-code' });
    for (const who of [owner, scene.recipient]) {
      await stage.answer(who, `{ referral(id: "${scene.id}") { person { ${ALL_VALUES} } } }`);
    }
    await stage.move(owner, 'cancel', coded, 1);
    const text = await cells();
    // The search finds what does stand in clear: the sender's own number is routing.
    expect(text).toContain('mark-of-sender-code');
    for (const mark of [...Object.values(MARKS), 'mark-of-case-code']) {
      expect(text).not.toContain(mark);
      expect(text).not.toContain(Buffer.from(mark).toString('hex'));
      expect(text).not.toContain(Buffer.from(mark).toString('base64').slice(0, 12));
    }
  });

  test('the same value of two persons is sealed differently', async () => {
    const refs = [await stage.person(), await stage.person()];
    const rows = await stage.sql<{ count: string }>(
      'select count(distinct ciphertext) from referrals.person_category where person_id = any($1)',
      [refs],
    );
    expect(rows).toEqual([{ count: String(2 * Object.keys(MARKS).length) }]);
  });

  test.each([
    [
      'person',
      'ciphertext = (select ciphertext from referrals.person_category where person_id = $2 and category = $$HEALTH$$)',
    ],
    [
      'category',
      'ciphertext = (select ciphertext from referrals.person_category where person_id = $1 and category = $$BELIEF$$)',
    ],
    ['version', 'version = version + 1'],
    [
      'owner',
      'ciphertext = (select ciphertext from referrals.person_category where person_id = $3 and category = $$HEALTH$$)',
    ],
  ])(
    'a ciphertext that was moved to another %s does not open, and what is beside it does',
    async (_what, change) => {
      const [one, other] = [await stage.person(), await stage.person()];
      const stranger = { organisationId: await stage.organisation('NATIONAL_NGO') };
      const { person } = await register(MARKED_PERSON, stranger);
      await stage.sql(
        `update referrals.person_category set ${change}
        where person_id = $1 and category = 'HEALTH' and $2::text is not null and $3::text is not null`,
        [one, other, person?.ref],
      );
      const answer = await stage.answer(owner, `{ person(ref: "${one}") { health { physical } } }`);
      expect(marksIn(answer)).toEqual([]);
      expect(answer.errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['INTERNAL']);
      const beside = await stage.answer(owner, `{ person(ref: "${one}") { contact { safeContact } } }`);
      expect(marksIn(beside)).toEqual(['CONTACT']);
    },
  );

  test('the owner of a person is the organisation that registered it', async () => {
    const ref = await stage.person();
    expect(await stage.sql('select owner_id from referrals.person where id = $1', [ref])).toEqual([
      { owner_id: OWNER },
    ]);
    await expect(personsUnder('JO-1')).rejects.toThrow('NOT_FOUND');
  });
});
