/** Turns a list of the law's words into the shape type-graphql registers as an enum: each word names itself. */
export function graphqlEnum<Word extends string>(words: readonly Word[]): { readonly [W in Word]: W } {
  return Object.fromEntries(words.map((word) => [word, word])) as { readonly [W in Word]: W };
}
