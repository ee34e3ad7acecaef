import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { KeySource } from '../../shared/vault/key-source.ts';
import { VaultError } from '../../shared/vault/sealed.ts';
import { Vault } from '../../shared/vault/vault.ts';

/**
 * A key management service behind the vault's three lines. It keeps the keys and says which is current; it gives them out to
 * who shows its token, and writes down what it gave to whom. A stand-in over HTTP: what is tested is that the lines suffice.
 */
class KeyService {
  readonly keys = new Map<string, Buffer>([['kms-1', randomBytes(32)]]);
  readonly given: string[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      if (request.headers.authorization !== 'Bearer token-of-this-part') {
        response.writeHead(403).end();
        return;
      }
      this.given.push(request.url ?? '');
      const keys = [...this.keys].map(([id, key]) => ({ id, key: key.toString('base64') }));
      response.end(JSON.stringify({ keys: keys.reverse() }));
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/keys`;
  }

  stop(): void {
    this.server.close();
  }
}

/** Asked at the start, so that no person who is opened waits for a network; asked again when keys may have changed. */
async function keysOfService(url: string, token: string): Promise<KeySource> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`The key service answered ${answer.status}.`);
  const { keys } = (await answer.json()) as { keys: { id: string; key: string }[] };
  const held = new Map(keys.map(({ id, key }) => [id, Buffer.from(key, 'base64')]));
  return { currentKeyId: keys[0]?.id ?? '', keyIds: [...held.keys()], key: (keyId) => held.get(keyId) };
}

const service = new KeyService();
let url: string;
beforeAll(async () => {
  url = await service.start();
});
afterAll(() => service.stop());

test('a vault whose keys are in a key management service seals, opens, rotates and forgets as any other', async () => {
  const first = new Vault(await keysOfService(url, 'token-of-this-part'));
  const { keyId, wrapped } = first.newDataKey('org_a', 'person_a');
  const sealed = first.open('org_a', 'person_a', keyId, wrapped).seal('HEALTH', 1, 'asthma');
  expect(keyId).toBe('kms-1');

  service.keys.set('kms-2', randomBytes(32));
  const both = new Vault(await keysOfService(url, 'token-of-this-part'));
  const moved = both.rewrap('org_a', 'person_a', keyId, wrapped);
  expect(moved?.keyId).toBe('kms-2');

  service.keys.delete('kms-1');
  const second = new Vault(await keysOfService(url, 'token-of-this-part'));
  expect(
    moved && second.open('org_a', 'person_a', moved.keyId, moved.wrapped).unseal('HEALTH', 1, sealed),
  ).toBe('asthma');
  expect(() => second.open('org_a', 'person_a', keyId, wrapped)).toThrow(VaultError);
});

test('it is asked once at each start, whatever is opened afterwards', async () => {
  service.given.length = 0;
  const vault = new Vault(await keysOfService(url, 'token-of-this-part'));
  for (let person = 0; person < 50; person += 1) {
    const { keyId, wrapped } = vault.newDataKey('org_a', `person_${person}`);
    vault.open('org_a', `person_${person}`, keyId, wrapped).seal('HEALTH', 1, 'asthma');
  }
  expect(service.given).toHaveLength(1);
});

test('a part without the service’s leave does not start', async () => {
  await expect(keysOfService(url, 'another token')).rejects.toThrow('403');
});
