import type { Role } from './roles.ts';
import { allOf, type Rule } from './rule.ts';

/** What must be known of a signature before it is kept, beside who makes it for whom. */
export interface SignatureFacts {
  readonly onBehalfOfId: string;
  readonly now: Date;
  /** The signer's organisation has a registered key that is valid now. */
  readonly hasKey: boolean;
  /** Made outside, with a key; null: the instance is to sign in the signer's name. */
  readonly signature: MadeSignature | null;
}

/** A signature that came with the request, and the key it names. */
export interface MadeSignature {
  /** Whose key it is; null: nobody has registered it. */
  readonly keyOwnerId: string | null;
  readonly keyValidFrom: Date | null;
  /** Null: no end is set. */
  readonly keyValidUntil: Date | null;
  /** It verifies with that key over exactly the hash of the revision that stands now. */
  readonly genuine: boolean;
}

export const SIGNATURE_RULES: readonly Rule<SignatureFacts>[] = [
  {
    id: 'signs-with-own-key',
    says: 'Who has registered a key signs with it, and with no other; for who has none the instance signs.',
    source: 'law 7: only for itself; choice',
    holds: ({ signature, hasKey, onBehalfOfId }) =>
      signature === null ? !hasKey : signature.keyOwnerId === onBehalfOfId,
  },
  {
    id: 'signing-key-valid',
    says: 'The key is valid at the moment of signing.',
    source: 'choice',
    holds: ({ signature, now }) =>
      signature === null ||
      (signature.keyValidFrom !== null &&
        signature.keyValidFrom <= now &&
        (signature.keyValidUntil === null || now < signature.keyValidUntil)),
  },
  {
    id: 'signature-genuine',
    says: 'The signature verifies over exactly the hash of the revision that stands now.',
    source: 'law 7',
    holds: ({ signature }) => signature === null || signature.genuine,
  },
];

export const mayKeepSignature = allOf(SIGNATURE_RULES);

/** Who registers, replaces or retires a key that an organisation signs agreements with. */
export interface KeyKeepingFacts {
  readonly role: Role;
  readonly organisationId: string;
  readonly active: boolean;
  /** Whose key it is or will be. */
  readonly keyOwnerId: string;
}

export interface KeyRegistrationFacts extends KeyKeepingFacts {
  /** The request carries a signature of the key itself, over the id of the organisation. */
  readonly held: boolean;
  /** Some organisation has registered this very key before. */
  readonly known: boolean;
}

export const KEY_KEEPING_RULES: readonly Rule<KeyKeepingFacts>[] = [
  {
    id: 'administrator-keeps-keys',
    says: 'An administrator registers and retires keys; a signatory signs with them.',
    source: 'choice: two persons',
    holds: ({ role }) => role === 'administrator',
  },
  {
    id: 'key-holder-active',
    says: 'The organisation is active.',
    source: 'law 2, line 1',
    holds: ({ active }) => active,
  },
  {
    id: 'keeps-own-keys',
    says: "An organisation keeps its own keys, and nobody else's.",
    source: 'law 7: only for itself',
    holds: ({ organisationId, keyOwnerId }) => organisationId === keyOwnerId,
  },
];

export const KEY_REGISTRATION_RULES: readonly Rule<KeyRegistrationFacts>[] = [
  ...KEY_KEEPING_RULES,
  {
    id: 'key-held',
    says: 'Whoever registers a key shows that it holds the private half.',
    source: 'RFC 7800; choice',
    holds: ({ held }) => held,
  },
  {
    id: 'key-new',
    says: 'A key is registered once, by one organisation; a retired one does not return.',
    source: 'choice',
    holds: ({ known }) => !known,
  },
];

export const mayRegisterSigningKey = allOf(KEY_REGISTRATION_RULES);
export const mayRetireSigningKey = allOf(KEY_KEEPING_RULES);
