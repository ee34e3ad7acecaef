import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Secret } from './secret.ts';

/**
 * The secret kept in a file, made on first use: 32 random bytes in base64url, unless `create` writes another form.
 * The file is for its owner alone (0600, in a folder of 0700). Five parts may start at the same moment: a link
 * is made once or not at all, so that all of them read the same key and none reads half of one.
 */
export function keyFile(path: string, create: () => string = randomKey): Secret {
  return new Secret(read(path) ?? readAfterCreating(path, create()));
}

/** 32 random bytes in base64url: 43 characters. */
export function randomKey(): string {
  return randomBytes(32).toString('base64url');
}

function read(path: string): string | null {
  try {
    const text = readFileSync(path, 'utf8').trim();
    if (text === '')
      throw new Error(`The key file ${path} is empty; restore it, or remove it if nothing depends on it.`);
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function readAfterCreating(path: string, key: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${key}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(draft, path);
    return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return read(path) ?? key;
  } finally {
    rmSync(draft, { force: true });
  }
}
