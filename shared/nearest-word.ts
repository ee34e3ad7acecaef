/** The word among those allowed that takes the fewest changes of a letter to reach (Levenshtein). */
export function nearestWord(word: string, allowed: readonly string[]): string {
  const wanted = word.toUpperCase();
  let best = allowed[0] ?? '';
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of allowed) {
    const changes = distance(wanted, candidate.toUpperCase());
    if (changes < fewest) [best, fewest] = [candidate, changes];
  }
  return best;
}

function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let line = 1; line <= from.length; line++) {
    const next = [line];
    for (let column = 1; column <= to.length; column++) {
      const same = from[line - 1] === to[column - 1] ? 0 : 1;
      next.push(Math.min((row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (row[column - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
