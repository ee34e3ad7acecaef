import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Secret } from '../../shared/secret.ts';
import { configuredKeys } from '../../shared/vault/key-source.ts';
import { VaultError } from '../../shared/vault/sealed.ts';
import { Vault } from '../../shared/vault/vault.ts';

const first = `k1:${randomBytes(32).toString('base64url')}`;
const second = `k2:${randomBytes(32).toString('base64url')}`;
const vault = new Vault(configuredKeys(new Secret(first)));

function keyOf(owner: string, person: string) {
  const { keyId, wrapped } = vault.newDataKey(owner, person);
  return vault.open(owner, person, keyId, wrapped);
}

test('what is sealed is read back as it was', () => {
  const key = keyOf('org_a', 'person_a');
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(key.unseal('HEALTH', 1, key.seal('HEALTH', 1, value))).toEqual(
        JSON.parse(JSON.stringify(value)),
      );
    }),
  );
});

test('a ciphertext holds nothing of its text, and is never the same twice', () => {
  const key = keyOf('org_a', 'person_a');
  const once = key.seal('IDENTITY', 1, { name: 'marked-value' });
  expect(once.includes('marked-value')).toBe(false);
  expect(key.seal('IDENTITY', 1, { name: 'marked-value' }).equals(once)).toBe(false);
});

test.each([
  ['category', { category: 'CONTACT' }],
  ['version', { version: 2 }],
])('a ciphertext moved to another %s does not open', (_what, moved) => {
  const key = keyOf('org_a', 'person_a');
  const sealed = key.seal('HEALTH', 1, 'asthma');
  const { category = 'HEALTH', version = 1 } = moved as { category?: string; version?: number };
  expect(() => key.unseal(category, version, sealed)).toThrow(VaultError);
});

test('a ciphertext moved to another person of the same owner does not open', () => {
  const sealed = keyOf('org_a', 'person_a').seal('HEALTH', 1, 'asthma');
  expect(() => keyOf('org_a', 'person_b').unseal('HEALTH', 1, sealed)).toThrow(VaultError);
});

test.each([
  ['owner', 'org_b', 'person_a'],
  ['person', 'org_a', 'person_b'],
])('a wrapped key moved to another %s does not open', (_what, owner, person) => {
  const { keyId, wrapped } = vault.newDataKey('org_a', 'person_a');
  expect(() => vault.open(owner, person, keyId, wrapped)).toThrow(VaultError);
});

test('a ciphertext opens in its own place and in no other', () => {
  const place = fc.tuple(fc.string(), fc.string(), fc.string(), fc.nat());
  fc.assert(
    fc.property(place, place, ([owner, person, category, version], other) => {
      const { keyId, wrapped } = vault.newDataKey(owner, person);
      const key = vault.open(owner, person, keyId, wrapped);
      const sealed = key.seal(category, version, 'asthma');
      expect(key.unseal(category, version, sealed)).toBe('asthma');
      fc.pre(other.join() !== [owner, person, category, version].join());
      const [otherOwner, otherPerson, otherCategory, otherVersion] = other;
      expect(() =>
        vault.open(otherOwner, otherPerson, keyId, wrapped).unseal(otherCategory, otherVersion, sealed),
      ).toThrow(VaultError);
    }),
  );
});

test('a data key wrapped under one master key does not open under the id of another, nor under one not held', () => {
  const both = new Vault(configuredKeys(new Secret(`${first},${second}`)));
  const { wrapped } = both.newDataKey('org_a', 'person_a');
  expect(() => both.open('org_a', 'person_a', 'k2', wrapped)).toThrow(VaultError);
  expect(() => both.open('org_a', 'person_a', 'k3', wrapped)).toThrow(VaultError);
});

test('a wrapped key with one flipped bit, or a byte too few, does not open', () => {
  const { keyId, wrapped } = vault.newDataKey('org_a', 'person_a');
  for (let at = 0; at < wrapped.length; at++) {
    const flipped = Buffer.from(wrapped);
    flipped[at] = (flipped[at] as number) ^ 1;
    expect(() => vault.open('org_a', 'person_a', keyId, flipped)).toThrow(VaultError);
    expect(() => vault.open('org_a', 'person_a', keyId, wrapped.subarray(0, at))).toThrow(VaultError);
  }
});

test('one flipped bit, or a byte too few, and nothing opens', () => {
  const key = keyOf('org_a', 'person_a');
  const sealed = key.seal('HEALTH', 1, 'asthma');
  for (let at = 0; at < sealed.length; at++) {
    const flipped = Buffer.from(sealed);
    flipped[at] = (flipped[at] as number) ^ 1;
    expect(() => key.unseal('HEALTH', 1, flipped)).toThrow(VaultError);
  }
  for (const length of [0, 11, 27, sealed.length - 1]) {
    expect(() => key.unseal('HEALTH', 1, sealed.subarray(0, length))).toThrow(VaultError);
  }
});

test('an error of the vault says nothing of the value', () => {
  const sealed = keyOf('org_a', 'person_a').seal('HEALTH', 1, 'marked-value');
  try {
    keyOf('org_a', 'person_b').unseal('HEALTH', 1, sealed);
    throw new Error('it opened');
  } catch (error) {
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('marked-value');
    expect(error).toBeInstanceOf(VaultError);
  }
});

test("neither a person's key nor an owner's is seen in a log, whatever it is logged with", () => {
  const quiet = new Vault(configuredKeys(new Secret(first)));
  const { keyId, wrapped } = quiet.newDataKey('org_a', 'person_a');
  for (const object of [quiet.open('org_a', 'person_a', keyId, wrapped), quiet]) {
    expect(inspect({ object }, { depth: null, showHidden: true })).not.toMatch(/Buffer|Uint8Array/);
    expect(JSON.stringify({ object })).not.toContain('Buffer');
  }
});

test('each recipient knows the person by a pseudonym of its own, always the same', () => {
  const { keyId, wrapped } = vault.newDataKey('org_a', 'person_a');
  const pseudonym = (recipient: string) =>
    vault.open('org_a', 'person_a', keyId, wrapped).pseudonymFor(recipient);
  expect(pseudonym('org_x')).toBe(pseudonym('org_x'));
  expect(pseudonym('org_x')).not.toBe(pseudonym('org_y'));
  expect(keyOf('org_a', 'person_b').pseudonymFor('org_x')).not.toBe(pseudonym('org_x'));
});

test('a person keeps its pseudonyms when its key is wrapped anew', () => {
  const { keyId, wrapped } = vault.newDataKey('org_a', 'person_a');
  const rotated = new Vault(configuredKeys(new Secret(`${second},${first}`)));
  const moved = rotated.rewrap('org_a', 'person_a', keyId, wrapped);
  expect(moved && rotated.open('org_a', 'person_a', moved.keyId, moved.wrapped).pseudonymFor('org_x')).toBe(
    vault.open('org_a', 'person_a', keyId, wrapped).pseudonymFor('org_x'),
  );
  expect(moved && rotated.rewrap('org_a', 'person_a', moved.keyId, moved.wrapped)).toBeNull();
});

test('a case code is found by its own owner alone', () => {
  expect(vault.lookupHash('org_a', 'JO-1').equals(vault.lookupHash('org_a', 'JO-1'))).toBe(true);
  expect(vault.lookupHash('org_a', 'JO-1').equals(vault.lookupHash('org_b', 'JO-1'))).toBe(false);
});

test('after a rotation old records open, new ones are sealed under the new key, and rewrapping moves the old', () => {
  const { keyId, wrapped } = vault.newDataKey('org_a', 'person_a');
  const sealed = vault.open('org_a', 'person_a', keyId, wrapped).seal('HEALTH', 1, 'asthma');
  const rotated = new Vault(configuredKeys(new Secret(`${second},${first}`)));
  expect(rotated.open('org_a', 'person_a', keyId, wrapped).unseal('HEALTH', 1, sealed)).toBe('asthma');
  expect(rotated.newDataKey('org_a', 'person_c').keyId).toBe('k2');
  const moved = rotated.rewrap('org_a', 'person_a', keyId, wrapped);
  const later = new Vault(configuredKeys(new Secret(second)));
  expect(
    moved && later.open('org_a', 'person_a', moved.keyId, moved.wrapped).unseal('HEALTH', 1, sealed),
  ).toBe('asthma');
  expect(() => later.open('org_a', 'person_a', keyId, wrapped)).toThrow(VaultError);
});
