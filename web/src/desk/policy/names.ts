// The names that stand in a formula, as the rule language reads them.
import type { PolicyShown } from "../../api/policy";

/** Words of a formula outside its quotes, each once, in its order; operators are words too. */
export function namesIn(formula: string): readonly string[] {
  const bare = formula.replace(/"[^"]*"/g, " ");
  return [...new Set(bare.match(/[\p{L}\p{N}_]+/gu) ?? [])];
}

/** All formulas of a policy, from the first clause to the last indicator. */
export function formulasOf({ clauses, indicators }: PolicyShown): readonly string[] {
  return [
    ...clauses.flatMap(({ when, any, give, cap }) => [when, ...any, give, cap]),
    ...indicators.flatMap(({ of, bands }) => [
      of,
      ...bands.flatMap(({ test, formula }) => [test, formula]),
    ]),
  ].filter((formula) => formula !== null);
}
