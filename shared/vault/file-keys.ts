import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import type { Keys } from '../config.ts';
import { randomKey } from '../key-file.ts';
import { Secret } from '../secret.ts';
import { configuredKeys, type KeySource } from './key-source.ts';

/** Where the configuration says the master keys are: in the environment, or in a file that a rotation may change. */
export function vaultKeys(keys: Keys): KeySource {
  const given = keys.vault();
  return keys.vaultFile === null ? configuredKeys(given) : new FileKeys(keys.vaultFile);
}

/**
 * The keys in a file. A running part reads it anew when it has changed: before it seals a new person, and when it meets
 * a key that it does not hold, so that a rotation stops nobody.
 */
export class FileKeys implements KeySource {
  #keys: KeySource;
  private stamp: string;

  constructor(private readonly path: string) {
    this.stamp = stampOf(path);
    this.#keys = configuredKeys(new Secret(read(path)));
  }

  get currentKeyId(): string {
    return this.fresh().currentKeyId;
  }

  get keyIds(): readonly string[] {
    return this.fresh().keyIds;
  }

  key(keyId: string): Buffer | undefined {
    return this.#keys.key(keyId) ?? this.fresh().key(keyId);
  }

  /** Makes a master key and puts it before all others; its id. One caller at a time. */
  add(): string {
    const pairs = read(this.path).split(',');
    const numbers = this.keyIds.map((id) => Number(/^k(\d+)$/.exec(id)?.[1] ?? 0));
    const keyId = `k${Math.max(...numbers) + 1}`;
    this.write([`${keyId}:${randomKey()}`, ...pairs]);
    return keyId;
  }

  /** Forgets a master key for ever: what it wraps can never be opened again. One caller at a time. */
  remove(keyId: string): void {
    this.write(
      read(this.path)
        .split(',')
        .filter((pair) => !pair.startsWith(`${keyId}:`)),
    );
  }

  /** Renamed into place, so that whoever reads or is killed finds the old keys or the new ones and never a half. */
  private write(pairs: readonly string[]): void {
    const text = pairs.join(',');
    configuredKeys(new Secret(text));
    const draft = `${this.path}.next`;
    writeFileSync(draft, `${text}\n`, { mode: 0o600, flush: true });
    renameSync(draft, this.path);
  }

  private fresh(): KeySource {
    const stamp = stampOf(this.path);
    if (stamp !== this.stamp) {
      this.#keys = configuredKeys(new Secret(read(this.path)));
      this.stamp = stamp;
    }
    return this.#keys;
  }
}

function read(path: string): string {
  return readFileSync(path, 'utf8').trim();
}

/** Another file under this name has another inode, whatever its time says. */
function stampOf(path: string): string {
  const { ino, mtimeMs, size } = statSync(path);
  return `${ino} ${mtimeMs} ${size}`;
}
