import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ROLES } from '../../../shared/policy/roles.ts';
import { as, gone, guard, jnrcs, openPartnerships, type PartnershipsWorld } from './partnerships-world.ts';

let world: PartnershipsWorld;
beforeAll(async () => {
  world = await openPartnerships();
});
afterAll(() => world.stop());

const REGISTER = `mutation ($input: RegisterOrganisationInput!) {
  registerOrganisation(input: $input) { organisation { id } userErrors { code } } }`;

describe('registering', () => {
  test.each(ROLES)('a %s registers only if that is an administrator', async (role) => {
    const input = { code: `by-${role.replaceAll('_', '-')}`, name: 'New', type: 'OTHER' };
    const { data, errors } = await world.answer(as(jnrcs, role), REGISTER, { input });
    const rows = await world.sql('select from partnerships.organisation where code = $1', [input.code]);
    if (role === 'administrator') {
      expect(data).toMatchObject({ registerOrganisation: { userErrors: [] } });
      expect(rows).toHaveLength(1);
    } else {
      expect(errors).toMatchObject([{ extensions: { code: 'SCOPE_MISSING' } }]);
      expect(rows).toEqual([]);
    }
  });

  test('nobody registers without a token', async () => {
    const input = { code: 'by-nobody', name: 'New', type: 'OTHER' };
    const { errors } = await world.answer(null, REGISTER, { input });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});

describe('reading', () => {
  test('organisations are public: everybody reads the same of them, by every path', async () => {
    const fields =
      'id code name type firewallClass country identifier site active purposes version parent { id }';
    const query = `query ($r: [_Any!]!) {
      organisation(id: "org_unhcr") { ${fields} }
      organisations(first: 100) { nodes { ${fields} } }
      _entities(representations: $r) { ... on Organisation { ${fields} } } }`;
    const r = [{ __typename: 'Organisation', id: 'org_unhcr' }];
    const [first, ...others] = await Promise.all(
      [null, jnrcs, guard, gone].map((who) => world.ask(who, query, { r })),
    );
    expect(first).toMatchObject({ organisation: { id: 'org_unhcr' }, _entities: [{ id: 'org_unhcr' }] });
    for (const other of others) expect(other).toEqual(first);
  });

  test('entities are answered to the gateway alone', async () => {
    const query = '{ _entities(representations: []) { __typename } }';
    const { errors } = await world.answer({ ...jnrcs, fromGateway: false }, query);
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});

describe('me', () => {
  const ME = '{ me { clientId role purposes scopes organisation { id type } } }';

  test('is nobody without a token', async () => {
    expect(await world.ask(null, ME)).toEqual({ me: null });
  });

  test('is what the token says, with the organisation as it is registered', async () => {
    expect(await world.ask({ ...jnrcs, role: 'coordinator', purposes: ['HEALTH_CARE'] }, ME)).toEqual({
      me: {
        clientId: 'org_jnrcs-coordinator',
        role: 'coordinator',
        purposes: ['HEALTH_CARE'],
        scopes: [],
        organisation: { id: 'org_jnrcs', type: 'NATIONAL_SOCIETY' },
      },
    });
  });

  test('has no organisation where the token names one that nobody registered', async () => {
    expect(await world.ask({ organisationId: 'org_absent' }, ME)).toMatchObject({
      me: { organisation: null },
    });
  });
});
