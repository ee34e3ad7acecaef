import DataLoader from 'dataloader';
import type { SubgraphContext } from './context.ts';

/**
 * Gathers what one request asks for by key into one read. The loader hangs on the context, which is made afresh for
 * each call to a subgraph: nothing read for one viewer or at one moment is ever handed to another.
 */
export function loaderOf<Key, Value>(
  read: (context: SubgraphContext, keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
): (context: SubgraphContext, key: Key) => Promise<Value | null> {
  const loaders = new WeakMap<SubgraphContext, DataLoader<Key, Value | null>>();
  return (context, key) => {
    let loader = loaders.get(context);
    if (!loader) {
      loader = new DataLoader(async (keys) => {
        const found = await read(context, keys);
        return keys.map((one) => found.get(one) ?? null);
      });
      loaders.set(context, loader);
    }
    return loader.load(key);
  };
}
