import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import type { Answer } from '../../../shared/execute.ts';
import { ALL_VALUES, marksIn } from '../../support/marked-person.ts';
import { moveQuery, owner, ReferralStage, type Scene } from '../../support/referral-stage.ts';
import type { Asking } from '../../support/subgraph.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
});
afterAll(() => stage.stop());

interface Stored {
  readonly viewer: string;
  readonly role: string;
  readonly purpose: string | null;
  readonly agreement: string | null;
  readonly consent: string | null;
  readonly released: string[];
  readonly refused: { category: string; rule: string }[];
  readonly request_id: string;
  readonly operation_hash: string;
}

const entriesOf = (referral: string) =>
  stage.sql<Stored>('select * from referrals.ledger_entry where referral = $1 order by seq', [referral]);
const read = (who: Asking, id: string, values: string): Promise<Answer> =>
  stage.answer(who, `{ referral(id: "${id}") { state person { ref ${values} } } }`);

describe('an entry', () => {
  test('stands for each read beyond routing and triage, with exactly what was asked for', async () => {
    const { id, recipient, agreementId, consentId } = await stage.scene({ state: 'ACCEPTED' });
    const asking = { ...recipient, requestId: 'this-request', operationHash: 'this-operation' };
    await read(asking, id, 'triage { ageBand } identity { name } health { physical } narrative');
    expect(await entriesOf(id)).toEqual([
      expect.objectContaining({
        viewer: recipient.organisationId,
        role: 'caseworker',
        purpose: 'LEGAL_AID',
        owner: owner.organisationId,
        agreement: `${agreementId}#1`,
        consent: `${consentId}#1`,
        released: ['IDENTITY'],
        refused: [
          { category: 'HEALTH', rule: 'ceiling' },
          { category: 'NARRATIVE', rule: 'ceiling' },
        ],
        request_id: 'this-request',
        operation_hash: 'this-operation',
      }),
    ]);
    await read(recipient, id, 'contact { phone }');
    expect(await entriesOf(id)).toHaveLength(2);
  });

  test('is not made for routing and triage alone, nor for a person without a category', async () => {
    const { id, recipient } = await stage.scene({ state: 'ACCEPTED' });
    await read(recipient, id, 'triage { ageBand }');
    await read(recipient, id, '');
    await stage.answer(
      recipient,
      '{ referrals(box: INBOX, first: 9) { nodes { state disclosure { released } } } }',
    );
    expect(await entriesOf(id)).toEqual([]);
  });

  test('is made whatever way the values come: list, entity, mutation', async () => {
    const { id, recipient } = await stage.scene();
    const person = 'person { locationCoarse { admin1 } }';
    await stage.answer(recipient, `{ referrals(box: INBOX, first: 9) { nodes { ${person} } } }`);
    await stage.answer(
      recipient,
      `{ _entities(representations: [{ __typename: "Referral", id: "${id}" }]) { ... on Referral { ${person} } } }`,
    );
    await stage.answer(recipient, moveQuery('accept', person), { input: { id, expectedVersion: 2 } });
    const released = (await entriesOf(id)).map((entry) => entry.released);
    expect(released).toEqual([['LOCATION_COARSE'], ['LOCATION_COARSE'], ['LOCATION_COARSE']]);
  });

  test('is made for each person of a list, and for the owner’s own reads', async () => {
    const [one, other] = [await stage.scene(), await stage.scene()];
    const ids = JSON.stringify([one.id, other.id].map((id) => ({ __typename: 'Referral', id })));
    await stage.answer(
      owner,
      'query E($keys: [_Any!]!) { _entities(representations: $keys) { ... on Referral { person { narrative } } } }',
      { keys: JSON.parse(ids) },
    );
    for (const { id } of [one, other]) {
      expect(await entriesOf(id)).toEqual([
        expect.objectContaining({ viewer: owner.organisationId, released: ['NARRATIVE'], consent: null }),
      ]);
    }
  });

  test('says the exact rule of each refusal', async () => {
    const { id, recipient, personRef } = await stage.scene();
    await stage.sql(
      `update referrals.person_category set erase_after = now() where person_id = $1 and category = 'TRIAGE'`,
      [personRef],
    );
    await read(recipient, id, 'triage { ageBand } identity { name }');
    expect((await entriesOf(id)).map(({ refused }) => refused)).toEqual([
      [
        { category: 'TRIAGE', rule: 'retained' },
        { category: 'IDENTITY', rule: 'stage' },
      ],
    ]);
  });

  test.each([
    ['was declined', `state = 'DECLINED'`, 'relation'],
    ['was withdrawn', `state = 'WITHDRAWN_BY_PERSON'`, 'relation'],
  ])(
    'is made when a referral that %s is refused whole to who was party to it',
    async (_name, change, rule) => {
      const { id, recipient } = await stage.scene();
      await stage.sql(`update referrals.referral set ${change} where id = $1`, [id]);
      await read(recipient, id, ALL_VALUES);
      expect(await entriesOf(id)).toEqual([
        expect.objectContaining({
          viewer: recipient.organisationId,
          released: [],
          refused: [{ category: '*', rule }],
        }),
      ]);
    },
  );

  test.each([
    [
      'the agreement is suspended',
      'agreement',
      async ({ agreementId }: Scene) => {
        await stage.sql(`update partnerships.agreement set state = 'SUSPENDED' where id = $1`, [agreementId]);
      },
    ],
    [
      'the consent has run out',
      'consent',
      async ({ consentId }: Scene) => {
        await stage.sql('update referrals.consent set valid_until = now() where id = $1', [consentId]);
      },
    ],
    [
      'the person withholds it',
      'not-withheld',
      // In the rows alone: the verb ends the referral too, and then there is no relation to withhold in.
      async ({ personRef, recipientId, consentId }: Scene) => {
        await stage.sql(
          `insert into referrals.withholding (owner_id, person_id, organisation_id, reason, consent_id)
           values ('org_jnrcs', $1, $2, 'FEAR_OF_HARM', $3)`,
          [personRef, recipientId, consentId],
        );
      },
    ],
  ] as const)('is made when a party is refused whole because %s', async (_name, rule, change) => {
    const scene = await stage.scene();
    await change(scene);
    await read(scene.recipient, scene.id, ALL_VALUES);
    expect(await entriesOf(scene.id)).toEqual([
      expect.objectContaining({
        viewer: scene.recipientId,
        released: [],
        refused: [{ category: '*', rule }],
      }),
    ]);
  });

  test('is not made for who never was a party', async () => {
    const { id } = await stage.scene();
    await read({ organisationId: 'org_iom' }, id, ALL_VALUES);
    expect(await entriesOf(id)).toEqual([]);
  });
});

/** The key under which every writer of the ledger waits for the others; whoever holds it holds the ledger. */
const LEDGER_LOCK = 0x4c454447;

describe('before the value', () => {
  test('while the entry waits to be written nothing is released, and what is taken back meanwhile stays back', async () => {
    const takings: ((scene: Scene, client: pg.Client) => Promise<unknown>)[] = [
      ({ agreementId }, client) =>
        client.query(`update partnerships.agreement set state = 'SUSPENDED' where id = $1`, [agreementId]),
      ({ consentId }, client) =>
        client.query(`update referrals.consent set state = 'WITHDRAWN', revision = 2 where id = $1`, [
          consentId,
        ]),
      ({ id }, client) =>
        client.query(
          `update referrals.referral set state = 'CANCELLED', version = version + 1 where id = $1`,
          [id],
        ),
    ];
    for (const takeBack of takings) {
      const scene = await stage.scene({ state: 'ACCEPTED' });
      // A second referral keeps the second wall open, so that it is the first one's own end that counts.
      await stage.move(owner, 'send', await stage.draft(scene.personRef, scene.serviceId), 1);
      const answer = await stage.beside(async (client) => {
        await client.query('select pg_advisory_lock($1)', [LEDGER_LOCK]);
        const reading = read(scene.recipient, scene.id, ALL_VALUES);
        await stage.untilItWaits(reading);
        await takeBack(scene, client);
        await client.query('select pg_advisory_unlock($1)', [LEDGER_LOCK]);
        return reading;
      });
      expect(answer.errors).toBeUndefined();
      expect(marksIn(answer)).toEqual([]);
      expect(await entriesOf(scene.id)).toHaveLength(1);
    }
  });

  const UNAVAILABLE = [expect.objectContaining({ extensions: { code: 'LEDGER_UNAVAILABLE' } })];
  /** Everything that would show a value, by owner and recipient. */
  const reads = ({ id, personRef, recipient }: Scene): (() => Promise<Answer>)[] => [
    () => read(recipient, id, ALL_VALUES),
    () => read(owner, id, ALL_VALUES),
    () => stage.answer(owner, `{ person(ref: "${personRef}") { ${ALL_VALUES} } }`),
    () =>
      stage.answer(recipient, `{ referrals(box: INBOX, first: 9) { nodes { person { ${ALL_VALUES} } } } }`),
  ];

  test('DENY: while nobody may write it, every read of a value is LEDGER_UNAVAILABLE and shows none', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    await stage.sql('revoke insert on referrals.ledger_entry from accord_referrals');
    try {
      for (const ask of reads(scene)) {
        const answer = await ask();
        expect(answer.errors).toEqual(UNAVAILABLE);
        expect(marksIn(answer)).toEqual([]);
      }
      // Routing and triage need no entry, and the rest of the referral goes on.
      const triage = await read(scene.recipient, scene.id, 'triage { accessNeeds }');
      expect(marksIn(triage)).toEqual(['TRIAGE']);
    } finally {
      await stage.sql('grant insert on referrals.ledger_entry to accord_referrals');
    }
    expect(marksIn(await read(scene.recipient, scene.id, ALL_VALUES))).not.toEqual([]);
  });

  test('DENY: while it cannot be reached, the answer comes within 2 s and holds no value', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    await stage.beside(async (client) => {
      await client.query('begin; lock table referrals.ledger_entry in access exclusive mode');
      const since = performance.now();
      const answers = await Promise.all(reads(scene).map((ask) => ask()));
      // The two seconds are the law's own (section 8).
      expect(performance.now() - since).toBeLessThan(2_000);
      for (const answer of answers) {
        expect(answer.errors).toEqual(UNAVAILABLE);
        expect(marksIn(answer)).toEqual([]);
      }
      await client.query('rollback');
    });
    expect(marksIn(await read(scene.recipient, scene.id, ALL_VALUES))).not.toEqual([]);
  });

  test('DENY: a refusal that cannot be recorded is the same “not found”', async () => {
    const { id, recipient } = await stage.scene({ state: 'DECLINED' });
    await stage.sql('revoke insert on referrals.ledger_entry from accord_referrals');
    try {
      const absent = await read(recipient, 'referral_none', ALL_VALUES);
      expect(JSON.stringify(await read(recipient, id, ALL_VALUES))).toBe(JSON.stringify(absent));
    } finally {
      await stage.sql('grant insert on referrals.ledger_entry to accord_referrals');
    }
  });
});
