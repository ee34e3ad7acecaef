import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Database } from '../../../shared/database.ts';
import { type Agreement, active, record, SIGNED, signatoryOf, take, terms, walk } from './access-steps.ts';
import { type AccessWorld, guard, icrc, iom, krcs, openAccess } from './access-world.ts';

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccess();
});
afterAll(() => world.stop());

describe('recording', () => {
  test('an access agreement begins as a draft', async () => {
    const { accessAgreement, userErrors } = await record(world);
    expect(userErrors).toEqual([]);
    expect(accessAgreement).toMatchObject({
      state: 'DRAFT',
      version: 1,
      settings: ['BORDER_CROSSING_POINT'],
    });
  });

  test.each([
    ['somebody who is no party', {}, iom, 'party-records-access'],
    ['a party alone', { partyIds: ['org_krcs'] }, krcs, 'access-parties-registered'],
    [
      'a party that nobody registered',
      { partyIds: ['org_krcs', 'org_x'] },
      krcs,
      'access-parties-registered',
    ],
    [
      'a party that is active no more',
      { partyIds: ['org_krcs', 'org_gone'] },
      krcs,
      'access-parties-registered',
    ],
    [
      'an end before its beginning',
      { validUntil: '2025-12-31T00:00:00.000Z' },
      krcs,
      'access-begins-before-it-ends',
    ],
    [
      'detention without a word on ICRC',
      { places: [{ name: 'House', setting: 'IMMIGRATION_DETENTION' }] },
      krcs,
      'detention-coordinated-with-icrc',
    ],
  ])('%s is refused by its rule', async (_what, over, who, rule) => {
    const { accessAgreement, userErrors } = await record(world, over, who);
    expect(accessAgreement).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'RULE_BROKEN', rule }]);
  });

  test.each([
    { icrcCoordinatedOn: '2026-02-28' },
    { icrcNotCoordinatedBecause: 'ICRC has no presence there.' },
  ])('a detention agreement with %o is recorded', async (over) => {
    const places = [{ name: 'House', setting: 'IMMIGRATION_DETENTION' }];
    expect((await record(world, { places, ...over })).userErrors).toEqual([]);
  });

  test.each([
    ['input.country', { country: 'Kenya' }],
    ['input.country', { country: 'XX' }],
    ['input.places', { places: [] }],
    ['input.places.0.latitude', { places: [{ name: 'x', setting: 'URBAN', latitude: 91, longitude: 0 }] }],
    ['input.places.0', { places: [{ name: 'x', setting: 'URBAN', latitude: 1 }] }],
    ['input.places.0.name', { places: [{ name: ' ', setting: 'URBAN' }] }],
    ['input.partyIds', { partyIds: ['org_krcs', 'org_krcs'] }],
    ['input.icrcCoordinatedOn', { icrcCoordinatedOn: '2026-02-30' }],
    ['input.modalities', { modalities: ['YES', 'NO'].map((answer) => ({ modality: 'RFL_ACCESS', answer })) }],
  ])('what cannot be right is refused at %s', async (field, over) => {
    expect((await record(world, over)).userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', field }]);
  });

  test('the same key and input make one agreement, another input is refused', async () => {
    const first = await record(world, {}, krcs, 'key-1');
    const again = await record(world, {}, krcs, 'key-1');
    const other = await record(world, { text: 'Another' }, krcs, 'key-1');
    expect(again.accessAgreement?.id).toBe(first.accessAgreement?.id);
    expect(other.userErrors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });

  test('an agreement that leaves a group out by legal status is recorded as it is, and does not conform', async () => {
    expect((await record(world)).accessAgreement?.verdict).toBe('NOT_ASSESSED');
    const { accessAgreement } = await record(world, { groupsLeftOut: ['PERSONS_WITHOUT_DOCUMENTS'] });
    expect(accessAgreement?.verdict).toBe('NOT_CONFORMING');
  });
});

describe('signing', () => {
  test('it is signed when the last party has signed', async () => {
    const half = await walk(world, (await record(world)).accessAgreement, SIGNED.slice(0, 3));
    expect(half.state).toBe('PARTIALLY_SIGNED');
    const whole = await walk(world, half, SIGNED.slice(3));
    expect(whole.state).toBe('SIGNED');
    expect(whole.signatures.map(({ organisation }) => organisation.id)).toEqual(['org_krcs', 'org_guard']);
  });

  test('a signature binds the hash of one exact revision', async () => {
    const approved = await walk(world, (await record(world)).accessAgreement, SIGNED.slice(0, 2));
    const { userErrors } = await take(world, 'sign', approved, signatoryOf(krcs), {
      revisionHash: 'another',
    });
    expect(userErrors).toMatchObject([{ code: 'RULE_BROKEN', rule: 'signs-this-revision' }]);
  });

  test('a party signs once', async () => {
    const half = await walk(world, (await record(world)).accessAgreement, SIGNED.slice(0, 3));
    const { userErrors } = await take(world, 'sign', half, signatoryOf(krcs));
    expect(userErrors).toMatchObject([{ code: 'RULE_BROKEN', rule: 'signs-once' }]);
  });

  test('any change of a term changes the hash', async () => {
    const hashes = await Promise.all([
      record(world),
      record(world, { text: 'Other' }),
      record(world, { validUntil: '2027-01-01T00:00:00.000Z' }),
      record(world, { obligations: ['ANNOUNCE_VISITS'] }),
      record(world, { statesConformity: false }),
    ]);
    expect(new Set(hashes.map(({ accessAgreement }) => accessAgreement?.revisionHash)).size).toBe(5);
  });
});

describe('in force', () => {
  test.each(['HAND_OVER_DATA', 'CHECK_STATUS', 'REPORT_PERSONS'])(
    'an agreement that obliges to %s is never active',
    async (obligation) => {
      const signed = await walk(
        world,
        (await record(world, { obligations: [obligation] })).accessAgreement,
        SIGNED,
      );
      const { accessAgreement, userErrors } = await take(world, 'activate', signed, krcs);
      expect(accessAgreement).toBeNull();
      expect(userErrors).toMatchObject([{ code: 'RULE_BROKEN' }]);
      const rows = await world.sql('select state from access.access_agreement where id = $1', [signed.id]);
      expect(rows).toEqual([{ state: 'SIGNED' }]);
    },
  );

  test.each(['HAND_OVER_DATA', 'CHECK_STATUS', 'REPORT_PERSONS'])(
    'a word of mouth that obliges to %s does not hold either',
    async (obligation) => {
      const { accessAgreement } = await record(world, { instrument: 'VERBAL', obligations: [obligation] });
      const approved = await walk(world, accessAgreement, SIGNED.slice(0, 2));
      expect((await take(world, 'activate', approved, krcs)).userErrors).toMatchObject([
        { code: 'RULE_BROKEN' },
      ]);
    },
  );

  test('other obligations do not stand in the way', async () => {
    expect((await active(world, { obligations: ['ANNOUNCE_VISITS', 'ACCEPT_ESCORT'] })).state).toBe('ACTIVE');
  });

  test('one without a statement of conformity is not activated', async () => {
    const signed = await walk(
      world,
      (await record(world, { statesConformity: false })).accessAgreement,
      SIGNED,
    );
    expect((await take(world, 'activate', signed, krcs)).userErrors).toMatchObject([
      { rule: 'conformity-stated' },
    ]);
  });

  test('what an authority allows by word of mouth holds without signatures, and is never signed', async () => {
    const { accessAgreement } = await record(world, { instrument: 'VERBAL', statesConformity: false });
    const approved = await walk(world, accessAgreement, SIGNED.slice(0, 2));
    expect((await take(world, 'sign', approved, signatoryOf(krcs))).userErrors).toMatchObject([
      {
        code: 'ILLEGAL_TRANSITION',
        possible: ['reviseAccessAgreement', 'activateAccessAgreement', 'rejectAccessAgreement'],
      },
    ]);
    const held = await walk(world, approved, [['activate', krcs]]);
    expect(held.state).toBe('IN_FORCE_VERBAL');
    const again = await walk(world, held, [
      ['suspend', guard],
      ['resume', guard],
      ['resume', krcs],
    ]);
    expect(again.state).toBe('IN_FORCE_VERBAL');
  });

  test('one party suspends alone and at once, and all must agree to resume', async () => {
    const suspended = await walk(world, await active(world), [['suspend', guard]]);
    expect(suspended.state).toBe('SUSPENDED');
    const half = await walk(world, suspended, [['resume', guard]]);
    const twice = await walk(world, half, [['resume', guard]]);
    expect([half.state, twice.state]).toEqual(['SUSPENDED', 'SUSPENDED']);
    expect((await walk(world, twice, [['resume', krcs]])).state).toBe('ACTIVE');
  });

  test('an agreement to resume does not outlive the next suspension', async () => {
    const resumed = await walk(world, await active(world), [
      ['suspend', guard],
      ['resume', guard],
      ['resume', krcs],
      ['suspend', krcs],
      ['resume', krcs],
    ]);
    expect(resumed.state).toBe('SUSPENDED');
  });

  test('a terminal state never reopens', async () => {
    const over = await walk(world, await active(world), [['terminate', guard]]);
    for (const verb of ['submit', 'approve', 'activate', 'suspend', 'resume', 'terminate']) {
      const { userErrors } = await take(world, verb, over, krcs);
      expect(userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION', possible: [] }]);
    }
  });

  test('past its end it has expired, before anything has written so', async () => {
    const { id, version } = await active(world);
    await world.sql(
      `update access.access_agreement set valid_until = now() - interval '1 second' where id = $1`,
      [id],
    );
    const { data } = await world.ask(krcs, `{ accessAgreement(id: "${id}") { state } }`);
    expect(data).toEqual({ accessAgreement: { state: 'EXPIRED' } });
    const outcome = await take(world, 'suspend', { id, version } as Agreement, krcs);
    expect(outcome.userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION', possible: [] }]);
  });
});

test('a wrong step names the state and what is possible from it', async () => {
  const { userErrors } = await take(world, 'activate', (await record(world)).accessAgreement, krcs);
  const possible = ['reviseAccessAgreement', 'submitAccessAgreement', 'rejectAccessAgreement'];
  expect(userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION', possible }]);
  expect(userErrors[0]?.message).toContain('DRAFT');
});

test('a step decided on an older version is refused', async () => {
  const { accessAgreement } = await record(world);
  await take(world, 'submit', accessAgreement, krcs);
  expect((await take(world, 'approve', accessAgreement, krcs)).userErrors).toMatchObject([
    { code: 'VERSION_CONFLICT' },
  ]);
});

test('two who take a step at once do not both succeed', async () => {
  const { accessAgreement } = await record(world, { partyIds: ['org_krcs', 'org_icrc'] });
  const outcomes = await Promise.all([
    take(world, 'submit', accessAgreement, krcs),
    take(world, 'submit', accessAgreement, icrc),
  ]);
  expect(outcomes.map(({ userErrors }) => userErrors[0]?.code ?? 'DONE').sort()).toEqual([
    'DONE',
    'VERSION_CONFLICT',
  ]);
});

test('pages follow one another without gap or repetition, forwards and backwards', async () => {
  await Promise.all(['Z', 'Y', 'X'].map((text) => record(world, { text, country: 'ZW' })));
  const page = async (args: string) => {
    const query = `{ accessAgreements(${args}, filter: { country: "ZW" }) { nodes { id } pageInfo { startCursor endCursor hasNextPage } } }`;
    const { data } = await world.ask(krcs, query);
    return data?.accessAgreements as {
      nodes: { id: string }[];
      pageInfo: { startCursor: string; endCursor: string; hasNextPage: boolean };
    };
  };
  const all = await page('first: 10');
  const first = await page('first: 2');
  const rest = await page(`first: 2, after: "${first.pageInfo.endCursor}"`);
  const back = await page(`last: 2, before: "${rest.pageInfo.startCursor}"`);
  expect(all.nodes).toHaveLength(3);
  expect([...first.nodes, ...rest.nodes]).toEqual(all.nodes);
  expect(back.nodes).toEqual(first.nodes);
  expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
});

test('many references are read in one transaction, and the lists of many organisations in one more', async () => {
  const agreements = await Promise.all(Array.from({ length: 5 }, () => record(world)));
  const representations = [
    ...agreements.map(({ accessAgreement }) => ({ __typename: 'AccessAgreement', id: accessAgreement?.id })),
    ...['org_krcs', 'org_guard', 'org_iom'].map((id) => ({ __typename: 'Organisation', id })),
  ];
  const transactions = jest.spyOn(Database.prototype, 'transaction');
  const { data, errors } = await world.ask(
    krcs,
    `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on AccessAgreement { id state } ... on Organisation { accessAgreements(first: 2) { nodes { id } } } } }`,
    { representations },
  );
  expect(transactions).toHaveBeenCalledTimes(2);
  transactions.mockRestore();
  expect(errors).toBeUndefined();
  expect(data?._entities).toHaveLength(8);
});

test('a name or a number in its text is warned of, and recorded nevertheless', async () => {
  const query = `mutation ($input: RecordAccessAgreementInput!) { outcome: recordAccessAgreement(input: $input) {
    accessAgreement { text } warnings { field about } } }`;
  const text = 'Ask for Mr Abdi, 0712 345 678.';
  const { data } = await world.ask(krcs, query, { input: terms({ text }) });
  expect(data?.outcome).toEqual({
    accessAgreement: { text },
    warnings: [
      { field: 'input.text', about: 'PHONE_NUMBER' },
      { field: 'input.text', about: 'NAME' },
    ],
  });
});
