import type { SubgraphContext } from './context.ts';
import type { DataCategory } from './policy/categories.ts';

/** What an answer holds of one person, by which referral the viewer came to it (null: its own person). Never a value. */
export interface Shown {
  readonly referral: string | null;
  readonly person: string;
  readonly categories: readonly DataCategory[];
}

const shownTo = new WeakMap<SubgraphContext, Shown[]>();

/** Remembers it until the answer leaves, so that the gateway can ask whether it may still be shown. */
export function noteShown(context: SubgraphContext, shown: Shown): void {
  const all = shownTo.get(context);
  if (all) all.push(shown);
  else shownTo.set(context, [shown]);
}

export function shownIn(context: SubgraphContext): readonly Shown[] {
  return shownTo.get(context) ?? [];
}
