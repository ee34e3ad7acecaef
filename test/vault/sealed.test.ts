import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { placeOf, seal, unseal, VaultError } from '../../shared/vault/sealed.ts';

const key = randomBytes(32);

test('nothing at all can be sealed, and is nothing again', () => {
  const sealed = seal(key, 'here', Buffer.alloc(0));
  expect(sealed).toHaveLength(28);
  expect(unseal(key, 'here', sealed)).toHaveLength(0);
});

test('what is shorter than nonce and tag is refused before it is looked at', () => {
  for (let length = 0; length < 28; length += 1)
    expect(() => unseal(key, 'here', randomBytes(length))).toThrow('The ciphertext is too short.');
});

test('what was sealed elsewhere does not open, and the error says no more than that', () => {
  const elsewhere = () => unseal(key, 'here', seal(key, 'there', Buffer.from('asthma')));
  expect(elsewhere).toThrow(new VaultError('The ciphertext does not belong here.'));
  expect(new VaultError('').name).toBe('VaultError');
});

test('no two lists of parts name one place', () => {
  const places = [['a', 'b'], ['a,b'], ['a', 'b', ''], ['["a"', 'b'], ['1'], [1]];
  expect(new Set(places.map((parts) => placeOf(...parts))).size).toBe(places.length);
});
