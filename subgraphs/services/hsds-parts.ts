import { AccordError } from '../../shared/errors.ts';
import { HSDS_PARTS, type HsdsPart } from './hsds-model.ts';
import { isCountry, isCurrency, isDay, isLanguage, isMail, isWebAddress } from './offer-words.ts';
import { ACCESSIBILITY_FEATURES, LOCATION_TYPES } from './vocabulary.ts';

/** A part as it is kept: what is not said has no key. */
export type Kept = Readonly<Record<string, unknown>>;

const LONGEST_TEXT = 5000;
export const LONGEST_LIST = 100;

/** What a value of each kind must be, and the sentence for one that is not. */
const KINDS: Readonly<Record<string, { holds(value: unknown): boolean; says: string }>> = {
  text: { holds: isText, says: `A text has at most ${LONGEST_TEXT} characters.` },
  number: { holds: (value) => Number.isFinite(value), says: 'It is not a number.' },
  web: { holds: textThat(isWebAddress), says: 'It begins with http:// or https://.' },
  mail: { holds: textThat(isMail), says: 'It is not a mail address.' },
  day: { holds: textThat(isDay), says: 'A day is written 2026-12-31.' },
  tag: { holds: textThat(isLanguage), says: 'A language is a BCP 47 tag, such as ar or pt-BR.' },
  country: { holds: textThat(isCountry), says: 'A country is two letters, ISO 3166-1.' },
  currency: { holds: textThat(isCurrency), says: 'A currency is three letters, ISO 4217.' },
  place: { holds: isOneOf(LOCATION_TYPES), says: `One of ${LOCATION_TYPES.join(', ')}.` },
  accessibilityFeatures: {
    holds: (value) => Array.isArray(value) && value.every(isOneOf(ACCESSIBILITY_FEATURES)),
    says: `Each is one of ${ACCESSIBILITY_FEATURES.join(', ')}.`,
  },
};

/**
 * The part as it is kept: its known fields alone, and of those what is said; so two that say the same are alike.
 * Errors: VALIDATION_FAILED, with the path of the field at fault.
 */
export function keptPart(part: HsdsPart, value: object, path: string): Kept {
  const kept: Record<string, unknown> = {};
  for (const [field, kind] of Object.entries(HSDS_PARTS[part])) {
    const said = (value as Kept)[field];
    const at = `${path}.${field}`;
    const is = kind.replace('!', '');
    if (isSilent(said)) {
      if (kind.endsWith('!')) refuse(at, 'It must be said.');
    } else if (is.endsWith('[]')) {
      kept[field] = keptParts(is.slice(0, -2) as HsdsPart, said, at);
    } else if (is in HSDS_PARTS) {
      if (typeof said !== 'object' || said === null) refuse(at, 'It is not an object.');
      kept[field] = keptPart(is as HsdsPart, said, at);
    } else {
      const fault = faultOf(is, said);
      if (fault !== null) refuse(at, fault);
      kept[field] = typeof said === 'string' ? said.trim() : said;
    }
  }
  return kept;
}

/** Why a value is none of its kind in `HSDS_PARTS`; null when it is one. */
export function faultOf(kind: string, value: unknown): string | null {
  const rule = KINDS[kind] as (typeof KINDS)[string];
  return rule.holds(value) ? null : rule.says;
}

/** Errors: as for `keptPart`. */
export function keptParts(part: HsdsPart, list: unknown, path: string): Kept[] {
  if (!Array.isArray(list)) refuse(path, 'It is not a list.');
  const all = list as object[];
  if (all.length > LONGEST_LIST) refuse(path, `At most ${LONGEST_LIST}.`);
  return all.map((one, index) => keptPart(part, one, `${path}.${index}`));
}

/** The part as it is shown: what is not said is null, or an empty list. */
export function wholePart(part: HsdsPart, kept: Kept): Kept {
  return Object.fromEntries(
    Object.entries(HSDS_PARTS[part]).map(([field, kind]) => {
      const is = kind.replace('!', '');
      const said = kept[field];
      if (is.endsWith('[]')) return [field, wholeParts(is.slice(0, -2) as HsdsPart, said)];
      if (is === 'accessibilityFeatures') return [field, said ?? []];
      if (is in HSDS_PARTS) return [field, said == null ? null : wholePart(is as HsdsPart, said as Kept)];
      return [field, said ?? null];
    }),
  );
}

export function wholeParts(part: HsdsPart, list: unknown): Kept[] {
  return ((list ?? []) as Kept[]).map((one) => wholePart(part, one));
}

function isSilent(said: unknown): boolean {
  if (typeof said === 'string') return said.trim() === '';
  return said == null || (Array.isArray(said) && said.length === 0);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= LONGEST_TEXT;
}

function textThat(holds: (text: string) => boolean): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && value.length <= LONGEST_TEXT && holds(value.trim());
}

function isOneOf(words: readonly string[]): (value: unknown) => boolean {
  return (value) => words.some((word) => word === value);
}

function refuse(field: string, says: string): never {
  throw new AccordError('VALIDATION_FAILED', { field, says });
}
