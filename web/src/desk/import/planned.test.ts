// Columns of a draft: what is said of them, and what is not.
import { expect, it } from "vitest";

import { changed, editedOf, refit, replanOf, said, sayable } from "./planned";

const COLUMN = {
  sheet: "2021年",
  column: "F",
  heading: "营业收入(万元)",
  fact: "营业收入",
  unit: "万元",
  year: 2021,
};

it("only figures of a year have 阶段, 口径 and 年度; codes, names and places have not", () => {
  expect(sayable({ kind: "text", yearly: false })).toEqual({ unit: false, period: false });
  expect(sayable({ kind: "bool", yearly: false })).toEqual({ unit: false, period: false });
  expect(sayable({ kind: "money", yearly: true })).toEqual({ unit: true, period: true });
  expect(sayable({ kind: "bool", yearly: true })).toEqual({ unit: false, period: true });
  expect(sayable({ kind: "number", yearly: false })).toEqual({ unit: true, period: false });
});

it("a column that is left out, or a field of a record, is of no fact", () => {
  expect(sayable(undefined)).toEqual({ unit: false, period: false });
});

it("what is emptied is not said any more, and the rest stays", () => {
  const said = changed(COLUMN, { unit: "", stage: "快报" });
  expect(said).toEqual({
    sheet: "2021年",
    column: "F",
    heading: "营业收入(万元)",
    fact: "营业收入",
    year: 2021,
    stage: "快报",
  });
  expect(changed(said, { year: null, stage: "", basis: "会计" })).toEqual({
    sheet: "2021年",
    column: "F",
    heading: "营业收入(万元)",
    fact: "营业收入",
    basis: "会计",
  });
});

it("a stage that nobody chose is left to the source, also to another one", () => {
  const plan = { feed: "demo/report", column: [COLUMN] };
  const edited = {
    ...editedOf({ ...PREVIEW, plan, feed: "demo/report", stage: "年报" }),
    feed: "demo/tax",
  };
  expect(replanOf(plan, edited)).toEqual({ plan, feed: "demo/tax" });
  expect(replanOf(plan, { ...edited, stage: "快报", since: "2026-11-21" })).toEqual({
    plan: { ...plan, stage: "快报" },
    feed: "demo/tax",
    since: "2026-11-21",
  });
});

const PREVIEW = {
  before: null,
  like: null,
  feed_title: "企业填报（示例）",
  verdict: true,
  enterprises: 1,
  made: 0,
  renamed: 0,
  counts: { new: 0, changed: 0, same: 0, confirmed: 0, at_odds: 0, ranked: 0 },
  held: 0,
  errors: 0,
  warnings: 0,
  faults: [],
  aside: 0,
};

it("one column of a sheet says who or when: choosing another takes it from the first", () => {
  const code = { sheet: "甲", column: "A", heading: "信用代码", fact: "统一社会信用代码" };
  const other = { ...COLUMN, sheet: "甲", column: "B", heading: "登记号码", stage: "快报" };
  const far = { ...code, sheet: "乙" };
  expect(said([code, other, far], 1, { fact: "统一社会信用代码" })).toEqual([
    { ...code, fact: "" },
    { sheet: "甲", column: "B", heading: "登记号码", fact: "统一社会信用代码" },
    far,
  ]);
  // Facts stand in as many columns as there are years.
  expect(said([COLUMN, other], 1, { fact: "营业收入" })).toEqual([
    COLUMN,
    { ...other, fact: "营业收入" },
  ]);
});

it("another figure keeps the year that was chosen, and the unit where it can have it", () => {
  const money = { kind: "money", unit: "万元", yearly: true } as const;
  const people = { kind: "number", unit: "人", yearly: true } as const;
  const share = { kind: "ratio", unit: "%", yearly: true } as const;
  const place = { kind: "text", unit: null, yearly: false } as const;
  expect(refit({ unit: "亿元" }, money)).toEqual({});
  expect(refit({ unit: "万人" }, people)).toEqual({});
  expect(refit({ unit: "‰" }, share)).toEqual({});
  for (const fact of [people, share]) expect(refit({ unit: "万元" }, fact)).toEqual({ unit: "" });
  expect(refit({}, people)).toEqual({ unit: "" });
  expect(refit({ unit: "万元" }, place)).toEqual({ unit: "", year: null, stage: "", basis: "" });
  // Left out, and taken up again later.
  expect(refit({ unit: "万元" }, undefined)).toEqual({});
});
