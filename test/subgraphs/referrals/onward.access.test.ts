import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Answer } from '../../../shared/execute.ts';
import { newId } from '../../../shared/ids.ts';
import { DATA_CATEGORIES, type DataCategory } from '../../../shared/policy/categories.ts';
import { HOW_GIVEN } from '../../support/how-given.ts';
import { ALL_VALUES, MARKED_PERSON, marksIn } from '../../support/marked-person.ts';
import {
  iom,
  type Moved,
  moveQuery,
  owner,
  ReferralStage,
  type Refusal,
  type Scene,
} from '../../support/referral-stage.ts';
import type { Asker, Asking } from '../../support/subgraph.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
}, 120_000);
afterAll(() => stage?.stop());

const WHOLE = `id state person { ref ${ALL_VALUES} } disclosure { released withheld { category reason } }`;

interface Onward {
  /** The first referral: from the owner on the stage to the organisation that passes on. */
  readonly first: Scene;
  /** Who received, registered the person anew, and refers on. */
  readonly middle: Asking;
  readonly personRef: string;
  readonly third: Asking;
  readonly consentId: string;
  /** The referral that goes on. */
  readonly id: string;
}

const REGISTER = `mutation ($input: RegisterPersonInput!) {
  made: registerPerson(input: $input) { noun: person { id: ref } userErrors { code message field rule possible } } }`;
interface Made {
  readonly made: { readonly noun: { readonly id: string } | null; readonly userErrors: readonly Refusal[] };
}
const RECORD = `mutation ($input: RecordConsentInput!) {
  made: recordConsent(input: $input) { noun: consent { id } userErrors { code message field rule possible } } }`;
const DRAFT = `mutation ($input: DraftReferralInput!) {
  made: draftReferral(input: $input) { noun: referral { id } userErrors { code message field rule possible } } }`;

async function made(who: Asker, query: string, input: object): Promise<string> {
  const content = await stage.ask<Made>(who, query, { input });
  if (!content.made.noun) throw new Error(`The stage could not be set: ${JSON.stringify(content)}`);
  return content.made.noun.id;
}

/** What the first agreement says of passing on. */
async function permit(agreementId: string, onward: string, recipientIds: readonly string[] = []) {
  await stage.sql('update partnerships.agreement set clauses = clauses || $2 where id = $1', [
    agreementId,
    JSON.stringify({ onward, onwardRecipientIds: recipientIds }),
  ]);
}

/** As a party of the agreement would in writing. */
async function authorise(agreementId: string, recipientId: string, organisationId: string) {
  await stage.sql('insert into partnerships.onward_authorisation values ($1, $2, $3, $3, now())', [
    agreementId,
    recipientId,
    organisationId,
  ]);
}

/** UNHCR has received a person from the National Society and refers it on to ICRC, for legal aid as it came. */
async function received({ receivedBy = true } = {}): Promise<Onward> {
  const first = await stage.scene({ state: 'ACCEPTED' });
  const middle = first.recipient;
  const thirdId = await stage.recipient('icrc');
  const third: Asking = { organisationId: thirdId, purposes: ['LEGAL_AID'] };
  // Whoever passes on works in many countries; so the third must say in which it does.
  await stage.sql(`update partnerships.organisation set country = 'JO' where id = $1`, [thirdId]);
  await stage.sql(
    `insert into partnerships.agreement (id, kind, provider_id, recipient_id, state, purposes, categories, valid_from,
       valid_until, clauses, revision, revision_hash, states_conformity, version)
     select $1, kind, recipient_id, $2, state, purposes, categories, valid_from, valid_until, clauses, 1, 'hash', true, 1
       from partnerships.agreement where id = $3`,
    [newId('agreement'), thirdId, first.agreementId],
  );
  const serviceId = await stage.service(thirdId);
  const personRef = await made(middle, REGISTER, {
    ...MARKED_PERSON,
    ...(receivedBy && { receivedBy: first.id }),
  });
  const consentId = await made(middle, RECORD, {
    personRef,
    recipientIds: [thirdId],
    purposes: ['LEGAL_AID'],
    categories: DATA_CATEGORIES,
    ...HOW_GIVEN,
  });
  const id = await made(middle, DRAFT, { personRef, serviceId });
  return { first, middle, personRef, third, consentId, id };
}

const send = ({ middle, id }: Onward): Promise<Moved> => stage.move(middle, 'send', id, 1);

/** Sent on as the first agreement permits, and accepted with a key so that the acceptance can be repeated. */
async function sentOn(): Promise<Onward> {
  const scene = await received();
  await permit(scene.first.agreementId, 'SAME_PURPOSE_NAMED_RECIPIENTS', [scene.third.organisationId]);
  expect((await send(scene)).userErrors).toEqual([]);
  const keyed = { ...scene.third, idempotencyKey: `accept-${scene.id}` };
  expect((await stage.move(keyed, 'accept', scene.id, 2)).userErrors).toEqual([]);
  return scene;
}

const PATHS: readonly [string, (who: Asker, scene: Onward) => Promise<Answer>][] = [
  ['the root field', (who, { id }) => stage.answer(who, `{ referral(id: "${id}") { ${WHOLE} } }`)],
  [
    'an entity',
    (who, { id }) =>
      stage.answer(
        who,
        `query E($keys: [_Any!]!) { _entities(representations: $keys) { ... on Referral { ${WHOLE} } } }`,
        { keys: [{ __typename: 'Referral', id }] },
      ),
  ],
  [
    'a list',
    (who) =>
      stage.answer(
        who,
        `{ referrals(box: INBOX, first: 9) { edges { node { ${WHOLE} } } nodes { ${WHOLE} } } }`,
      ),
  ],
  [
    'the repeat of an acceptance',
    (who, { id }) =>
      stage.answer(who && { ...who, idempotencyKey: `accept-${id}` }, moveQuery('accept', WHOLE), {
        input: { id, expectedVersion: 2 },
      }),
  ],
  [
    'an export',
    (who, { id }) => stage.answer(who, `{ exportReferral(id: "${id}", format: BSER) { content } }`),
  ],
];

const LEGAL_AID: DataCategory[] = [
  'TRIAGE',
  'IDENTITY',
  'CONTACT',
  'LOCATION_COARSE',
  'ORIGIN',
  'MIGRATION_STATUS',
  'PROTECTION',
];

describe.each(PATHS)('by %s', (_name, path) => {
  test('ALLOW: the agreement names the recipient and the consent is newer than the arrival', async () => {
    const scene = await sentOn();
    expect(marksIn(await path(scene.third, scene))).toEqual(LEGAL_AID);
  });

  test('DENY: a category that the first agreement did not cover', async () => {
    const scene = await sentOn();
    await stage.sql(
      `update partnerships.agreement set categories = array_remove(categories, 'IDENTITY') where id = $1`,
      [scene.first.agreementId],
    );
    const left = LEGAL_AID.filter((category) => category !== 'IDENTITY');
    expect(marksIn(await path(scene.third, scene))).toEqual(left);
  });

  test.each<[string, (scene: Onward) => Promise<unknown>]>([
    ['the first agreement forbids it', ({ first }) => permit(first.agreementId, 'FORBIDDEN')],
    [
      'it names others',
      ({ first }) => permit(first.agreementId, 'SAME_PURPOSE_NAMED_RECIPIENTS', [iom.organisationId]),
    ],
    ['nobody authorised it', ({ first }) => permit(first.agreementId, 'WRITTEN_AUTHORISATION_OF_ALL')],
    [
      'the first agreement is suspended',
      ({ first }) =>
        stage.sql(`update partnerships.agreement set state = 'SUSPENDED' where id = $1`, [first.agreementId]),
    ],
    [
      'the first agreement has run out',
      ({ first }) =>
        stage.sql('update partnerships.agreement set valid_until = now() where id = $1', [first.agreementId]),
    ],
    [
      'the consent is older than the arrival',
      ({ consentId }) =>
        stage.sql(`update referrals.consent set given_at = given_at - interval '1 day' where id = $1`, [
          consentId,
        ]),
    ],
  ])('DENY: nothing once %s', async (_when, change) => {
    const scene = await sentOn();
    const before = await path(scene.third, scene);
    expect(marksIn(before)).not.toEqual([]);
    await change(scene);
    expect(marksIn(await path(scene.third, scene))).toEqual([]);
    expect(await stage.stillShown(scene.third, before)).toBe(false);
  });

  test.each<[string, (scene: Onward) => Promise<unknown>]>([
    [
      'withdraws the first consent',
      ({ first }) =>
        stage.ask(
          owner,
          `mutation { withdrawConsent(input: { id: "${first.consentId}" }) { userErrors { code } } }`,
        ),
    ],
    [
      'is erased where it came from',
      ({ first }) =>
        stage.ask(
          { ...owner, role: 'data_protection_officer' },
          `mutation { erasePerson(input: { ref: "${first.personRef}" }) { userErrors { code } } }`,
        ),
    ],
  ])('DENY: nothing once the person %s, at once', async (_when, change) => {
    const scene = await sentOn();
    expect(marksIn(await path(scene.third, scene))).not.toEqual([]);
    await change(scene);
    expect(marksIn(await path(scene.third, scene))).toEqual([]);
  });
});

describe('what a party hears', () => {
  test('is AGREEMENT; the one who passed it on, ONWARD in the ledger', async () => {
    const scene = await sentOn();
    await permit(scene.first.agreementId, 'FORBIDDEN');
    const query = `{ referral(id: "${scene.id}") { state disclosure { withheld { category reason } } } }`;
    type Told = { referral: { state: null; disclosure: { withheld: object[] } } };
    const { referral } = await stage.ask<Told>(scene.third, query);
    expect(referral.state).toBeNull();
    expect(referral.disclosure.withheld).toContainEqual({ category: 'ROUTING', reason: 'AGREEMENT' });
    expect(referral.disclosure.withheld).toContainEqual({ category: 'IDENTITY', reason: 'AGREEMENT' });
    const ledger = await stage.ask<{ ledger: { nodes: object[] } }>(
      scene.middle,
      `{ ledger(referral: "${scene.id}", first: 1) { nodes { refused { reason } } } }`,
    );
    expect(ledger.ledger.nodes).toEqual([{ refused: [{ reason: 'ONWARD' }] }]);
  });

  test('who made the record itself passes it on as ever', async () => {
    const scene = await received({ receivedBy: false });
    expect((await send(scene)).userErrors).toEqual([]);
  });
});

describe('sending on', () => {
  test('is refused by default: an agreement forbids it unless it says otherwise', async () => {
    expect((await send(await received())).userErrors).toMatchObject([
      { code: 'RULE_BROKEN', rule: 'onward-permitted' },
    ]);
  });

  test('with the written authorisation of all: one party alone is not enough', async () => {
    const scene = await received();
    const { first, third } = scene;
    await permit(first.agreementId, 'WRITTEN_AUTHORISATION_OF_ALL');
    await authorise(first.agreementId, third.organisationId, owner.organisationId);
    await authorise(first.agreementId, third.organisationId, iom.organisationId);
    expect((await send(scene)).userErrors[0]?.rule).toBe('onward-permitted');
    await authorise(first.agreementId, third.organisationId, first.recipientId);
    expect((await send(scene)).userErrors).toEqual([]);
  });

  test('what was received in vital interest, or was never under an agreement, goes nowhere', async () => {
    const scene = await received();
    await permit(scene.first.agreementId, 'SAME_PURPOSE_NAMED_RECIPIENTS', [scene.third.organisationId]);
    await stage.sql(
      'update referrals.person_provenance set agreement_id = null where recipient_person_id = $1',
      [scene.personRef],
    );
    expect((await send(scene)).userErrors[0]?.rule).toBe('onward-permitted');
  });
});

describe('where a record is from', () => {
  test('is kept with referral, agreement and arrival', async () => {
    const { first, personRef } = await received();
    const [row] = await stage.sql(
      `select owner_id, person_id, referral_id, recipient_id, agreement_id, taken_back
         from referrals.person_provenance where recipient_person_id = $1`,
      [personRef],
    );
    expect(row).toEqual({
      owner_id: owner.organisationId,
      person_id: first.personRef,
      referral_id: first.id,
      recipient_id: first.recipientId,
      agreement_id: first.agreementId,
      taken_back: [],
    });
  });

  test('is said only by the recipient of a referral that is open to it; otherwise nothing is registered', async () => {
    const open = await stage.scene({ state: 'ACCEPTED' });
    const declined = await stage.scene({ state: 'DECLINED' });
    for (const [who, receivedBy] of [
      [iom, open.id],
      [owner, open.id],
      [declined.recipient, declined.id],
      [open.recipient, 'referral_none'],
    ] as const) {
      const caseCode = newId('case').slice(-20);
      const { made: answer } = await stage.ask<Made>(who, REGISTER, { input: { caseCode, receivedBy } });
      expect(answer).toMatchObject({
        noun: null,
        userErrors: [{ code: 'NOT_FOUND', field: 'input.receivedBy' }],
      });
      expect((await stage.ask<Made>(who, REGISTER, { input: { caseCode } })).made.userErrors).toEqual([]);
    }
  });

  test('goes with the key of the person that was made of it', async () => {
    const { middle, personRef } = await received();
    await stage.ask(
      { ...middle, role: 'data_protection_officer' },
      `mutation { erasePerson(input: { ref: "${personRef}" }) { userErrors { code } } }`,
    );
    const rows = await stage.sql('select from referrals.person_provenance where recipient_person_id = $1', [
      personRef,
    ]);
    expect(rows).toEqual([]);
  });
});

describe('an order to erase', () => {
  test('is passed on when it is acknowledged, naming what was read', async () => {
    const scene = await sentOn();
    for (const [who, id] of [
      [scene.middle, scene.first.id],
      [scene.third, scene.id],
    ] as const) {
      await stage.answer(who, `{ referral(id: "${id}") { person { identity { name } } } }`);
    }
    await stage.ask(
      owner,
      `mutation { withdrawConsent(input: { id: "${scene.first.consentId}" }) { userErrors { code } } }`,
    );
    const orders = (personRef: string) =>
      stage.sql<{ id: string; cause: string; recipient_id: string; categories: string[] }>(
        'select id, cause, recipient_id, categories from referrals.erasure_order where person_id = $1',
        [personRef],
      );
    expect(await orders(scene.personRef)).toEqual([]);
    const [first] = await orders(scene.first.personRef);
    await stage.ask(
      scene.middle,
      `mutation { acknowledgeErasure(input: { id: "${first?.id}", expectedVersion: 1 }) { userErrors { code } } }`,
    );
    expect(await orders(scene.personRef)).toMatchObject([
      {
        cause: 'ORIGIN_TOOK_BACK',
        recipient_id: scene.third.organisationId,
        categories: ['ROUTING', 'TRIAGE', 'IDENTITY'],
      },
    ]);
  });

  test('for some categories takes back those alone', async () => {
    const scene = await sentOn();
    await stage.answer(
      scene.middle,
      `{ referral(id: "${scene.first.id}") { person { contact { safeContact } } } }`,
    );
    const categories = DATA_CATEGORIES.filter((category) => category !== 'CONTACT');
    await stage.ask(
      owner,
      `mutation ($categories: [DataCategory!]!) { narrowConsent(input: { id: "${scene.first.consentId}", expectedRevision: 1,
         categories: $categories }) { userErrors { code } } }`,
      { categories },
    );
    const read = marksIn(await stage.answer(scene.third, `{ referral(id: "${scene.id}") { ${WHOLE} } }`));
    expect(read).toEqual(LEGAL_AID.filter((category) => category !== 'CONTACT'));
  });
});

test('between decision and reading, what its origin took back meanwhile is not read', async () => {
  const scene = await sentOn();
  const held = await stage.beside(async (client) => {
    await client.query(`begin; select pg_advisory_xact_lock(${0x4c454447})`);
    const reading = stage.answer(scene.third, `{ referral(id: "${scene.id}") { person { ${ALL_VALUES} } } }`);
    await stage.untilItWaits(reading);
    await stage.sql(
      `update referrals.person_provenance set taken_back = '{IDENTITY}' where recipient_person_id = $1`,
      [scene.personRef],
    );
    await client.query('commit');
    return reading;
  });
  expect(marksIn(held)).toEqual(LEGAL_AID.filter((category) => category !== 'IDENTITY'));
});
