import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../../shared/ids.ts';
import { ROLES } from '../../../shared/policy/roles.ts';
import { iom, OWNER, owner, ReferralStage, type Scene } from '../../support/referral-stage.ts';
import type { Asker } from '../../support/subgraph.ts';

let stage: ReferralStage;

beforeAll(async () => {
  stage = await ReferralStage.open();
}, 120_000);

afterAll(() => stage?.stop());

const LIST = `query ($box: ReferralBox!) {
  erasureOrders(box: $box, first: 100) { nodes { id person } pageInfo { hasNextPage endCursor } } }`;
const ERASE = 'mutation ($ref: ID!) { erasePerson(input: { ref: $ref }) { userErrors { code rule field } } }';
const ACKNOWLEDGE = `mutation ($id: ID!) {
  acknowledgeErasure(input: { id: $id, expectedVersion: 1 }) { userErrors { code rule field } } }`;

/** A withdrawn consent, and the order that it made. */
async function ordered(): Promise<Scene & { readonly order: string }> {
  const scene = await stage.scene();
  const query = 'mutation ($id: ID!) { withdrawConsent(input: { id: $id }) { userErrors { code } } }';
  await stage.ask(owner, query, { id: scene.consentId });
  const [row] = await stage.sql<{ id: string }>(
    'select id from referrals.erasure_order where person_id = $1',
    [scene.personRef],
  );
  return { ...scene, order: row?.id ?? '' };
}

/** The code of an error or of a refusal; OK when there is neither. */
async function outcome(who: Asker, query: string, variables: object): Promise<string> {
  const { data, errors } = await stage.answer(who, query, variables);
  if (errors) return String(errors[0]?.extensions?.['code']);
  const [verb] = Object.values(data as Record<string, { userErrors?: { code: string }[] }>);
  return verb?.userErrors?.[0]?.code ?? 'OK';
}

async function listed(who: Asker, box: 'INBOX' | 'SENT'): Promise<string[]> {
  type Told = { erasureOrders: { nodes: { id: string }[] } };
  return (await stage.ask<Told>(who, LIST, { box })).erasureOrders.nodes.map(({ id }) => id);
}

async function exists(personRef: string): Promise<boolean> {
  const query = 'select from referrals.person where id = $1 and wrapped_key is not null';
  return (await stage.sql(query, [personRef])).length === 1;
}

describe('erasing a person', () => {
  test.each(ROLES)('as %s of the owner: the officer alone may', async (role) => {
    const { personRef } = await stage.scene();
    const told = await outcome({ ...owner, role }, ERASE, { ref: personRef });
    const isOfficer = role === 'data_protection_officer';
    expect(told).toBe(isOfficer ? 'OK' : 'SCOPE_MISSING');
    expect(await exists(personRef)).toBe(!isOfficer);
  });

  test('of another organisation is not found, just as one that never was', async () => {
    const scene = await stage.scene();
    for (const organisationId of [scene.recipientId, iom.organisationId]) {
      const who = { organisationId, role: 'data_protection_officer', requestId: 'same' } as const;
      const theirs = await stage.answer(who, ERASE, { ref: scene.personRef });
      expect(theirs).toEqual(await stage.answer(who, ERASE, { ref: newId('person') }));
      expect(await outcome(who, ERASE, { ref: scene.personRef })).toBe('NOT_FOUND');
    }
    expect(await exists(scene.personRef)).toBe(true);
  });

  test('needs a token', async () => {
    const { personRef } = await stage.scene();
    expect(await outcome(null, ERASE, { ref: personRef })).toBe('UNAUTHENTICATED');
  });

  test('is refused to an organisation that is not active any more', async () => {
    const { personRef } = await stage.scene();
    await stage.sql('update partnerships.organisation set active = false where id = $1', [OWNER]);
    try {
      const who = { ...owner, role: 'data_protection_officer' } as const;
      expect(await outcome(who, ERASE, { ref: personRef })).toBe('RULE_BROKEN');
    } finally {
      await stage.sql('update partnerships.organisation set active = true where id = $1', [OWNER]);
    }
    expect(await exists(personRef)).toBe(true);
  });
});

describe('acknowledging an order', () => {
  test.each(ROLES)('as %s of the recipient: caseworker, system and officer may', async (role) => {
    const { recipient, order } = await ordered();
    const may = ['caseworker', 'system', 'data_protection_officer'].includes(role);
    expect(await outcome({ ...recipient, role }, ACKNOWLEDGE, { id: order })).toBe(
      may ? 'OK' : 'SCOPE_MISSING',
    );
  });

  test('is for the recipient alone: to the owner and to a stranger it is not found', async () => {
    const { order } = await ordered();
    for (const who of [owner, iom]) {
      const asking = { ...who, requestId: 'same' };
      expect(await outcome(asking, ACKNOWLEDGE, { id: order })).toBe('NOT_FOUND');
      expect(await stage.answer(asking, ACKNOWLEDGE, { id: order })).toEqual(
        await stage.answer(asking, ACKNOWLEDGE, { id: newId('erasure') }),
      );
    }
  });

  test('needs a token', async () => {
    const { order } = await ordered();
    expect(await outcome(null, ACKNOWLEDGE, { id: order })).toBe('UNAUTHENTICATED');
  });
});

describe('the list of orders', () => {
  test.each(ROLES)('as %s: caseworker, system and officer read it', async (role) => {
    const { order } = await ordered();
    const may = ['caseworker', 'system', 'data_protection_officer'].includes(role);
    const who = { ...owner, role };
    expect(await outcome(who, LIST, { box: 'SENT' })).toBe(may ? 'OK' : 'SCOPE_MISSING');
    if (may) expect(await listed(who, 'SENT')).toContain(order);
  });

  test('shows each side its own box, and a stranger nothing', async () => {
    const { recipient, order } = await ordered();
    expect(await listed(recipient, 'INBOX')).toEqual([order]);
    expect(await listed(recipient, 'SENT')).toEqual([]);
    expect(await listed(owner, 'INBOX')).toEqual([]);
    expect(await listed(iom, 'INBOX')).toEqual([]);
    expect(await listed(iom, 'SENT')).toEqual([]);
  });

  test('is empty for a recipient that has become enforcement', async () => {
    const { recipient, recipientId, order } = await ordered();
    expect(await listed(recipient, 'INBOX')).toEqual([order]);
    await stage.sql(`update partnerships.organisation set type = 'BORDER_GUARD' where id = $1`, [
      recipientId,
    ]);
    expect(await listed(recipient, 'INBOX')).toEqual([]);
  });

  test('refuses a cursor that was made for somebody else', async () => {
    const { recipient } = await ordered();
    type Told = { erasureOrders: { pageInfo: { endCursor: string } } };
    const { erasureOrders } = await stage.ask<Told>(recipient, LIST, { box: 'INBOX' });
    const query = `query ($after: String) { erasureOrders(box: INBOX, first: 1, after: $after) { nodes { id } } }`;
    const after = erasureOrders.pageInfo.endCursor;
    expect(await outcome(recipient, query, { after })).toBe('OK');
    expect(await outcome(iom, query, { after })).toBe('VALIDATION_FAILED');
  });

  test('needs a token, a page size and a purpose that is allowed', async () => {
    expect(await outcome(null, LIST, { box: 'SENT' })).toBe('UNAUTHENTICATED');
    expect(await outcome({ ...owner, purpose: 'LawEnforcement' }, LIST, { box: 'SENT' })).toBe(
      'PURPOSE_PROHIBITED',
    );
    expect(await outcome(owner, '{ erasureOrders(box: SENT) { nodes { id } } }', {})).toBe(
      'PAGE_SIZE_REQUIRED',
    );
  });
});

test('by _entities too, absent, refused, revoked and erased are the same for a stranger, and for whom it was sent to', async () => {
  const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Referral { id state } } }';
  const look = (who: Asker, id: string) =>
    stage.answer(who && { ...who, requestId: 'same' }, query, { r: [{ __typename: 'Referral', id }] });
  const [open, revoked, erased] = [await stage.scene(), await ordered(), await stage.scene()];
  expect(JSON.stringify(await look(open.recipient, open.id))).toContain(open.id);
  await stage.ask({ ...owner, role: 'data_protection_officer' }, ERASE, { ref: erased.personRef });
  const absent = await look(iom, newId('referral'));
  expect(absent.data).toEqual({ _entities: [null] });
  for (const { id } of [open, revoked, erased]) expect(await look(iom, id)).toEqual(absent);
  for (const { id, recipient } of [revoked, erased]) expect(await look(recipient, id)).toEqual(absent);
});
