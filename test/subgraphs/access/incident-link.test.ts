import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { storeChecks } from '../../../subgraphs/access/store-checks.ts';
import { type AccessWorld, krcs, openAccess } from './access-world.ts';
import { coordinatorOf, type Incident, step, walkIncident } from './incident-steps.ts';
import { coordinator, FORM, fileBy, issue, linksOf, revoke, tokenOf } from './intake-steps.ts';

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccess();
});
afterAll(() => world.stop());

/** What the team's link filed, as a caseworker of its organisation reads it. */
async function drafts(team: string): Promise<Incident[]> {
  const query = `{ accessIncidents(first: 100, filter: { states: [DRAFT] }) { nodes { id version state kind occurredOn
    country { iso2 } admin1 severity impacts description actionTaken reporter placeId history { verb state } } } }`;
  const { data } = await world.ask(krcs, query);
  const { nodes } = (data as { accessIncidents: { nodes: Incident[] } }).accessIncidents;
  return nodes.filter(({ reporter }) => reporter === team);
}

async function placeIn(country: string, owner = 'org_krcs'): Promise<string> {
  const id = `place_${country}_${owner}`;
  await world.sql(
    `insert into access.access_place (id, recorded_by_id, name, setting, country, admin1)
     values ($1, $2, 'Gate two', 'CAMP', $3, 'Busia') on conflict do nothing`,
    [id, owner, country],
  );
  return id;
}

describe('filing by a link', () => {
  test('kind, day and country are enough; a caseworker finds a draft that the team told, submits it, and another verifies it', async () => {
    const token = await tokenOf(world, { team: 'Team one' });
    expect(await fileBy(world, token)).toEqual({ filed: true, warnings: [], userErrors: [] });
    const [draft, ...more] = await drafts('Team one');
    expect(more).toEqual([]);
    expect(draft).toMatchObject({
      state: 'DRAFT',
      kind: 'VISIT_DENIED',
      country: { iso2: 'KE' },
      version: 1,
      history: [{ verb: 'draft', state: 'DRAFT' }],
    });
    const submitted = await step(world, 'submitIncident', draft as Incident, krcs);
    const self = await step(world, 'verifyIncident', submitted.accessIncident, krcs);
    expect(self.userErrors).toMatchObject([{ rule: 'another-than-who-took-it-in-verifies' }]);
    const verified = await walkIncident(
      world,
      submitted.accessIncident,
      ['verifyIncident'],
      coordinatorOf(krcs),
    );
    expect(verified.state).toBe('VERIFIED');
  });

  test('all that is told is kept; a place brings its country along', async () => {
    const placeId = await placeIn('UG');
    const token = await tokenOf(world, { team: 'Team two', placeIds: [placeId] });
    const told = {
      country: null,
      placeId,
      severity: 2,
      impacts: ['PEOPLE_NOT_REACHED', 'SERVICE_DELAYED'],
      description: 'Dort war zu.\nمغلق',
      actionTaken: 'A letter.',
    };
    expect(await fileBy(world, token, told)).toMatchObject({ filed: true });
    const { country: _none, ...kept } = told;
    expect(await drafts('Team two')).toMatchObject([{ ...kept, country: { iso2: 'UG' }, admin1: 'Busia' }]);
  });

  test('a double tap files once, also at the same moment; other words from the same form are another draft', async () => {
    const token = await tokenOf(world, { team: 'Team three' });
    const taps = await Promise.all([1, 2, 3].map(() => fileBy(world, token)));
    expect(taps.map(({ filed }) => filed)).toEqual([true, true, true]);
    expect(await drafts('Team three')).toHaveLength(1);
    await fileBy(world, token, { description: 'More of it.' });
    await fileBy(world, token, { entry: 'form-2' });
    expect(await drafts('Team three')).toHaveLength(3);
    expect((await linksOf(world, krcs)).find(({ team }) => team === 'Team three')).toMatchObject({
      filed: 3,
    });
  });

  test('everything that cannot be right is told at one go, and nothing is filed', async () => {
    const token = await tokenOf(world, { team: 'Team four' });
    const bad = {
      kind: '',
      occurredOn: '2099-01-01',
      country: 'XX',
      severity: 9,
      impacts: ['NONE'],
      description: 'x'.repeat(5_001),
    };
    const { filed, userErrors } = await fileBy(world, token, bad);
    expect(filed).toBe(false);
    expect(userErrors.map(({ code, field }) => [code, field])).toEqual(
      ['kind', 'occurredOn', 'country', 'severity', 'impacts.0', 'description'].map((field) => [
        'VALIDATION_FAILED',
        `input.${field}`,
      ]),
    );
    expect(await drafts('Team four')).toEqual([]);
  });

  test.each([
    [
      'one that the form does not list',
      async () => placeIn('KE', 'org_icrc'),
      'The form lists no such place.',
    ],
    ['one in another country', async () => placeIn('UG'), 'This place is in another country.'],
  ])('a place is refused: %s', async (_what, place, message) => {
    const token = await tokenOf(world, { placeIds: [await placeIn('UG')] });
    const { userErrors } = await fileBy(world, token, { placeId: await place() });
    expect(userErrors).toMatchObject([{ field: 'input.placeId', message }]);
  });

  test('a phone number or a name is warned of before anything is filed, and filed when that is asked for', async () => {
    const token = await tokenOf(world, { team: 'Team five' });
    const description = 'They took the migrant Amina Hassan; her brother is at +254 712 345 678.';
    const warned = await fileBy(world, token, { description });
    expect(warned).toMatchObject({
      filed: false,
      userErrors: [],
      warnings: [
        { field: 'input.description', about: 'PHONE_NUMBER', says: expect.stringContaining('trace') },
        { field: 'input.description', about: 'NAME_OF_MIGRANT' },
      ],
    });
    expect(await drafts('Team five')).toEqual([]);
    expect(await fileBy(world, token, { description, despiteWarnings: true })).toMatchObject({ filed: true });
    expect(await drafts('Team five')).toMatchObject([{ description }]);
  });

  test('a hundred come in by one link, and then it opens nothing', async () => {
    const { token, incidentLink } = await issue(world);
    await world.sql('update access.incident_link set filed = 99 where id = $1', [incidentLink?.id]);
    expect(await fileBy(world, token)).toMatchObject({ filed: true });
    expect((await fileBy(world, token, { entry: 'next' })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    await world.sql('update access.incident_link set filed = 1 where id = $1', [incidentLink?.id]);
  });
});

test('what came by a lost link is archived without being submitted, and is found no more among the drafts', async () => {
  const token = await tokenOf(world, { team: 'Lost phone' });
  await fileBy(world, token, { description: 'Nonsense' });
  const [draft] = await drafts('Lost phone');
  const archived = await step(world, 'archiveIncident', draft as Incident, krcs);
  expect(archived.accessIncident?.state).toBe('ARCHIVED');
  expect(await drafts('Lost phone')).toEqual([]);
});

describe('a link', () => {
  test('begins a form with its team, its country and the places that were named, and lasts 14 days', async () => {
    const placeIds = [await placeIn('KE')];
    const { token, incidentLink } = await issue(world, { team: ' Team six ', country: 'ke', placeIds });
    const days = (Date.parse(incidentLink?.expiresAt ?? '') - Date.now()) / 86_400_000;
    expect(Math.round(days * 10) / 10).toBe(14);
    const { data } = await world.ask(null, FORM, { token });
    expect(data).toEqual({
      form: {
        team: 'Team six',
        organisation: { id: 'org_krcs' },
        country: 'KE',
        expiresAt: incidentLink?.expiresAt,
        places: [{ id: placeIds[0], name: 'Gate two', country: 'KE', admin1: 'Busia' }],
      },
    });
  });

  test('is revoked at once and for ever; what came in by it stays', async () => {
    const { token, incidentLink } = await issue(world, { team: 'Team seven' });
    await fileBy(world, token);
    const first = await revoke(world, incidentLink?.id, krcs);
    const again = await revoke(world, incidentLink?.id);
    expect(first.incidentLink?.revokedAt).not.toBeNull();
    expect(again).toEqual(first);
    expect((await fileBy(world, token)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(await drafts('Team seven')).toHaveLength(1);
  });

  test.each([
    ['input.team', { team: ' ' }],
    ['input.team', { team: 'x'.repeat(101) }],
    ['input.country', { country: 'XX' }],
    ['input.placeIds', { placeIds: ['place_none'] }],
  ])('what cannot be right is refused at %s: %o', async (field, over) => {
    expect((await issue(world, over)).userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', field }]);
  });

  test('a request repeated with its Idempotency-Key makes no second link and tells no token', async () => {
    const first = await issue(world, { team: 'Team eight' }, coordinator, 'once');
    const again = await issue(world, { team: 'Team eight' }, coordinator, 'once');
    expect(again).toEqual({ ...first, token: null });
  });
});

test('the store holds together', async () => {
  const broken = await Promise.all(
    storeChecks.map(async ({ says, breaks }) => ({ says, rows: await world.sql(breaks) })),
  );
  expect(broken.filter(({ rows }) => rows.length > 0)).toEqual([]);
});
