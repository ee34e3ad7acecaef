import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ALL_VALUES, marksIn } from '../../support/marked-person.ts';
import { issued, recordOf, withdrawn } from '../../support/person-links.ts';
import { OWNER, owner, ReferralStage } from '../../support/referral-stage.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
});
afterAll(() => stage.stop());

const READ = `query ($id: ID!) { referral(id: $id) { id person { ${ALL_VALUES} } } }`;

describe('what the holder of a link sees', () => {
  test('is categories, recipients and times, and never a value', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    await stage.ask(scene.recipient, READ, { id: scene.id });
    await stage.ask(owner, READ, { id: scene.id });
    const record = await recordOf(stage, await issued(stage, scene.personRef));
    expect(record).toMatchObject({
      language: 'ar',
      owner: { id: OWNER },
      consents: [
        {
          id: scene.consentId,
          state: 'GIVEN',
          inForce: true,
          mayBeWithdrawn: true,
          recipients: [{ id: scene.recipientId }],
          purposes: ['LEGAL_AID'],
        },
      ],
      recipients: [{ organisation: { id: scene.recipientId }, open: true }],
      erasures: [],
    });
    const read = record.readings.find(({ organisation }) => organisation.id === scene.recipientId);
    expect(read?.categories).toEqual(expect.arrayContaining(['IDENTITY', 'CONTACT']));
    expect(record.readings.some(({ organisation }) => organisation.id === OWNER)).toBe(true);
    expect(marksIn(record)).toEqual([]);
  });

  test('is of this person alone, though the owner keeps others with the same recipient', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    const other = await stage.person();
    await stage.consent(other, [scene.recipientId]);
    const draft = await stage.draft(other, scene.serviceId);
    await stage.move(owner, 'send', draft, 1);
    await stage.move(scene.recipient, 'accept', draft, 2);
    await stage.ask(scene.recipient, READ, { id: draft });
    const record = await recordOf(stage, await issued(stage, scene.personRef));
    expect(record.consents).toHaveLength(1);
    expect(record.readings).toEqual([]);
  });

  test('counts many readings of one organisation on one day as one line', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    for (let time = 0; time < 3; time += 1) await stage.ask(scene.recipient, READ, { id: scene.id });
    const { readings } = await recordOf(stage, await issued(stage, scene.personRef));
    expect(readings).toMatchObject([
      { organisation: { id: scene.recipientId }, purpose: 'LEGAL_AID', times: 3 },
    ]);
  });

  test('is nothing but an empty page for a person that nothing was shared about', async () => {
    const record = await recordOf(stage, await issued(stage, await stage.person()));
    expect(record).toMatchObject({
      consents: [],
      recipients: [],
      readings: [],
      erasures: [],
      language: 'en',
    });
  });
});

describe('a withdrawal by the link', () => {
  test('is in force when it is acknowledged: the recipient reads nothing more, and is told to erase', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    const read = () => stage.answer(scene.recipient, READ, { id: scene.id });
    expect(marksIn(await read())).toContain('IDENTITY');
    const { record, userErrors } = await withdrawn(stage, {
      token: await issued(stage, scene.personRef),
      consent: scene.consentId,
    });
    expect(marksIn(await read())).toEqual([]);
    expect(userErrors).toEqual([]);
    expect(record).toMatchObject({
      consents: [{ state: 'WITHDRAWN', inForce: false, mayBeWithdrawn: false }],
      recipients: [{ open: false }],
      erasures: [{ organisation: { id: scene.recipientId }, acknowledgedAt: null, overdue: false }],
    });
    const [referral] = await stage.sql('select state from referrals.referral where id = $1', [scene.id]);
    expect(referral).toEqual({ state: 'WITHDRAWN_BY_PERSON' });
    const [order] = await stage.sql('select cause from referrals.erasure_order where person_id = $1', [
      scene.personRef,
    ]);
    expect(order).toEqual({ cause: 'CONSENT_WITHDRAWN' });
  });

  test('is the same as the one that staff bring, but for who is written down', async () => {
    const [byStaff, byLink] = [
      await stage.scene({ state: 'ACCEPTED' }),
      await stage.scene({ state: 'ACCEPTED' }),
    ];
    await stage.ask(
      owner,
      'mutation ($id: ID!) { withdrawConsent(input: { id: $id }) { userErrors { code } } }',
      {
        id: byStaff.consentId,
      },
    );
    await withdrawn(stage, { token: await issued(stage, byLink.personRef), consent: byLink.consentId });
    const trace = async ({ consentId, id, personRef }: typeof byLink) => ({
      consent: await stage.sql('select state, revision from referrals.consent where id = $1', [consentId]),
      events: await stage.sql(
        'select revision, state from referrals.consent_event where consent_id = $1 order by revision',
        [consentId],
      ),
      referral: await stage.sql(
        'select verb, state, version, organisation_id = owner_id as own from referrals.referral_event where referral_id = $1 order by version',
        [id],
      ),
      orders: await stage.sql('select cause, categories from referrals.erasure_order where person_id = $1', [
        personRef,
      ]),
    });
    expect(await trace(byLink)).toEqual(await trace(byStaff));
    const [event] = await stage.sql(
      'select client from referrals.consent_event where consent_id = $1 order by revision desc limit 1',
      [byLink.consentId],
    );
    expect(event).toEqual({ client: 'holder-of-link' });
  });

  test('of all consents ends every one that stands, and leaves those that have ended', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    const second = await stage.consent(scene.personRef, [scene.recipientId]);
    const ended = await stage.consent(scene.personRef, [scene.recipientId]);
    await stage.ask(
      owner,
      'mutation ($id: ID!) { revokeConsent(input: { id: $id }) { userErrors { code } } }',
      {
        id: ended,
      },
    );
    const { record } = await withdrawn(stage, { token: await issued(stage, scene.personRef) });
    const states = Object.fromEntries(record?.consents.map(({ id, state }) => [id, state]) ?? []);
    expect(states).toEqual({ [scene.consentId]: 'WITHDRAWN', [second]: 'WITHDRAWN', [ended]: 'REVOKED' });
  });

  test('tapped again, also at the same moment, changes nothing', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    const token = await issued(stage, scene.personRef);
    const taps = await Promise.all(
      [1, 2, 3].map(() => withdrawn(stage, { token, consent: scene.consentId })),
    );
    const again = await withdrawn(stage, { token });
    for (const { record, userErrors } of [...taps, again]) {
      expect(userErrors).toEqual([]);
      expect(record?.consents).toMatchObject([{ state: 'WITHDRAWN' }]);
      expect(record?.erasures).toHaveLength(1);
    }
    const [events] = await stage.sql(
      'select count(*)::int as events from referrals.consent_event where consent_id = $1',
      [scene.consentId],
    );
    expect(events).toEqual({ events: 2 });
  });

  test('of a person that is being erased waits, and then finds nothing', async () => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    const token = await issued(stage, scene.personRef);
    await stage.beside(async (client) => {
      await client.query('begin');
      await client.query('select from referrals.person where id = $1 for update', [scene.personRef]);
      const tap = withdrawn(stage, { token });
      await stage.untilItWaits(tap);
      await client.query('update referrals.person set wrapped_key = null where id = $1', [scene.personRef]);
      await client.query('commit');
      expect((await tap).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    });
  });
});
