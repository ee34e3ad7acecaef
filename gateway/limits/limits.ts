/** What one operation may ask at most, fragments spread out. Each holds before anything is planned. */
export const LIMITS = {
  /** Characters of the operation's text; what is long belongs into variables. */
  characters: 65_536,
  tokens: 2_000,
  /** Fields inside each other. The longest walk across the four subgraphs takes ten. */
  depth: 16,
  /** Names that a field was given, beside its own. */
  aliases: 50,
  directives: 50,
  rootFields: 30,
  fields: 1_000,
  /** By the weights of the schema (shared/cost-directives.ts): about one for each object of the answer. */
  cost: 20_000,
} as const;

/** What a client may spend in a minute, in the same coin as `LIMITS.cost`. */
export const BUDGET_SECONDS = 60;
