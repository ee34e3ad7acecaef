import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { KeySource } from './key-source.ts';
import { placeOf, seal, unseal, VaultError } from './sealed.ts';

const KEY_BYTES = 32;
/** Owners' keys are derived once; so many are remembered before the oldest is forgotten. */
const REMEMBERED_OWNERS = 10_000;

/** What is sealed is bound to its place, so that a ciphertext moved to another person, category or version does not open. */
export class PersonKey {
  /** Hidden from logs, errors and JSON, whatever object this one is a part of. */
  readonly #key: Buffer;

  constructor(
    key: Buffer,
    private readonly ownerId: string,
    private readonly personId: string,
  ) {
    this.#key = key;
  }

  seal(category: string, version: number, value: unknown): Buffer {
    return seal(this.#key, this.place(category, version), Buffer.from(JSON.stringify(value)));
  }

  /** Errors: VaultError. */
  unseal(category: string, version: number, ciphertext: Buffer): unknown {
    return JSON.parse(unseal(this.#key, this.place(category, version), ciphertext).toString());
  }

  /**
   * How one recipient, and no other, knows this person. Two recipients cannot join their lists, nobody can without the
   * person's key, and when that is destroyed nobody can at all.
   */
  pseudonymFor(recipientId: string): string {
    return `prs_${createHmac('sha256', this.#key).update(placeOf('pseudonym', recipientId)).digest('base64url').slice(0, 27)}`;
  }

  private place(category: string, version: number): string {
    return placeOf('category', this.ownerId, this.personId, category, version);
  }
}

/**
 * Keys within keys: a master key from the key source, one key for each owner derived from it, one random data key for
 * each person wrapped under its owner's. No data key is kept in memory: to destroy the wrapped one is to erase.
 */
export class Vault {
  readonly #ownerKeys = new Map<string, Buffer>();

  constructor(private readonly source: KeySource) {}

  /** A fresh data key, wrapped for its owner. */
  newDataKey(ownerId: string, personId: string): { keyId: string; wrapped: Buffer } {
    const keyId = this.source.currentKeyId;
    return { keyId, wrapped: this.wrap(ownerId, personId, keyId, randomBytes(KEY_BYTES)) };
  }

  /** Errors: VaultError. */
  open(ownerId: string, personId: string, keyId: string, wrapped: Buffer): PersonKey {
    return new PersonKey(this.unwrap(ownerId, personId, keyId, wrapped), ownerId, personId);
  }

  /** The same data key under the current master key; null when it already is. */
  rewrap(
    ownerId: string,
    personId: string,
    keyId: string,
    wrapped: Buffer,
  ): { keyId: string; wrapped: Buffer } | null {
    const current = this.source.currentKeyId;
    if (keyId === current) return null;
    const dataKey = this.unwrap(ownerId, personId, keyId, wrapped);
    return { keyId: current, wrapped: this.wrap(ownerId, personId, current, dataKey) };
  }

  /** For an owner's own exact match: the same text gives the same hash for this owner, under this key, and for no other. */
  lookupHash(ownerId: string, text: string, keyId = this.source.currentKeyId): Buffer {
    return createHmac('sha256', this.ownerKey(ownerId, keyId)).update(placeOf('lookup', text)).digest();
  }

  /** Under every key that is held: while keys are rotated, what is looked for may stand under any of them. */
  lookupHashes(ownerId: string, text: string): Buffer[] {
    return this.source.keyIds.map((keyId) => this.lookupHash(ownerId, text, keyId));
  }

  private wrap(ownerId: string, personId: string, keyId: string, dataKey: Buffer): Buffer {
    return seal(this.ownerKey(ownerId, keyId), placeOf('data-key', ownerId, personId, keyId), dataKey);
  }

  private unwrap(ownerId: string, personId: string, keyId: string, wrapped: Buffer): Buffer {
    return unseal(this.ownerKey(ownerId, keyId), placeOf('data-key', ownerId, personId, keyId), wrapped);
  }

  private ownerKey(ownerId: string, keyId: string): Buffer {
    const name = placeOf(ownerId, keyId);
    const remembered = this.#ownerKeys.get(name);
    if (remembered) return remembered;
    const master = this.source.key(keyId);
    if (!master) throw new VaultError('The key of this record is not held.');
    const derived = Buffer.from(hkdfSync('sha256', master, '', `accord owner ${name}`, KEY_BYTES));
    if (this.#ownerKeys.size >= REMEMBERED_OWNERS)
      this.#ownerKeys.delete(this.#ownerKeys.keys().next().value as string);
    this.#ownerKeys.set(name, derived);
    return derived;
  }
}
