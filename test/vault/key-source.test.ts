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
  expect(keys.keyIds).toEqual(['k2', 'k1']);
  expect(keys.key('k3')).toBeUndefined();
});

test('a key may be written in either alphabet of base 64, with or without its padding', () => {
  const key = Buffer.alloc(32, 0xfb);
  const written = [key.toString('base64'), key.toString('base64url'), `${key.toString('base64url')}=`];
  for (const form of written) expect(configuredKeys(new Secret(`k1:${form}`)).key('k1')).toEqual(key);
});

test.each([
  [
    'a key under the id of another',
    `k1:${text(one)},k1:${text(other)}`,
    'Key number 2 of the vault has the id',
  ],
  [
    'a key that is too short',
    `k1:${text(one)},k2:${text(other.subarray(1))}`,
    'Key number 2 of the vault is not 32',
  ],
  ['a key without an id', text(one), 'Key number 1 of the vault is not written as id:key'],
  ['an empty id', `:${text(one)}`, 'Key number 1 of the vault is not written as id:key'],
  ['an id of two words', `k1:${text(one)},k 2:${text(other)}`, 'Key number 2'],
  ['something behind a key', `k1:${text(one)}:${text(other)}`, 'Key number 1'],
  ['nothing', '', 'Key number 1'],
])('%s is refused by its number, and no key is shown', (_what, pairs, says) => {
  const read = () => configuredKeys(new Secret(pairs));
  expect(read).toThrow(says);
  for (const key of [one, other]) expect(read).not.toThrow(text(key));
});
