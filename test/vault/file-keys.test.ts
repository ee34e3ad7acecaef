import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../shared/config.ts';
import { FileKeys, vaultKeys } from '../../shared/vault/file-keys.ts';

const keyOf = (byte: number) => Buffer.alloc(32, byte);
const pair = (id: string, byte: number) => `${id}:${keyOf(byte).toString('base64url')}`;

let folder: string;
let path: string;
const holding = (...pairs: string[]) => {
  writeFileSync(path, `${pairs.join(',')}\n`);
  return new FileKeys(path);
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accord-keys-'));
  path = join(folder, 'vault');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('where the master keys are', () => {
  test('in the environment, when it gives them', () => {
    const keys = vaultKeys(readConfig({ ACCORD_HOME: folder, VAULT_KEYS: pair('k3', 3) }).keys);
    expect(keys).not.toBeInstanceOf(FileKeys);
    expect(keys.key('k3')).toEqual(keyOf(3));
  });

  test('otherwise in a file for its owner alone, made on the first start and read on the second', () => {
    const { keys } = readConfig({ ACCORD_HOME: folder });
    const first = vaultKeys(keys);
    expect(first).toBeInstanceOf(FileKeys);
    expect(first.currentKeyId).toBe('k1');
    expect(vaultKeys(keys).key('k1')).toEqual(first.key('k1'));
    expect(statSync(join(folder, 'keys', 'vault')).mode & 0o777).toBe(0o600);
  });
});

describe('the keys in a file', () => {
  test('are all held, the first as the current one', () => {
    const keys = holding(pair('k2', 2), pair('k1', 1));
    expect(keys.currentKeyId).toBe('k2');
    expect(keys.keyIds).toEqual(['k2', 'k1']);
    expect([keys.key('k2'), keys.key('k1'), keys.key('k3')]).toEqual([keyOf(2), keyOf(1), undefined]);
  });

  test('that somebody else has added are found: by who seals, by who lists, and by who meets one it does not hold', () => {
    const [sealing, listing, opening] = [holding(pair('k1', 1)), new FileKeys(path), new FileKeys(path)];
    holding(pair('k2', 2), pair('k1', 1));
    expect(sealing.currentKeyId).toBe('k2');
    expect(listing.keyIds).toEqual(['k2', 'k1']);
    expect(opening.key('k2')).toEqual(keyOf(2));
    expect(opening.key('k1')).toEqual(keyOf(1));
  });

  test('are read once for as long as the file stays as it is', () => {
    const keys = holding(pair('k1', 1));
    const read = keys.key('k1');
    expect([keys.currentKeyId, keys.keyIds, keys.key('k9')]).toEqual(['k1', ['k1'], undefined]);
    expect(keys.key('k1')).toBe(read);
  });

  test.each([
    ['', 'id:key'],
    [pair('k1', 1).slice(0, -4), '32 bytes'],
  ])('stop the start when they are broken (%s)', (text, says) => {
    expect(() => holding(text)).toThrow(says);
  });
});

describe('a new key', () => {
  test('comes first, is random, and is kept beside the others', () => {
    const keys = holding(pair('k1', 1));
    expect(keys.add()).toBe('k2');
    expect(keys.currentKeyId).toBe('k2');
    const again = new FileKeys(path);
    expect(again.keyIds).toEqual(['k2', 'k1']);
    expect(again.key('k1')).toEqual(keyOf(1));
    expect(again.key('k2')).toHaveLength(32);
    holding(pair('k1', 1)).add();
    expect(new FileKeys(path).key('k2')).not.toEqual(again.key('k2'));
  });

  test.each([
    [['k2', 'k10', 'k9'], 'k11'],
    [['xk99', 'k77b', 'old'], 'k1'],
  ])('beside %j is called %s: numbers are counted, and other names are not', (ids, expected) => {
    const keys = holding(...ids.map((id, at) => pair(id, at)));
    expect(keys.add()).toBe(expected);
    expect(keys.keyIds).toEqual([expected, ...ids]);
  });

  test('is written for its owner alone, and no draft of it is left', () => {
    holding(pair('k1', 1)).add();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(() => statSync(`${path}.next`)).toThrow('ENOENT');
  });
});

describe('a key that is removed', () => {
  test('is held no more, and no other goes with it', () => {
    const keys = holding(pair('k10', 10), pair('k1', 1), pair('1k1', 11));
    keys.remove('k1');
    expect(keys.keyIds).toEqual(['k10', '1k1']);
    expect(keys.key('k1')).toBeUndefined();
    expect(new FileKeys(path).key('k10')).toEqual(keyOf(10));
  });

  test('is not the last one: a vault without a key opens nothing, and the file stays as it was', () => {
    const keys = holding(pair('k1', 1));
    const before = readFileSync(path, 'utf8');
    expect(() => keys.remove('k1')).toThrow('id:key');
    expect(readFileSync(path, 'utf8')).toBe(before);
  });
});
