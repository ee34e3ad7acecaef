import type { Texts } from '../../offer.ts';
import { type Feature, isObject } from './features.ts';

/** A value of the file that has no place in the directory, and why. */
export interface Unmapped {
  readonly featureId: string;
  readonly field: string;
  readonly value: string | null;
  readonly reason: string;
}

const UNKNOWN = 'Not among the words this import knows.';

/** Reads the coded fields of one feature, `{ "word": true }`, and keeps a list of what it could not place. */
export class Reading {
  readonly left: Unmapped[] = [];

  constructor(
    readonly feature: Feature,
    private readonly arabic: Feature | null,
  ) {}

  unmapped(field: string, value: string | null, reason: string): void {
    this.left.push({ featureId: this.feature.id, field, value, reason });
  }

  /** The words that are ticked. */
  keys(field: string): string[] {
    const value = this.feature.properties[field];
    if (value === undefined || value === null) return [];
    if (!isObject(value)) {
      this.unmapped(field, JSON.stringify(value), 'A set of ticked words was expected.');
      return [];
    }
    return Object.keys(value).filter((word) => value[word] === true);
  }

  /** What the ticked words mean, each once. */
  words<Meaning>(field: string, table: Readonly<Record<string, Meaning>>): Meaning[] {
    return this.keys(field).flatMap((word) => {
      if (Object.hasOwn(table, word)) return [table[word] as Meaning];
      this.unmapped(field, word, UNKNOWN);
      return [];
    });
  }

  /** For a field that can have one meaning: the first, and the others are listed. */
  word<Meaning>(field: string, table: Readonly<Record<string, Meaning>>): Meaning | null {
    const [first, ...others] = this.words(field, table);
    for (const other of others) this.unmapped(field, String(other), 'A second answer where one is possible.');
    return first ?? null;
  }

  text(field: string): string {
    const value = this.feature.properties[field];
    return typeof value === 'string' ? value.trim() : '';
  }

  /** A text in English and, where the twin has one in Arabic letters, in Arabic. */
  texts(english: string, arabic: (twin: Feature) => unknown): Texts {
    const other = this.arabic === null ? null : arabic(this.arabic);
    const texts: Record<string, string> = {};
    if (english !== '') texts.en = english;
    if (typeof other === 'string' && /\p{Script=Arabic}/u.test(other)) texts.ar = other.trim();
    return texts;
  }
}
