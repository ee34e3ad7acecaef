import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { begunConsent, GIVEN, sayConsent, WHOLE_CONSENT } from '../../support/consents.ts';
import { HOW_ASKED, HOW_GIVEN } from '../../support/how-given.ts';
import { iom, owner, ReferralStage, type Scene } from '../../support/referral-stage.ts';
import type { Asker } from '../../support/subgraph.ts';

let stage: ReferralStage;
let scene: Scene;
beforeAll(async () => {
  stage = await ReferralStage.open();
  scene = await stage.scene({ state: 'ACCEPTED' });
});
afterAll(() => stage.stop());

interface Listed {
  readonly consents: {
    readonly nodes: readonly { readonly id: string; readonly [field: string]: unknown }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

async function listed(who: Asker, person: string, page = 'first: 10'): Promise<Listed['consents']> {
  const query = `{ consents(person: "${person}", ${page}) { nodes { ${WHOLE_CONSENT} } pageInfo { hasNextPage endCursor } } }`;
  return (await stage.ask<Listed>(who, query)).consents;
}

const one = (who: Asker, id: string) =>
  stage.answer(who, `query One($id: ID!) { consent(id: $id) { ${WHOLE_CONSENT} } }`, { id });

describe('the history of a consent', () => {
  test('tells all that happened, as it was said then', async () => {
    const id = await begunConsent(stage, 'request', { categories: ['ROUTING', 'TRIAGE', 'HEALTH'] });
    await sayConsent(stage, 'defer', { id, expectedRevision: 1 });
    await sayConsent(stage, 'give', { id, expectedRevision: 2, ...GIVEN, statistics: true });
    await sayConsent(stage, 'narrow', {
      id,
      expectedRevision: 3,
      categories: ['ROUTING'],
      statistics: false,
    });
    await sayConsent(stage, 'renew', { id, expectedRevision: 4, language: 'en', noticeVersion: '3' });
    const { consent } = await sayConsent(stage, 'withdraw', { id });
    expect(consent?.['events']).toMatchObject([
      {
        revision: 1,
        verb: 'request',
        state: 'REQUESTED',
        givenBy: null,
        categories: ['ROUTING', 'TRIAGE', 'HEALTH'],
      },
      { revision: 2, verb: 'defer', state: 'DEFERRED' },
      { revision: 3, verb: 'give', state: 'GIVEN', givenBy: 'SELF', statistics: true, language: 'ar' },
      { revision: 4, verb: 'narrow', state: 'GIVEN', categories: ['ROUTING'], statistics: false },
      { revision: 5, verb: 'renew', state: 'RENEWED', language: 'en', noticeVersion: '3' },
      { revision: 6, verb: 'withdraw', state: 'WITHDRAWN', client: 'org_jnrcs-caseworker' },
    ]);
  });
});

describe('the consents of a person', () => {
  test.each(['caseworker', 'system', 'data_protection_officer'] as const)(
    'ALLOW: a %s of the owner reads them all, the latest first',
    async (role) => {
      const personRef = await stage.person();
      const first = await stage.consent(personRef, ['org_iom']);
      await sayConsent(stage, 'withdraw', { id: first });
      const second = await stage.consent(personRef, ['org_iom'], {
        withhold: [{ organisationType: 'SCHOOL', reason: 'OTHER' }],
      });
      const { nodes } = await listed({ ...owner, role }, personRef);
      expect(nodes).toMatchObject([
        { id: second, state: 'GIVEN', withheld: [{ organisationType: 'SCHOOL' }] },
        { id: first, state: 'WITHDRAWN', events: [{ verb: 'record' }, { verb: 'withdraw' }] },
      ]);
      expect((await one({ ...owner, role }, first)).data?.['consent']).toMatchObject(nodes[1] as object);
    },
  );

  test.each(['coordinator', 'signatory', 'analyst', 'administrator'] as const)('DENY: a %s', async (role) => {
    await expect(listed({ ...owner, role }, scene.personRef)).rejects.toThrow('SCOPE_MISSING');
    expect((await one({ ...owner, role }, scene.consentId)).errors).toMatchObject([
      { extensions: { code: 'SCOPE_MISSING' } },
    ]);
  });

  test('DENY: without a token or a purpose', async () => {
    await expect(listed(null, scene.personRef)).rejects.toThrow('UNAUTHENTICATED');
    await expect(listed({ ...owner, purposes: [] }, scene.personRef)).rejects.toThrow('PURPOSE_REQUIRED');
    await expect(listed({ ...owner, purpose: 'HEALTH_CARE' }, scene.personRef)).rejects.toThrow(
      'PURPOSE_PROHIBITED',
    );
  });

  test('DENY: the recipient and a stranger find none, the same as of nobody, by any reference', async () => {
    const { referral } = await stage.ask<{ referral: { person: { ref: string } } }>(
      scene.recipient,
      `{ referral(id: "${scene.id}") { person { ref } } }`,
    );
    for (const who of [scene.recipient, iom]) {
      const none = await listed(who, 'person_none');
      expect(none.nodes).toEqual([]);
      for (const ref of [scene.personRef, referral.person.ref]) expect(await listed(who, ref)).toEqual(none);
      const { data, errors } = await one(who, scene.consentId);
      const absent = await one(who, 'consent_none');
      expect(JSON.stringify({ data, errors })).toBe(
        JSON.stringify({ data: absent.data, errors: absent.errors }),
      );
      expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    }
  });

  test('DENY: no path leads from a referral or a person to a consent', async () => {
    for (const path of ['person { consents { id } }', 'consents { id }', 'consent { id }']) {
      const query = `{ referral(id: "${scene.id}") { ${path} } }`;
      await expect(stage.answer(scene.recipient, query)).rejects.toThrow('not valid');
    }
  });

  test('DENY: an owner that is active no more, or behind the firewall', async () => {
    const organisationId = await stage.organisation('UN_AGENCY');
    const who = { organisationId };
    const query = 'mutation { registerPerson(input: {}) { person { ref } } }';
    const { registerPerson } = await stage.ask<{ registerPerson: { person: { ref: string } } }>(who, query);
    const personRef = registerPerson.person.ref;
    const told = { personRef, recipientIds: ['org_iom'], purposes: ['LEGAL_AID'], categories: ['ROUTING'] };
    await sayConsent(stage, 'record', { ...told, ...HOW_GIVEN }, who);
    expect((await listed(who, personRef)).nodes).toHaveLength(1);
    for (const change of ['active = false', `active = true, type = 'BORDER_GUARD'`]) {
      await stage.sql(`update partnerships.organisation set ${change} where id = $1`, [organisationId]);
      expect((await listed(who, personRef)).nodes).toEqual([]);
    }
  });

  test('of an erased person there are none, to its owner too', async () => {
    const { personRef, consentId } = await stage.scene({ state: 'ACCEPTED' });
    await stage.ask(
      { ...owner, role: 'data_protection_officer' },
      `mutation { erasePerson(input: { ref: "${personRef}" }) { ordersIssued } }`,
    );
    expect((await listed(owner, personRef)).nodes).toEqual([]);
    expect((await one(owner, consentId)).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });

  test('come in pages, forward and backward, with cursors of the owner alone', async () => {
    const personRef = await stage.person();
    const ids: string[] = [];
    for (let made = 0; made < 3; made += 1) ids.unshift(await stage.consent(personRef, ['org_iom']));
    const first = await listed(owner, personRef, 'first: 2');
    const rest = await listed(owner, personRef, `first: 2, after: "${first.pageInfo.endCursor}"`);
    expect([...first.nodes, ...rest.nodes].map(({ id }) => id)).toEqual(ids);
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    const last = await listed(owner, personRef, 'last: 1');
    expect(last.nodes.map(({ id }) => id)).toEqual(ids.slice(-1));
    await expect(listed(owner, personRef, 'first: 0')).rejects.toThrow('PAGE_SIZE_REQUIRED');
    await expect(listed(iom, personRef, `first: 2, after: "${first.pageInfo.endCursor}"`)).rejects.toThrow(
      'VALIDATION_FAILED',
    );
  });
});

describe('every verb', () => {
  const VERBS = ['request', 'import', 'give', 'defer', 'refuse', 'invalidate'] as const;
  const inputFor = (verb: string, id: string, personRef: string) =>
    ({
      request: { personRef, ...GIVEN_SCOPE, ...HOW_ASKED },
      import: { personRef, ...GIVEN_SCOPE },
      give: { id, expectedRevision: 1, ...GIVEN },
      defer: { id, expectedRevision: 1 },
    })[verb] ?? { id };
  const beginningOf = (verb: string) => (verb === 'invalidate' ? 'record' : 'request');

  describe.each(VERBS)('to %s', (verb) => {
    test.each(['caseworker', 'system', 'data_protection_officer'] as const)('ALLOW: a %s', async (role) => {
      const id = await begunConsent(stage, beginningOf(verb));
      const input = inputFor(verb, id, await stage.person());
      expect((await sayConsent(stage, verb, input, { ...owner, role })).userErrors).toEqual([]);
    });

    test.each(['coordinator', 'signatory', 'analyst', 'administrator'] as const)(
      'DENY: a %s',
      async (role) => {
        const input = inputFor(verb, 'consent_none', 'person_none');
        await expect(sayConsent(stage, verb, input, { ...owner, role })).rejects.toThrow('SCOPE_MISSING');
      },
    );

    test('DENY: the recipient and a stranger find nothing, as with an absent one', async () => {
      const id = await begunConsent(stage, beginningOf(verb), {
        recipientIds: [scene.recipientId, 'org_iom'],
      });
      for (const who of [scene.recipient, iom]) {
        const known = await sayConsent(stage, verb, inputFor(verb, id, scene.personRef), who);
        expect(known.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
        expect(known).toEqual(
          await sayConsent(stage, verb, inputFor(verb, 'consent_none', 'person_none'), who),
        );
      }
    });
  });
});

const { givenBy: _givenBy, manner: _manner, ...GIVEN_SCOPE } = GIVEN;
