import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../../shared/ids.ts';
import { lease } from '../../../shared/lease.ts';
import { DATA_CATEGORIES } from '../../../shared/policy/categories.ts';
import { CONSENT_LIFE } from '../../../shared/policy/consent-life.ts';
import { REFERRAL_LIFE } from '../../../shared/policy/referral-life.ts';
import { HOW_GIVEN } from '../../support/how-given.ts';
import { MARKED_PERSON } from '../../support/marked-person.ts';
import { moveQuery, owner, ReferralStage, type Scene } from '../../support/referral-stage.ts';
import type { Asker } from '../../support/subgraph.ts';

let stage: ReferralStage;
const { ms } = lease;
beforeAll(async () => {
  // What is waited for before an acknowledgement is another matter.
  lease.ms = 0;
  stage = await ReferralStage.open();
}, 60_000);
afterAll(async () => {
  lease.ms = ms;
  await stage?.stop();
});

const DRAFT = `mutation ($input: DraftReferralInput!) {
  verb: draftReferral(input: $input) { referral { id } userErrors { code field } } }`;
const CONSENT = `mutation ($input: RecordConsentInput!) {
  verb: recordConsent(input: $input) { consent { id } userErrors { code field } } }`;
const REROUTE = `mutation ($input: RerouteReferralInput!) {
  verb: rerouteReferral(input: $input) { referral { id } userErrors { code field } } }`;
const ERASE = `mutation ($input: ErasePersonInput!) {
  verb: erasePerson(input: $input) { ordersIssued userErrors { code field } } }`;

/** The code of a refusal or of an error; OK when there is neither. */
async function said(who: Asker, query: string, input: object): Promise<string> {
  const { data, errors } = await stage.answer(who, query, { input });
  if (errors) return String(errors[0]?.extensions?.['code']);
  type Told = { verb?: { userErrors: { code: string }[] }; move?: { userErrors: { code: string }[] } };
  const { verb, move } = data as Told;
  return (verb ?? move)?.userErrors[0]?.code ?? 'OK';
}

const erase = (ref: string) => said({ ...owner, role: 'data_protection_officer' }, ERASE, { ref });

/** Nothing of an erased person is open or sealed, and everybody it was ever sent to was told to erase. */
async function expectForgotten(personRef: string): Promise<void> {
  const [left] = await stage.sql(
    `select (select count(*)::int from referrals.person where id = $1 and wrapped_key is not null) as keys,
            (select count(*)::int from referrals.person_category where person_id = $1) as sealed,
            (select count(*)::int from referrals.withholding where person_id = $1) as withheld,
            (select count(*)::int from referrals.referral where person_id = $1 and state = any($2)) as referrals,
            (select count(*)::int from referrals.consent where person_id = $1 and state = any($3)) as consents,
            (select count(*)::int from referrals.referral r where person_id = $1 and sent_at is not null
               and not exists (select from referrals.erasure_order o
                 where o.person_id = r.person_id and o.recipient_id = r.to_id)) as untold`,
    [personRef, REFERRAL_LIFE.withdraw.from, CONSENT_LIFE.withdraw.from],
  );
  expect(left).toEqual({ keys: 0, sealed: 0, withheld: 0, referrals: 0, consents: 0, untold: 0 });
}

const consentFor = ({ personRef, recipientId }: Scene) => ({
  personRef,
  recipientIds: [recipientId],
  purposes: ['LEGAL_AID'],
  categories: DATA_CATEGORIES,
  ...HOW_GIVEN,
  withhold: [{ organisationType: 'MEDIA', reason: 'OTHER' }],
});

/** Stops a writer in the middle, lets the erasure begin, and then lets both go on. */
async function midway(table: string, write: () => Promise<string>, personRef: string): Promise<string[]> {
  return stage.beside(async (holder) => {
    await holder.query(`begin; lock table ${table} in share mode`);
    const writing = write();
    await stage.untilItWaits(writing);
    const erasing = erase(personRef);
    // Until it waits too, or is done: the writer waits all the while, so one look would see the writer alone.
    await Promise.race([erasing, new Promise((resolve) => setTimeout(resolve, 500))]);
    await holder.query('commit');
    return Promise.all([writing, erasing]);
  });
}

describe('what is written at the very moment of an erasure', () => {
  test('a draft that was checked before and is kept after goes with the person', async () => {
    const scene = await stage.scene({ state: 'DRAFT' });
    const input = { personRef: scene.personRef, serviceId: scene.serviceId };
    const who = { ...owner, idempotencyKey: newId('key') };
    await midway('referrals.idempotency', () => said(who, DRAFT, input), scene.personRef);
    await expectForgotten(scene.personRef);
  });

  test('a consent that was checked before and is kept after goes with the person', async () => {
    const scene = await stage.scene({ state: 'DRAFT' });
    const end = 'mutation ($id: ID!) { withdrawConsent(input: { id: $id }) { userErrors { code } } }';
    await stage.ask(owner, end, { id: scene.consentId });
    const write = () => said(owner, CONSENT, consentFor(scene));
    await midway('referrals.consent_event', write, scene.personRef);
    await expectForgotten(scene.personRef);
  });

  const WRITERS: Readonly<Record<string, (scene: Scene) => Promise<string>>> = {
    draft: ({ personRef, serviceId }) => said(owner, DRAFT, { personRef, serviceId }),
    consent: (scene) => said(owner, CONSENT, consentFor(scene)),
    send: ({ id }) => said(owner, moveQuery('send', 'id'), { id, expectedVersion: 1 }),
    reroute: ({ id, serviceId }) => said(owner, REROUTE, { id, expectedVersion: 1, serviceId }),
    withdrawal: ({ consentId }) =>
      said(
        owner,
        `mutation ($input: EndConsentInput!) { verb: withdrawConsent(input: $input) { userErrors { code } } }`,
        { id: consentId },
      ),
    'second erasure': ({ personRef }) => erase(personRef),
  };

  test.each(Object.keys(WRITERS))('%s: in whatever order the two come, nothing is left', async (name) => {
    const writer = WRITERS[name] as (scene: Scene) => Promise<string>;
    for (let round = 0; round < 12; round += 1) {
      const scene = await stage.scene({ state: 'DRAFT', person: MARKED_PERSON });
      const late = () => new Promise((resolve) => setTimeout(resolve, round % 6));
      const [written, erased] = await Promise.all([
        (round < 6 ? late() : Promise.resolve()).then(() => writer(scene)),
        (round < 6 ? Promise.resolve() : late()).then(() => erase(scene.personRef)),
      ]);
      await expectForgotten(scene.personRef);
      // Whoever comes second is refused in words, and nobody meets an error of ours.
      expect(['OK', 'NOT_FOUND', 'VERSION_CONFLICT', 'ILLEGAL_TRANSITION', 'CONSENT_REQUIRED']).toContain(
        written,
      );
      expect(['OK', 'NOT_FOUND']).toContain(erased);
    }
  });

  test('an answer of the recipient: it reads nothing afterwards, and was told to erase', async () => {
    for (let round = 0; round < 6; round += 1) {
      const scene = await stage.scene();
      const accept = moveQuery('accept', 'id');
      await Promise.all([
        said(scene.recipient, accept, { id: scene.id, expectedVersion: 2 }),
        erase(scene.personRef),
      ]);
      await expectForgotten(scene.personRef);
      const { errors } = await stage.answer(scene.recipient, `{ referral(id: "${scene.id}") { id } }`);
      expect(errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    }
  });
});

test('about an erased person nothing is written any more, by no verb and past every check', async () => {
  const scene = await stage.scene();
  expect(await erase(scene.personRef)).toBe('OK');
  const input = { personRef: scene.personRef, serviceId: scene.serviceId };
  expect(await said(owner, DRAFT, input)).toBe('NOT_FOUND');
  expect(await said(owner, CONSENT, consentFor(scene))).toBe('NOT_FOUND');
  await expect(
    stage.sql(
      `insert into referrals.person_category (owner_id, person_id, category, version, ciphertext)
       select owner_id, id, 'IDENTITY', 1, '\\x00' from referrals.person where id = $1`,
      [scene.personRef],
    ),
  ).rejects.toMatchObject({ code: 'ACC01' });
});
