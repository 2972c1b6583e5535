// What stood beside a figure in its sheet.
import { expect, it } from "vitest";

import type { FileFigure, SourceSaid } from "../../api/enterprise";
import { around, spotOf } from "./sheet";

const said = (cell: string, shown: string, line = 8): SourceSaid => ({
  value: shown,
  shown,
  source: { file: "汇缴.xlsx", sheet: "表", cell },
  origin: 1,
  line,
  at: null,
  row: 1,
});

const figure = (
  name: string,
  stands: SourceSaid,
  others: readonly SourceSaid[] = [],
): FileFigure => ({
  fact: name,
  name,
  year: 2025,
  unit: null,
  kind: "money",
  department: null,
  ground: "agreed",
  stands,
  others,
  held: [],
  barred: 0,
  open: false,
  doubt: null,
  hidden: false,
});

it("reads where a cell is", () => {
  expect(spotOf("AB12")).toEqual({ column: "AB", row: 12 });
  expect(spotOf("")).toBeUndefined();
});

it("shows the row as the sheet has it, and not what other sheets or days said", () => {
  const here = said("D5", "500");
  const figures = [
    figure("营业收入", here, [said("D5", "480", 9)]),
    figure("净利润", said("AA5", "20")),
    figure("资产总额", said("B5", "900")),
    figure("职工总数", said("C6", "7")),
  ];
  expect(around(figures, here)).toEqual({
    row: 5,
    cells: [
      { name: "资产总额 2025", shown: "900", column: "B", here: false },
      { name: "营业收入 2025", shown: "500", column: "D", here: true },
      { name: "净利润 2025", shown: "20", column: "AA", here: false },
    ],
  });
});

it("shows nothing of what was written by hand", () => {
  expect(around([], said("", "3"))).toBeUndefined();
});
