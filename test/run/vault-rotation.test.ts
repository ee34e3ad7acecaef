import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type pg from 'pg';
import { keyCounts, retire, rotate } from '../../run/vault-rotation.ts';
import { Secret } from '../../shared/secret.ts';
import { FileKeys } from '../../shared/vault/file-keys.ts';
import { configuredKeys } from '../../shared/vault/key-source.ts';
import { Vault } from '../../shared/vault/vault.ts';
import { owner, ReferralStage } from '../support/referral-stage.ts';

const PERSONS = 7;
const READ = 'query Read($ref: ID!) { person(ref: $ref) { ref identity { caseCode } } }';

/** Keys are for ever: each test has an instance of its own. */
let stage: ReferralStage;
let refs: string[];
let keys: FileKeys;
beforeEach(async () => {
  stage = await ReferralStage.open();
  refs = [];
  for (let number = 0; number < PERSONS; number++)
    refs.push(await stage.person({ caseCode: `JO-${number}` }));
  keys = new FileKeys(stage.vaultFile);
});
afterEach(() => stage.stop());

const counts = async () =>
  Object.fromEntries(
    (await stage.beside((client) => keyCounts(client, keys))).map(({ keyId, persons }) => [keyId, persons]),
  );

async function codes(): Promise<unknown[]> {
  const read = refs.map((ref) =>
    stage.ask<{ person: { identity: { caseCode: string } } }>(owner, READ, { ref }),
  );
  return (await Promise.all(read)).map(({ person }) => person.identity.caseCode);
}
const ALL_CODES = Array.from({ length: PERSONS }, (_, number) => `JO-${number}`);

test('while every key is wrapped anew, a running part goes on reading, and no read fails', async () => {
  let reads = 0;
  let done = false;
  const reading = (async () => {
    while (!done || reads < 2) {
      expect(await codes()).toEqual(ALL_CODES);
      reads += 1;
    }
  })();
  const rotated = await stage.beside((client) => rotate(client, keys, codes, 1));
  done = true;
  await reading;
  expect(rotated).toEqual({ keyId: 'k2', rewrapped: PERSONS });
  expect(await counts()).toEqual({ k2: PERSONS, k1: 0 });
  expect(await codes()).toEqual(ALL_CODES);
});

test('a running part seals new persons under the new key without a restart', async () => {
  await stage.beside((client) => rotate(client, keys));
  await stage.person({ caseCode: 'JO-new' });
  expect(await counts()).toEqual({ k2: PERSONS + 1, k1: 0 });
});

test('a rotation that was killed leaves all readable, and the next run goes on with it under the same key', async () => {
  const killed = stage.beside(async (client: pg.Client) => {
    client.on('error', () => undefined);
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const kill = () => stage.sql('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
    await rotate(client, keys, (moved) => (moved === 4 ? kill() : undefined), 2);
  });
  await expect(killed).rejects.toThrow();
  expect(await counts()).toEqual({ k2: 4, k1: PERSONS - 4 });
  expect(await codes()).toEqual(ALL_CODES);
  expect(await stage.beside((client) => rotate(client, keys))).toEqual({
    keyId: 'k2',
    rewrapped: PERSONS - 4,
  });
  expect(await codes()).toEqual(ALL_CODES);
});

test('a rotation killed after it made its key, and before it used it, makes no second one', async () => {
  expect(keys.add()).toBe('k2');
  await stage.beside((client) => rotate(client, keys));
  expect(keys.keyIds).toEqual(['k2', 'k1']);
});

test('a case code that was given before a rotation is still taken after it, and after the old key is gone', async () => {
  const again = `mutation Again { registerPerson(input: { caseCode: "JO-3" }) { userErrors { field } } }`;
  const taken = { registerPerson: { userErrors: [{ field: 'input.caseCode' }] } };
  keys.add();
  expect(await stage.ask(owner, again)).toEqual(taken);
  await stage.beside((client) => rotate(client, keys));
  expect(await stage.ask(owner, again)).toEqual(taken);
  await stage.beside((client) => retire(client, keys, 'k1'));
  expect(await stage.ask(owner, again)).toEqual(taken);
});

test('a key that still wraps somebody is not retired, nor is the current one, nor one that is not there', async () => {
  keys.add();
  const retiring = (keyId: string) => stage.beside((client) => retire(client, keys, keyId));
  await expect(retiring('k1')).rejects.toThrow(`${PERSONS} persons`);
  await expect(retiring('k2')).rejects.toThrow('current');
  await expect(retiring('k9')).rejects.toThrow('no key k9');
  expect(keys.keyIds).toEqual(['k2', 'k1']);
  expect(await codes()).toEqual(ALL_CODES);
});

test('a key that wraps nobody any more is retired, and nobody can be sealed under it again', async () => {
  await stage.beside((client) => rotate(client, keys));
  await stage.beside((client) => retire(client, keys, 'k1'));
  expect(keys.keyIds).toEqual(['k2']);
  expect(await codes()).toEqual(ALL_CODES);
  const back = stage.sql(`update referrals.person set key_id = 'k1'`);
  await expect(back).rejects.toThrow('retired');
});

test('an erased person keeps no key in use', async () => {
  await stage.sql('update referrals.person set wrapped_key = null where id = $1', [refs[0]]);
  expect(await stage.beside((client) => rotate(client, keys))).toMatchObject({ rewrapped: PERSONS - 1 });
  await stage.beside((client) => retire(client, keys, 'k1'));
  expect(await counts()).toEqual({ k2: PERSONS - 1 });
});

test('keys of the environment are rotated to the first of them, and none is made', async () => {
  const [old] = readFileSync(stage.vaultFile, 'utf8').trim().split(',');
  const given = configuredKeys(new Secret(`e2:${randomBytes(32).toString('base64url')},${old}`));
  expect(await stage.beside((client) => rotate(client, given))).toEqual({ keyId: 'e2', rewrapped: PERSONS });
});

test('a backup from before an erasure opens nothing once the keys were rotated and the old one is retired', async () => {
  const [ref] = refs;
  const [backup] = await stage.sql<{
    key_id: string;
    wrapped_key: Buffer;
    ciphertext: Buffer;
    version: number;
  }>(
    `select key_id, wrapped_key, ciphertext, version from referrals.person p
       join referrals.person_category c on c.owner_id = p.owner_id and c.person_id = p.id where p.id = $1`,
    [ref],
  );
  if (!backup || !ref) throw new Error('Nothing was there to be kept.');
  const fromBackup = () =>
    new Vault(new FileKeys(stage.vaultFile))
      .open(owner.organisationId, ref, backup.key_id, backup.wrapped_key)
      .unseal('IDENTITY', backup.version, backup.ciphertext);
  const officer = { ...owner, role: 'data_protection_officer' as const };
  await stage.ask(officer, 'mutation ($ref: ID!) { erasePerson(input: { ref: $ref }) { ordersIssued } }', {
    ref,
  });
  // What was copied before is out of reach of the database; it is the key above it that has to go.
  expect(fromBackup()).toMatchObject({ caseCode: 'JO-0' });
  await stage.beside((client) => rotate(client, keys));
  await stage.beside((client) => retire(client, keys, 'k1'));
  expect(fromBackup).toThrow('The key of this record is not held.');
});
