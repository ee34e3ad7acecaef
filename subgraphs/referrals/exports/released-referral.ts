import type { DataCategory } from '../../../shared/policy/categories.ts';
import type { Grounds } from '../../../shared/policy/grounds.ts';
import type { Person } from '../person.entity.ts';
import type { Referral } from '../referral.entity.ts';

/** An organisation as the public registry knows it. */
export interface Party {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly country: string | null;
}

/** All that a document is made of: what was released to this viewer, and nothing else. */
export interface ReleasedReferral {
  readonly referral: Referral;
  readonly from: Party;
  readonly to: Party;
  readonly service: { readonly id: string; readonly name: string | null };
  /** With the released categories in their fields; null when the person has been erased. */
  readonly person: Person | null;
  readonly released: readonly DataCategory[];
  /** Whether any category was withheld. */
  readonly isRedacted: boolean;
  readonly grounds: Grounds;
  readonly purpose: string | null;
  /** When it was released. */
  readonly at: Date;
}

export interface LeftOutWord {
  readonly field: string;
  readonly why: string;
}

/** What one format makes of it, and what it had no word or place for. */
export interface ExportedDocument {
  readonly content: object;
  readonly leftOut: readonly LeftOutWord[];
}
