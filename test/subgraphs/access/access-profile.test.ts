import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Database } from '../../../shared/database.ts';
import { lastMonthToFreeze } from '../../../shared/policy/incident-figures.ts';
import { expireAccessAgreements } from '../../../subgraphs/access/jobs/expire-access-agreements.ts';
import { freezeIncidentMonths } from '../../../subgraphs/access/jobs/freeze-incident-months.ts';
import { access } from '../../../subgraphs/access/schema.ts';
import { active } from './access-steps.ts';
import { type AccessWorld, type Asker, guard, iom, krcs, openAccess } from './access-world.ts';

let world: AccessWorld;
let database: Database;
const now = new Date();
const month = lastMonthToFreeze(now);
beforeAll(async () => {
  world = await openAccess();
  database = await Database.open(world.url, access.store, 2);
});
afterAll(async () => {
  await database.close();
  await world.stop();
});

interface Profile {
  agreementsInForce: number;
  gaps: { setting: string; since: string }[];
  months: {
    month: string;
    incidents: number | null;
    score: number | null;
    constraints: { constraint: string; incidents: number | null; score: number | null }[];
  }[];
}

async function profileOf(iso2: string, who: Asker = null): Promise<Profile> {
  const { data, errors } = await world.ask(
    who,
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Country { accessProfile { agreementsInForce gaps { setting since }
       months { month incidents score constraints { constraint incidents score } } } } } }`,
    { r: [{ __typename: 'Country', iso2 }] },
  );
  if (errors) throw new Error(String(errors[0]?.extensions?.code));
  return (data as { _entities: { accessProfile: Profile }[] } | null)?._entities[0]?.accessProfile as Profile;
}

let made = 0;
async function incidents(
  country: string,
  kind: string,
  owners: readonly string[],
  over: { verified?: boolean; severity?: number | null; month?: string } = {},
) {
  for (const owner of owners) {
    made += 1;
    const { verified = true, severity = 2, month: at = month } = over;
    await world.sql(
      `insert into access.access_incident (owner_id, id, kind, country, severity, impacts, occurred_on, state, named_staff,
         verified, filed_by, filed_at, version) values ($1, $2, $3, $4, $5, '{}', $6, 'VERIFIED', '{}', $7, 'x', now(), 1)`,
      [owner, `incident_${made}`, kind, country, severity, `${at}-10`, verified],
    );
    await world.sql(
      `insert into access.access_incident_cut (id, owner_id, kind, month, country, severity, impacts, verified, public_from)
       values ($1, $2, $3, $4, $5, $6, '{}', $7, now())`,
      [`incident_${made}`, owner, kind, at, country, severity, verified],
    );
  }
}
const scoreOf = (profile: Profile, constraint: string, at = month) =>
  profile.months.find((one) => one.month === at)?.constraints.find((one) => one.constraint === constraint);

describe('figures about incidents', () => {
  test('are told when there are enough, filed by enough organisations; nothing is told before it is frozen, and nothing changes after', async () => {
    await incidents('KE', 'VISIT_DENIED', [
      'org_krcs',
      'org_krcs',
      'org_icrc',
      'org_iom',
      'org_iom',
      'org_iom',
    ]);
    await incidents('KE', 'VISIT_DELAYED', ['org_krcs'], { severity: 1 });
    await incidents('KE', 'EMBLEM_MISUSE', ['org_krcs', 'org_icrc', 'org_iom', 'org_krcs']);
    await incidents(
      'KE',
      'PERMIT_REFUSED',
      Array.from({ length: 9 }, () => 'org_krcs'),
    );
    await incidents('KE', 'VISIT_DENIED', ['org_icrc', 'org_iom'], { verified: false });
    expect((await profileOf('KE')).months.every(({ incidents: all }) => all === null)).toBe(true);
    await freezeIncidentMonths.work(database, now);
    const profile = await profileOf('KE');
    expect(profile.months).toHaveLength(12);
    expect(profile.months.at(-1)).toMatchObject({ month, incidents: 20, score: 2 });
    expect(scoreOf(profile, 'RESTRICTION_OF_MOVEMENT')).toEqual({
      constraint: 'RESTRICTION_OF_MOVEMENT',
      incidents: 7,
      score: 1.9,
    });
    for (const few of ['VIOLENCE_AGAINST_PERSONNEL', 'IMPEDIMENTS_TO_ENTRY', 'MINES_AND_UXO'])
      expect(scoreOf(profile, few)).toEqual({ constraint: few, incidents: null, score: null });
    await incidents('KE', 'VISIT_DENIED', ['org_krcs', 'org_icrc', 'org_iom']);
    await freezeIncidentMonths.work(database, now);
    expect(await profileOf('KE')).toEqual(profile);
  });

  test('of a month that is not yet over for 30 days are not told', async () => {
    const fresh = now.toISOString().slice(0, 7);
    await incidents('UG', 'VISIT_DENIED', ['org_krcs', 'org_krcs', 'org_icrc', 'org_iom', 'org_iom'], {
      month: fresh,
    });
    await freezeIncidentMonths.work(database, now);
    expect((await profileOf('UG')).months.map((one) => one.month)).not.toContain(fresh);
    expect(await world.sql(`select from access.incident_month where country = 'UG'`)).toEqual([]);
  });

  test('are the same to everybody', async () => {
    const told = await profileOf('KE');
    for (const who of [krcs, guard, iom]) expect(await profileOf('KE', who)).toEqual(told);
  });

  test('the clock sees no more of an incident than it counts', async () => {
    for (const column of ['admin1', 'public_summary', 'challenges_id'])
      await expect(
        database.due(`peek-${column}`, `select ${column} from access_incident_cut`, []),
      ).rejects.toThrow(/permission denied/);
    await expect(database.due('peek-whole', 'select reporter from access_incident', [])).rejects.toThrow(
      /permission denied/,
    );
  });
});

describe('agreements', () => {
  test('in force are counted; an expired one leaves a gap, until another covers the same setting', async () => {
    const camp = { country: 'ZM', places: [{ name: 'Camp', setting: 'CAMP' }] };
    const { id } = await active(world, camp);
    expect(await profileOf('ZM')).toMatchObject({ agreementsInForce: 1, gaps: [] });
    await world.sql(`update access.access_agreement set valid_until = '2026-02-03T00:00:00Z' where id = $1`, [
      id,
    ]);
    expect(await profileOf('ZM')).toMatchObject({
      agreementsInForce: 0,
      gaps: [{ setting: 'CAMP', since: '2026-02' }],
    });
    await active(world, camp);
    expect(await profileOf('ZM')).toMatchObject({ agreementsInForce: 1, gaps: [] });
  });
});

describe('the clock', () => {
  const noticesOf = async (who: Asker) => {
    const { data, errors } = await world.ask(who, '{ accessNotices { daysLeft accessAgreement { id } } }');
    if (errors) throw new Error(String(errors[0]?.extensions?.code));
    return (
      (data as { accessNotices: { daysLeft: number; accessAgreement: { id: string } }[] } | null)
        ?.accessNotices ?? []
    );
  };

  test('warns each party once 90, 30 and 7 days before an end, and nobody else; at the end it has expired', async () => {
    const validUntil = new Date(now.getTime() + 100 * 86_400_000).toISOString();
    const { id } = await active(world, { country: 'MW', validUntil });
    const heard = async (who: Asker, daysBefore: number) => {
      const at = new Date(new Date(validUntil).getTime() - daysBefore * 86_400_000);
      await expireAccessAgreements.work(database, at);
      await expireAccessAgreements.work(database, at);
      return (await noticesOf(who))
        .filter((one) => one.accessAgreement.id === id)
        .map(({ daysLeft }) => daysLeft)
        .sort((a, b) => a - b);
    };
    expect(await heard(krcs, 95)).toEqual([]);
    expect(await heard(krcs, 89)).toEqual([90]);
    expect(await heard(guard, 29)).toEqual([30, 90]);
    expect(await heard(krcs, 1)).toEqual([7, 30, 90]);
    expect(await heard(iom, 1)).toEqual([]);
    await expect(noticesOf(null)).rejects.toThrow('UNAUTHENTICATED');
    await expireAccessAgreements.work(database, new Date(validUntil));
    expect(await world.sql('select state from access.access_agreement where id = $1', [id])).toEqual([
      { state: 'EXPIRED' },
    ]);
  });
});
