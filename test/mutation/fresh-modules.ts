import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A loader of this project's own files that can forget all of them at once, while whatever npm has brought stays loaded. */
export interface FreshModules {
  /** Everything that is imported from now on is read anew. */
  forget(): void;
  import(path: string): Promise<unknown>;
  /** Whether one file imports the other, or imports what imports it; null while nobody has imported it yet. */
  reaches(path: string, other: string): boolean | null;
}

/**
 * The loader keeps a module for as long as its address is the same, so each round has addresses of its own. What a round leaves
 * behind is never freed: Stryker starts a new process after so many mutants (`maxTestRunnerReuse`).
 */
export function freshModules(folderUrl: string, jestGlobals: string): FreshModules {
  const texts = new Map<string, string>();
  const imports = new Map<string, Set<string>>();
  let round = 0;
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === '@jest/globals') return { url: jestGlobals, shortCircuit: true };
      const found = next(specifier, context);
      if (!isOwn(found.url, folderUrl)) return found;
      const address = plain(found.url);
      imports.set(address, imports.get(address) ?? new Set());
      if (context.parentURL) imports.get(plain(context.parentURL))?.add(address);
      return { ...found, url: `${address}?round=${round}` };
    },
    load(url, context, next) {
      if (!isOwn(url, folderUrl) || !url.includes('.ts?')) return next(url, context);
      const path = fileURLToPath(plain(url));
      const source =
        texts.get(path) ?? stripTypeScriptTypes(readFileSync(path, 'utf8'), { mode: 'transform' });
      texts.set(path, source);
      return { format: 'module', source, shortCircuit: true };
    },
  });
  return {
    forget() {
      round += 1;
    },
    import: (path) => import(new URL(path, folderUrl).href),
    reaches(path, other) {
      const [start, target] = [new URL(path, folderUrl).href, new URL(other, folderUrl).href];
      if (!imports.has(start)) return null;
      const met = new Set([start]);
      for (const one of met) for (const next of imports.get(one) ?? []) met.add(next);
      return met.has(target);
    },
  };
}

/** The address without the number of the round. */
function plain(url: string): string {
  return url.split('?')[0] as string;
}

function isOwn(url: string, folderUrl: string): boolean {
  return url.startsWith(folderUrl) && !url.includes('/node_modules/');
}
