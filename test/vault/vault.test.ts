import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
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

/** Made by the first version, under 32 bytes of 7. */
const FIRST_VERSION = {
  wrapped: 'SVdv90g1wZCTZaSMKq8x4jsBXhK8oztNj3OXH2yxKWnV+SZaaJNd6QQrwar1zJlb5IDNVPI80qRd9Toc',
  sealed: '8VWR4zdS/fI6ITZSP5kxOg5y0KOiutwjUdp5mavbItvEoK6EqbfcKmoknL0KcNWocQ==',
  pseudonym: 'prs_6O2y0JcKXlXtoq73n_N3WNUBkCE',
  lookup: 'be4677457c64cfb540547bf474abea5ffc35152b0cef13a1fda18bc9201d3e70',
};

test('what an older version has sealed opens, recipients know persons by the same names, and codes are found', () => {
  const old = new Vault(configuredKeys(new Secret(`k7:${Buffer.alloc(32, 7).toString('base64url')}`)));
  const key = old.open('org_a', 'person_a', 'k7', Buffer.from(FIRST_VERSION.wrapped, 'base64'));
  expect(key.unseal('HEALTH', 3, Buffer.from(FIRST_VERSION.sealed, 'base64'))).toEqual({
    physical: 'asthma',
  });
  expect(key.pseudonymFor('org_x')).toBe(FIRST_VERSION.pseudonym);
  expect(old.lookupHash('org_a', 'JO-1').toString('hex')).toBe(FIRST_VERSION.lookup);
});

test('while two keys are held, a code is looked for under each', () => {
  const both = new Vault(configuredKeys(new Secret(`${second},${first}`)));
  expect(both.lookupHashes('org_a', 'JO-1')).toEqual([
    both.lookupHash('org_a', 'JO-1', 'k2'),
    vault.lookupHash('org_a', 'JO-1'),
  ]);
});

describe('the keys of owners', () => {
  const asked: string[] = [];
  const source = configuredKeys(new Secret(first));
  const counting = () =>
    new Vault({
      ...source,
      key: (keyId) => {
        asked.push(keyId);
        return source.key(keyId);
      },
    });
  const derives = (one: Vault, owner: string) => {
    asked.length = 0;
    one.lookupHash(owner, 'JO-1');
    return asked.length > 0;
  };

  test('are derived once', () => {
    const one = counting();
    expect(['a', 'b', 'a', 'b'].map((owner) => derives(one, owner))).toEqual([true, true, false, false]);
  });

  test('are remembered for 10,000 owners, and the one remembered longest is forgotten first', () => {
    const one = counting();
    for (let owner = 0; owner < 10_000; owner += 1) derives(one, String(owner));
    expect(derives(one, '0')).toBe(false);
    expect(derives(one, 'one more')).toBe(true);
    expect(derives(one, '1')).toBe(false);
    expect(derives(one, '0')).toBe(true);
    expect(derives(one, '1')).toBe(true);
  });

  test('cannot be derived from a key that is not held', () => {
    expect(() => counting().lookupHash('a', 'JO-1', 'k9')).toThrow('The key of this record is not held.');
  });
});
