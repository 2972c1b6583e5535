// The cells of a sheet that the register took about a firm, around one of them.
import type { FileFigure, SourceSaid } from "../../api/enterprise";

export interface SheetCell {
  /** 营业收入 2025 */
  readonly name: string;
  readonly shown: string;
  /** C, as a spreadsheet names it. */
  readonly column: string;
  readonly here: boolean;
}

export interface SheetPart {
  readonly row: number;
  readonly cells: readonly SheetCell[];
}

interface Spot {
  readonly column: string;
  readonly row: number;
}

/** AB12 is column AB of row 12. */
export function spotOf(cell: string): Spot | undefined {
  const found = /^([A-Z]+)(\d+)$/.exec(cell);
  const [, column = "", row = ""] = found ?? [];
  return found === null ? undefined : { column, row: Number(row) };
}

/** A before B, Z before AA. */
function before(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
}

/** Columns on either side of the one that is looked at. */
const BESIDE = 4;

/** What else was taken from the row of `said`, at most four columns to either side. */
export function around(figures: readonly FileFigure[], said: SourceSaid): SheetPart | undefined {
  const spot = spotOf(said.source.cell);
  if (spot === undefined) return undefined;
  const cells = new Map<string, SheetCell>();
  for (const { name, year, stands, others, held } of figures) {
    for (const one of [...(stands === null ? [] : [stands]), ...others, ...held]) {
      const { file, sheet, cell } = one.source;
      const at = spotOf(cell);
      const same =
        file === said.source.file && sheet === said.source.sheet && one.line === said.line;
      if (!same || at === undefined || at.row !== spot.row) continue;
      cells.set(at.column, {
        name: year === null ? name : `${name} ${year}`,
        shown: one.shown,
        column: at.column,
        here: at.column === spot.column,
      });
    }
  }
  const all = [...cells.values()].sort((one, other) => before(one.column, other.column));
  const at = all.findIndex(({ here }) => here);
  return { row: spot.row, cells: all.slice(Math.max(0, at - BESIDE), at + BESIDE + 1) };
}
