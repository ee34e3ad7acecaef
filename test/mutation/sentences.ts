import type { Ignorer } from '@stryker-mutator/api/ignore';

/** What a rule says to people and where it comes from: words that decide nothing. A habit asks that they are there. */
const SAID = ['says', 'source'];
const SAID_ONCE = ['SOURCE'];

export const withoutSentences: Ignorer = {
  shouldIgnore(path) {
    const { node } = path as unknown as { node: Named };
    if (node.type === 'ObjectProperty' && SAID.includes(node.key?.name ?? '')) return 'a sentence for people';
    if (node.type === 'VariableDeclarator' && SAID_ONCE.includes(node.id?.name ?? ''))
      return 'a sentence for people';
    return undefined;
  },
};

/** As much of Babel's tree as is asked about. */
interface Named {
  readonly type: string;
  readonly key?: { readonly name?: string };
  readonly id?: { readonly name?: string };
}
