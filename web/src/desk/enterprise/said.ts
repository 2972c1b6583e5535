// How the figures of a firm are said in a row of years: the unit once, then each value.
import type { CellKind, SourceSaid } from "../../api/enterprise";
import type { Said } from "../../say";
import { cellSaid } from "../../value";
import type { Series } from "./standing";

/** The unit that a row of figures is in; a share carries its sign in each cell. */
export function unitOf({ kind, unit }: Series): string {
  if (kind === "money") return "万元";
  return kind === "ratio" ? "" : (unit ?? "");
}

/** Money stands in its column in 万元; everything else is said as the server says it. */
export function saidOf({ value, shown }: SourceSaid, kind: CellKind): Said | undefined {
  if (kind === "money" || kind === "ratio" || kind === "number") return cellSaid(value, kind);
  return { text: shown, unit: "", exact: undefined };
}
