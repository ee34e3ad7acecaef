import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One case of one decision, as its file says it. `facts` is laid over the base it names. */
export interface PolicyCase {
  readonly file: string;
  readonly side: 'ALLOW' | 'DENY';
  /** The rule the case is about: in ALLOW it holds, in DENY it decides. */
  readonly rule: string;
  readonly says: string;
  readonly base?: string;
  readonly category?: string;
  readonly facts?: unknown;
  readonly expected: unknown;
}

/** The cases in `cases/<decision>/{ALLOW,DENY}/who_verb_what.json`. */
export function casesOf(decision: string): PolicyCase[] {
  return (['ALLOW', 'DENY'] as const).flatMap((side) => {
    const folder = join(import.meta.dirname, 'cases', decision, side);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .sort()
      .map((file) => ({
        ...(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Omit<PolicyCase, 'file' | 'side'>),
        file: `${side}/${file}`,
        side,
      }));
  });
}

/** Which of these rules lacks a case on either side, as `ALLOW rule` or `DENY rule`. */
export function missingCases(cases: readonly PolicyCase[], ruleIds: readonly string[]): string[] {
  return ruleIds.flatMap((id) =>
    ['ALLOW', 'DENY']
      .filter((side) => !cases.some((one) => one.side === side && one.rule === id))
      .map((side) => `${side} ${id}`),
  );
}

/**
 * Lays what a case says over base facts. Objects are merged, each object in a list is merged onto the first of the base's
 * list, everything else is replaced; a string that is a moment becomes a Date.
 */
export function lay<Facts>(base: Facts, over: unknown): Facts {
  return merge(base, over) as Facts;
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

function merge(base: unknown, over: unknown): unknown {
  if (over === undefined) return base;
  if (typeof over === 'string' && MOMENT.test(over)) return new Date(over);
  if (Array.isArray(over)) return over.map((one) => merge(Array.isArray(base) ? base[0] : undefined, one));
  if (!isPlain(over)) return over;
  const under = isPlain(base) ? base : {};
  const keys = new Set([...Object.keys(under), ...Object.keys(over)]);
  return Object.fromEntries([...keys].map((key) => [key, merge(under[key], over[key])]));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
