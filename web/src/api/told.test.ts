// A file is told once and read whole.
import { expect, it } from "vitest";

import { fileOf, type FileTold } from "./told";

const about = {
  fact: "operating_revenue",
  name: "营业收入",
  unit: "万元",
  kind: "money",
  department: null,
  hidden: false,
} as const;
const told: FileTold = {
  id: 1,
  code: null,
  name: "甲",
  names: [],
  here: true,
  stays: [],
  park: null,
  parts: [],
  facts: [
    {
      ...about,
      figures: [
        {
          year: 2024,
          ground: "agreed",
          stands: { value: "1", shown: "1 元", source: 1, cell: "F4", origin: 7, row: 3 },
          others: [{ value: "2", shown: "2 元", source: 0, cell: "", origin: 8, row: 0 }],
          held: [],
          barred: 0,
          open: false,
          doubt: null,
        },
        {
          year: 2025,
          ground: "nothing",
          stands: null,
          others: [],
          held: [],
          barred: 1,
          open: false,
          doubt: null,
        },
      ],
    },
  ],
  sources: [
    { file: "", sheet: "", feed: "税务", stage: "annual", learnt: 5, at: null },
    { file: "年报.xlsx", sheet: "表1", feed: "填报", stage: "annual", learnt: 6, at: "2026-01-01" },
  ],
  objections: [],
  as_of: { on: "2026-11-23", known: 6, packs: "" },
};

it("each figure has its fact, and what was said of it its source", () => {
  const { figures, ...file } = fileOf(told);
  expect(Object.keys(file)).not.toContain("sources");
  expect(figures).toEqual([
    {
      ...about,
      year: 2024,
      ground: "agreed",
      stands: {
        value: "1",
        shown: "1 元",
        source: {
          file: "年报.xlsx",
          sheet: "表1",
          cell: "F4",
          feed: "填报",
          stage: "annual",
          learnt: 6,
        },
        origin: 7,
        line: 6,
        at: "2026-01-01",
        row: 3,
      },
      others: [
        {
          value: "2",
          shown: "2 元",
          source: { file: "", sheet: "", cell: "", feed: "税务", stage: "annual", learnt: 5 },
          origin: 8,
          line: 5,
          at: null,
          row: 0,
        },
      ],
      held: [],
      barred: 0,
      open: false,
      doubt: null,
    },
    {
      ...about,
      year: 2025,
      ground: "nothing",
      stands: null,
      others: [],
      held: [],
      barred: 1,
      open: false,
      doubt: null,
    },
  ]);
});
