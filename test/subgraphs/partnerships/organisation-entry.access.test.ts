import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ORGANISATION_TYPES } from '../../../shared/policy/organisations.ts';
import { ROLES } from '../../../shared/policy/roles.ts';
import type { Asker } from '../../support/subgraph.ts';
import { anOrganisation, ENTRY_VERBS, type EntryVerb, enter, entryOperation } from './entry-steps.ts';
import { openPartnerships, type PartnershipsWorld } from './partnerships-world.ts';

let world: PartnershipsWorld;
beforeAll(async () => {
  world = await openPartnerships();
  for (const type of ORGANISATION_TYPES)
    await world.organisation(`org_${type}`, type, { country: type === 'NATIONAL_SOCIETY' ? 'ZZ' : null });
});
afterAll(() => world.stop());

const VERBS = Object.keys(ENTRY_VERBS) as EntryVerb[];

/** Who may, said a second time: types that may write in the entry of an organisation they have nothing to do with. */
const STRANGERS_THAT_MAY: Readonly<Record<EntryVerb, readonly string[]>> = {
  rename: ['IFRC', 'ICRC'],
  recognise: ['ICRC'],
  suspend: ['IFRC', 'ICRC'],
  reinstate: ['IFRC', 'ICRC'],
  close: ['IFRC', 'ICRC'],
  merge: ['IFRC', 'ICRC'],
};
const MAY_FOR_ITSELF: readonly EntryVerb[] = ['rename', 'suspend', 'close'];
const MAY_FOR_ITS_UNIT: readonly EntryVerb[] = ['rename', 'suspend', 'close'];

async function subjectOf(verb: EntryVerb): Promise<string> {
  const id = await anOrganisation(world, 'NATIONAL_NGO', { country: 'QQ' });
  if (verb === 'reinstate')
    await world.sql(
      `update partnerships.organisation set active = false, suspended_at = now(), suspended_by_id = 'org_ICRC' where id = $1`,
      [id],
    );
  return id;
}

/** What was written: the entry as it stands, without the verb's own answer. */
const standing = (id: string) =>
  world.sql(
    'select name, type, active, closed_at, merged_into_id, version from partnerships.organisation where id = $1',
    [id],
  );

describe.each(VERBS)('%s', (verb) => {
  // A suspension is acknowledged half a second after it stands: all types ask at once.
  test('by an administrator of every type that has nothing to do with it', async () => {
    const allowed = await Promise.all(
      ORGANISATION_TYPES.map(async (type) => {
        const id = await subjectOf(verb);
        const before = await standing(id);
        const who: Asker = { organisationId: `org_${type}`, role: 'administrator' };
        const { organisation, userErrors } = await enter(world, verb, id, who);
        if (organisation) {
          // The next of them may have the same country.
          await world.sql(`update partnerships.organisation set active = false where id = $1`, [id]);
          return [type];
        }
        expect(userErrors).toMatchObject([{ code: 'RULE_BROKEN' }]);
        expect(await standing(id)).toEqual(before);
        return [];
      }),
    );
    expect(allowed.flat().sort()).toEqual([...STRANGERS_THAT_MAY[verb]].sort());
  });

  test('by every role of the organisation itself, and of a registrar', async () => {
    for (const role of ROLES) {
      const id = await subjectOf(verb);
      for (const organisationId of [id, 'org_ICRC']) {
        if (role === 'administrator') continue;
        const input = { id, expectedVersion: 1, ...ENTRY_VERBS[verb][2] };
        const { errors } = await world.answer({ organisationId, role }, entryOperation(verb), { input });
        expect(errors).toMatchObject([{ extensions: { code: 'SCOPE_MISSING' } }]);
      }
      expect(await standing(id)).toMatchObject([{ version: 1 }]);
    }
    const id = await subjectOf(verb);
    const itself = await enter(world, verb, id, { organisationId: id, role: 'administrator' });
    expect([verb, itself.organisation !== null]).toEqual([verb, MAY_FOR_ITSELF.includes(verb)]);
  });

  test('by its parent, by a unit of it, by nobody and by whoever is suspended', async () => {
    const [parent, id] = [await anOrganisation(world), await subjectOf(verb)];
    await world.sql('update partnerships.organisation set parent_id = $1 where id = $2', [parent, id]);
    const administrator = { role: 'administrator' } as const;
    const unit = await anOrganisation(world);
    const above = await subjectOf(verb);
    await world.sql('update partnerships.organisation set parent_id = $1 where id = $2', [above, unit]);
    expect(
      (await enter(world, verb, above, { ...administrator, organisationId: unit })).organisation,
    ).toBeNull();
    const gone = await enter(world, verb, id, { ...administrator, organisationId: 'org_gone' });
    expect(gone.userErrors).toMatchObject([{ rule: 'registry-writer-active' }]);
    const input = { id, expectedVersion: 1, ...ENTRY_VERBS[verb][2] };
    const { errors } = await world.answer(null, entryOperation(verb), { input });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    const byParent = await enter(world, verb, id, { ...administrator, organisationId: parent });
    expect([verb, byParent.organisation !== null]).toEqual([verb, MAY_FOR_ITS_UNIT.includes(verb)]);
  });

  test('of what is not there is not found', async () => {
    const { userErrors } = await enter(world, verb, 'org_absent', {
      organisationId: 'org_ICRC',
      role: 'administrator',
    });
    expect(userErrors).toMatchObject([{ code: 'NOT_FOUND', field: 'input.id' }]);
  });
});

describe('what was done to an entry, and why', () => {
  const fields = 'id history { version verb at byOrganisationId reason }';
  const QUERY = `query ($id: ID!, $r: [_Any!]!) { organisation(id: $id) { ${fields} }
    organisations(first: 100) { nodes { ${fields} } } _entities(representations: $r) { ... on Organisation { ${fields} } } }`;

  test('is for itself, its parent and the registrars, by every path; for all others null', async () => {
    const [parent, id] = [await anOrganisation(world), await anOrganisation(world)];
    await world.sql('update partnerships.organisation set parent_id = $1 where id = $2', [parent, id]);
    await enter(
      world,
      'rename',
      id,
      { organisationId: id, role: 'administrator' },
      { name: 'A Secret Reason', reason: 'threatened' },
    );
    const r = [{ __typename: 'Organisation', id, history: [{ reason: 'forged' }] }];
    const asked = async (who: Asker) => JSON.stringify(await world.ask(who, QUERY, { id, r }));
    for (const organisationId of [id, parent, 'org_ICRC', 'org_IFRC'])
      expect((await asked({ organisationId })).match(/threatened/g)).toHaveLength(3);
    for (const who of [
      null,
      ...['org_unhcr', 'org_BORDER_GUARD', 'org_absent'].map((organisationId) => ({ organisationId })),
    ])
      expect(await asked(who)).not.toMatch(/threatened|forged/);
    await world.sql('update partnerships.organisation set active = false where id = $1', [parent]);
    expect(await asked({ organisationId: parent })).not.toMatch(/threatened/);
  });
});
