// What officers ask for, as the rule language has it.
import { describe, expect, it } from "vitest";

import { filtersIn, formula } from "./filter";

describe("filters become a formula", () => {
  it("of figures with their year and unit", () => {
    expect(formula([{ fact: "营业收入", year: -1, op: "ge", value: "2,000 万元" }])).toBe(
      "营业收入[-1] >= 2000 万元",
    );
  });
  it("of several conditions at once", () => {
    expect(
      formula(
        [
          { fact: "所在园区", op: "among", value: "软件园、草堂" },
          { fact: "已认定高新技术企业", op: "not" },
          { fact: "成立日期", op: "until", value: "2025-11-21" },
        ],
        "研发费用[-1] >= 5% * 营业收入[-1] or 职工总数[-1] > 100 人",
      ),
    ).toBe(
      '所在园区 in ["软件园", "草堂"] and not(已认定高新技术企业) and 成立日期 <= date("2025-11-21")' +
        " and (研发费用[-1] >= 5% * 营业收入[-1] or 职工总数[-1] > 100 人)",
    );
  });
  it("in which a text stays a text", () => {
    expect(formula([{ fact: "经营范围", op: "has", value: '"芯片" or true' }])).toBe(
      'contains(经营范围, "\\"芯片\\" or true")',
    );
  });
  it("only of what is filled in", () => {
    expect(formula([{ fact: "营业收入", year: -1, op: "ge", value: " " }], " ")).toBeUndefined();
    expect(formula([{ fact: "成立日期", op: "from", value: "昨天" }])).toBeUndefined();
  });
});

it("a link that somebody has edited loses only what makes no sense", () => {
  expect(
    filtersIn([
      { fact: "营业收入", year: -1, op: "ge", value: "1 亿元" },
      { fact: "营业收入", year: 2024, op: "le", value: "1 亿元" },
      { fact: "营业收入", op: "drop" },
      { op: "is" },
      "营业收入",
      null,
    ]),
  ).toEqual([
    { fact: "营业收入", year: -1, op: "ge", value: "1 亿元" },
    { fact: "营业收入", op: "le", value: "1 亿元" },
  ]);
  expect(filtersIn("all")).toEqual([]);
});
