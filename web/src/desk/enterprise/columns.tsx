// The columns of the register's list: what is shown of each firm, in words and figures.
import type { CellKind, Listed, ListedColumn } from "../../api/enterprise";
import { Figure } from "../../ui/figure";
import type { Column } from "../../ui/table";
import { cellSaid } from "../../value";

function isNumeric(kind: CellKind): boolean {
  return kind === "money" || kind === "number" || kind === "ratio";
}

/** The key that asks for a column again: `营业收入:2025`. */
function columnKey({ name, year }: ListedColumn): string {
  return year === undefined ? name : `${name}:${year}`;
}

function widthOf({ kind, name }: ListedColumn): number {
  const title = Math.min(name.length * 13 + (isNumeric(kind) ? 84 : 40), 240);
  const body = kind === "text" ? 160 : kind === "bool" ? 72 : 116;
  return Math.max(title, body);
}

/** A share carries its sign in each cell. */
function unitOf({ kind, unit }: ListedColumn): string | undefined {
  return kind === "ratio" ? undefined : unit;
}

/** A column of a fact, over its cells. */
export function cellOf(column: ListedColumn): Column<unknown> {
  const { kind, name, year } = column;
  const unit = kind === "money" ? "万元" : unitOf(column);
  return {
    id: columnKey(column),
    title: year === undefined ? name : `${name} ${year}`,
    ...(unit === undefined ? {} : { unit }),
    width: widthOf(column),
    numeric: isNumeric(kind),
    sort: columnKey(column),
    cell: (cell) => <Figure said={cellSaid(cell, kind)} bare={isNumeric(kind)} />,
  };
}

export function columnsOf(
  columns: readonly ListedColumn[],
  words: { name: string; code: string; away: string },
): readonly Column<Listed>[] {
  return [
    {
      id: "name",
      title: words.name,
      width: 260,
      pinned: true,
      sort: "名称",
      cell: ({ name, away }) => (
        <span title={name}>
          {away && <span className="tag tag-no">{words.away}</span>} {name}
        </span>
      ),
    },
    ...columns.map((column, at): Column<Listed> => {
      const { cell, ...of } = cellOf(column);
      return { ...of, cell: ({ cells }, stop) => cell(cells[at], stop) };
    }),
    {
      id: "code",
      title: words.code,
      width: 184,
      cell: ({ code }) => <span className="num">{code ?? "—"}</span>,
    },
  ];
}
