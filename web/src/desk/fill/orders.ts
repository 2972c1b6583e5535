// What a form lacks, as tasks: one for each enterprise and the department that owns the figures.
import type { Lacking } from "../../api/fill";
import type { NewTask } from "../../api/work";

export interface Order extends Omit<NewTask, "reason" | "days"> {
  /** What is to be stated, each once. */
  readonly facts: readonly string[];
}

/** In the order of the form; what no department that does tasks owns is left out. */
export function ordersOf(
  missing: readonly Lacking[],
  departments: readonly string[],
): readonly Order[] {
  const orders = new Map<string, { of: Lacking; facts: Set<string> }>();
  for (const one of missing) {
    if (!departments.includes(one.department)) continue;
    const key = `${one.department}\n${one.enterprise}`;
    const order = orders.get(key) ?? { of: one, facts: new Set<string>() };
    order.facts.add(one.what);
    orders.set(key, order);
  }
  return [...orders.values()].map(({ of: { department, enterprise, fact }, facts }) => ({
    enterprise,
    department,
    facts: [...facts],
    ...(fact === null || facts.size > 1 ? {} : { fact }),
  }));
}
