import type { Answer, Operation } from '../shared/execute.ts';

/** An operation in which no entity is asked for twice, and how its answer is spread over those who asked. */
export interface Distinct {
  readonly operation: Operation;
  spread(answer: Answer): Answer;
}

/**
 * Twenty referrals to one service ask for that service twenty times: the gateway does not look. Here each is asked for
 * once; a copy goes to every place, so that nothing merged into one place shows in another.
 */
export function distinct(operation: Operation): Distinct {
  const all = operation.variables?.['representations'];
  if (!Array.isArray(all) || all.length < 2) return { operation, spread: (answer) => answer };
  const { firsts, places } = grouped(all);
  if (firsts.length === all.length) return { operation, spread: (answer) => answer };
  return {
    operation: { ...operation, variables: { ...operation.variables, representations: firsts } },
    spread: (answer) => spreadOver(answer, places),
  };
}

/** `places[i]`: which of `firsts` the i-th representation is. */
function grouped(all: readonly unknown[]): { firsts: unknown[]; places: number[] } {
  const numbers = new Map<string, number>();
  const firsts: unknown[] = [];
  const places = all.map((one) => {
    const key = JSON.stringify(one);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, firsts.length);
    firsts.push(one);
    return firsts.length - 1;
  });
  return { firsts, places };
}

function spreadOver(answer: Answer, places: readonly number[]): Answer {
  const found = answer.data?.['_entities'];
  const spread: Answer = { ...answer };
  if (Array.isArray(found)) {
    const given = new Set<number>();
    const entities = places.map((place) => {
      if (given.has(place)) return structuredClone(found[place]);
      given.add(place);
      return found[place];
    });
    spread.data = { ...answer.data, _entities: entities };
  }
  if (answer.errors) {
    spread.errors = answer.errors.flatMap((error) => {
      const [root, number, ...rest] = error.path ?? [];
      if (root !== '_entities' || typeof number !== 'number') return [error];
      return places.flatMap((place, at) =>
        place === number ? [{ ...error, path: [root, at, ...rest] }] : [],
      );
    });
  }
  return spread;
}
