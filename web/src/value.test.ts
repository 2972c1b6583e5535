// Values of the API, as people read them.
import i18next from "i18next";
import { beforeAll, expect, it } from "vitest";

import { amountsIn, approximate, cellSaid, said, withUnit, worth } from "./value";
import { zh } from "./words/zh";

beforeAll(async () => {
  await i18next.init({ lng: "zh", resources: { zh: { translation: zh } } });
});

const text = (value: unknown, how = {}): string | undefined => {
  const it = said(value, how);
  return it === undefined ? undefined : `${it.text}${it.unit === "" ? "" : ` ${it.unit}`}`;
};

it("what is unknown is not said to be anything", () => {
  expect(said(null)).toBeUndefined();
  expect(said(undefined)).toBeUndefined();
  expect(approximate(null)).toBeUndefined();
});

it("a figure is said with its unit", () => {
  expect(text({ number: "721985.1", unit: "元" })).toBe("72.20 万元");
  expect(said({ number: "6096.91", unit: "元" }, { column: true })).toEqual({
    text: "0.61",
    unit: "万元",
    exact: "6,096.91 元",
  });
  expect(text({ number: "123456789", unit: "元" })).toBe("1.23 亿元");
  expect(text({ number: "9", unit: "人" })).toBe("9 人");
  expect(text({ number: "0.155" }, { unit: "%" })).toBe("15.5%");
  expect(text({ number: "28.9" }, { unit: "分" })).toBe("28.9 分");
  expect(text(48)).toBe("48");
});

it("other values are said as words", () => {
  expect(text(true)).toBe("是");
  expect(text({ string: "餐饮业" })).toBe("餐饮业");
  expect(text({ date: "2019-12-06" })).toBe("2019-12-06");
  expect(text({ duration: "P3Y" })).toBe("3 年");
  expect(text({ duration: "P3Y6M" })).toBe("3 年 6 个月");
  expect(text({ duration: "-P30D" })).toBe("−30 天");
  expect(text({ between: ["3", "48"] })).toBe("3～48");
  expect(text([])).toBe("0 条");
});

it("a cell is said as its column's kind has it", () => {
  const cell = (value: unknown, kind: string): string | undefined => cellSaid(value, kind)?.text;
  expect(cell("721985.1", "money")).toBe("72.20");
  expect(cellSaid("721985.1", "money")?.exact).toBe("721,985.10 元");
  expect(cell("0.155", "ratio")).toBe("15.5%");
  expect(cell("9", "number")).toBe("9");
  expect(cell(false, "bool")).toBe("否");
  expect(cell("2019-12-06", "day")).toBe("2019-12-06");
  expect(cell(0, "list")).toBe("0 条");
  expect(cell(null, "money")).toBeUndefined();
});

it("a bare number is meant in the unit beside its field, and any other text as it stands", () => {
  expect(withUnit(" 2,000 ", "万元")).toBe("2,000 万元");
  expect(withUnit("−3.5", "%")).toBe("−3.5 %");
  expect(withUnit("0.2 亿元", "万元")).toBe("0.2 亿元");
  expect(withUnit("50", null)).toBe("50");
  expect(withUnit("２，０００", "万元")).toBe("2,000 万元");
  expect(withUnit("2000万", "万元")).toBe("2000 万元");
  expect(withUnit("1.5 亿", "万元")).toBe("1.5 亿元");
  expect(withUnit("2万", "人")).toBe("2万");
  expect(withUnit("（一）", null)).toBe("（一）");
});

it("amounts in a sentence have two decimals, and are exact on hover", () => {
  const read = (text: string): string =>
    amountsIn(text)
      .map((part) => (typeof part === "string" ? part : `${part.text} ${part.unit}`))
      .join("");
  expect(amountsIn("274.1807 万元")).toEqual([
    { text: "274.18", unit: "万元", exact: "2,741,807.00 元" },
  ]);
  expect(read("研发费用 192.123456 万元 ÷ 销售收入 14,800.00 万元 = 1.3% < 5%")).toBe(
    "研发费用 192.12 万元 ÷ 销售收入 14,800.00 万元 = 1.3% < 5%",
  );
  // All of them are large: 亿元, as elsewhere.
  expect(read("60,000.00 万元")).toBe("6.00 亿元");
  // What a rule says stays as it says it; what would look alike stays exact.
  expect(read("营业收入 1,999.999999 万元 < 2,000.00 万元")).toBe(
    "营业收入 1,999.999999 万元 < 2,000.00 万元",
  );
  expect(read("≥ 3 × 4 亿元 = 2000 万元")).toBe("≥ 3 × 4 亿元 = 2000 万元");
  expect(read("净利润 −35.5555 万元")).toBe("净利润 −35.56 万元");
  expect(read("还差 0.0010 万元，由 0.0020 万元起")).toBe("还差 0.0010 万元，由 0.0020 万元起");
});

it("a score has its unit, and an amount its own", () => {
  expect(worth("83 至 91", "分")).toEqual({ text: "83 至 91", unit: "分" });
  expect(worth("83 to 91", "points")).toEqual({ text: "83 to 91", unit: "points" });
  expect(worth("62.5", "分")).toEqual({ text: "62.5", unit: "分" });
  expect(worth("426.40 万元", "分")).toEqual({ text: "426.40 万元", unit: "" });
  expect(worth("大型", "分")).toEqual({ text: "大型", unit: "" });
});
