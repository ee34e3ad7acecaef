import { expect, test } from '@jest/globals';
import { Secret } from '../../shared/secret.ts';
import { configuredKeys } from '../../shared/vault/key-source.ts';

const one = Buffer.alloc(32, 1);
const other = Buffer.alloc(32, 2);
const text = (key: Buffer) => key.toString('base64url');

test('the first key seals and every key opens', () => {
  const keys = configuredKeys(new Secret(`k2:${text(other)},k1:${text(one)}`));
  expect(keys.currentKeyId).toBe('k2');
  expect(keys.key('k2')).toEqual(other);
  expect(keys.key('k1')).toEqual(one);
  expect(keys.key('k3')).toBeUndefined();
});

test.each([
  ['a key under the id of another', `k1:${text(one)},k1:${text(other)}`, 'Key number 2'],
  ['a key that is too short', `k1:${text(one)},k2:${text(other.subarray(1))}`, 'Key number 2'],
  ['a key without an id', text(one), 'Key number 1'],
  ['nothing', '', 'Key number 1'],
])('%s is refused by its number, and no key is shown', (_what, pairs, says) => {
  const read = () => configuredKeys(new Secret(pairs));
  expect(read).toThrow(says);
  for (const key of [one, other]) expect(read).not.toThrow(text(key));
});
