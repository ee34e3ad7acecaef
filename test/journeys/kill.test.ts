import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { checkedStore } from '../../run/checked-store.ts';
import { readConfig } from '../../shared/config.ts';
import { KEYS } from '../support/accord.ts';
import { KilledOften } from '../support/killed-often.ts';
import { Lives } from '../support/lives.ts';

const KILLS = 100;
const WORKERS = 6;

let accord: KilledOften;
beforeAll(async () => {
  accord = await KilledOften.start();
}, 120_000);
afterAll(() => accord?.stop());

async function query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: accord.databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

test(`${KILLS} kills of Accord and of PostgreSQL under load lose nothing that was acknowledged`, async () => {
  const [service] = await query<{ id: string; providerId: string }>(
    `select s.id, s.organisation_id as "providerId" from services.service s
       join partnerships.organisation o on o.id = s.organisation_id
      where o.code = 'unhcr' and s.name = 'Legal counselling in Amman'`,
  );
  if (!service) throw new Error('The world has lost its service.');
  const [before] = await query<{ persons: number }>('select count(*)::int as persons from referrals.person');
  const lives = new Lives(accord.doors, service);
  let [begun, isOver] = [0, false];
  const worker = async () => {
    while (!isOver) {
      begun += 1;
      await lives.live(begun);
    }
  };
  const killing = async () => {
    while (accord.kills < KILLS) await accord.killOne();
    await accord.allReady();
    isOver = true;
  };
  await Promise.all([killing(), ...Array.from({ length: WORKERS }, worker)]);

  // The load was one, and the kills were felt.
  expect(lives.acknowledged.length).toBe(begun);
  expect(begun).toBeGreaterThan(KILLS / 4);
  expect(lives.repeated).toBeGreaterThan(KILLS / 4);
  // Whatever was asked twice was carried out once.
  const [after] = await query<{ persons: number }>('select count(*)::int as persons from referrals.person');
  expect((after?.persons ?? 0) - (before?.persons ?? 0)).toBe(begun);
  const rows = await query<{ personRef: string; consentId: string; referralId: string; state: string }>(
    `select person_id as "personRef", consent_id as "consentId", id as "referralId", state from referrals.referral where id = any($1)`,
    [lives.acknowledged.map(({ referralId }) => referralId)],
  );
  const inOrder = <Row extends { referralId: string }>(list: readonly Row[]) =>
    [...list].sort((one, other) => one.referralId.localeCompare(other.referralId));
  expect(inOrder(rows)).toEqual(inOrder(lives.acknowledged));
  // No release without its entry.
  const recorded = await query<{ request: string }>(
    `select distinct request_id as request from referrals.ledger_entry where 'IDENTITY' = any (released) and request_id = any($1)`,
    [lives.released],
  );
  expect(recorded.map(({ request }) => request).sort()).toEqual([...lives.released].sort());
  const { broken } = await checkedStore(readConfig({ ...KEYS, DATABASE_URL: accord.databaseUrl }));
  expect(broken).toEqual([]);
}, 900_000);
