// Until when a firm holds its titles, from the list of its titles.
import type { Fact } from "../../api/content";
import type { FileFigure } from "../../api/enterprise";

/** The list and its fields, as the national dictionary names them. */
const LIST = "titles";
const KIND = "种类";
const UNTIL = "到期日";

/** The last day of each title, the longest where it was conferred again. */
export function validity(
  figures: readonly FileFigure[],
  facts: readonly Fact[],
): ReadonlyMap<string, string> {
  const fields = facts.find(({ id }) => id === LIST)?.fields ?? [];
  const [kind, until] = [fields.indexOf(KIND), fields.indexOf(UNTIL)];
  const value: unknown = figures.find(({ fact }) => fact === LIST)?.stands?.value;
  const found = new Map<string, string>();
  if (kind < 0 || until < 0 || !Array.isArray(value)) return found;
  for (const row of value) {
    if (!Array.isArray(row)) continue;
    const [name, day]: readonly unknown[] = [row[kind], row[until]];
    if (typeof name !== "string" || typeof day !== "string") continue;
    if (day > (found.get(name) ?? "")) found.set(name, day);
  }
  return found;
}
