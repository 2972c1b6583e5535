// What officials read, figure by figure.
import { describe, expect, it } from "vitest";

import {
  between,
  bytes,
  count,
  figure,
  fixed,
  grouped,
  isDay,
  later,
  moment,
  money,
  share,
  told,
  wan,
} from "./say";

describe("money", () => {
  it("is said in 万元 with two decimals, and in full on hover", () => {
    expect(money(19_200_000_00)).toEqual({
      text: "1,920.00",
      unit: "万元",
      exact: "19,200,000.00 元",
    });
  });
  it("is said in 亿元 from one 亿元 on", () => {
    expect(money(9_999_999_999)).toEqual({
      text: "10,000.00",
      unit: "万元",
      exact: "99,999,999.99 元",
    });
    expect(money(10_000_000_000)).toEqual({
      text: "1.00",
      unit: "亿元",
      exact: "100,000,000.00 元",
    });
  });
  it("keeps the fen of the largest firm", () => {
    expect(money("922337203685477580")).toEqual({
      text: "92,233,720.37",
      unit: "亿元",
      exact: "9,223,372,036,854,775.80 元",
    });
  });
  it("can be a loss, and a loss of a fen is not a minus nothing", () => {
    expect(money(-123_456_78)).toEqual({ text: "−12.35", unit: "万元", exact: "−123,456.78 元" });
    expect(money(-1).text).toBe("0.00");
  });
  it("rounds halves away from zero", () => {
    expect(wan(50_00)).toBe("0.01");
    expect(wan(-50_00)).toBe("−0.01");
    expect(wan(49_99)).toBe("0.00");
  });
});

describe("a share", () => {
  it("has one decimal, and all of them on hover", () => {
    expect(share("0.0416")).toEqual({ text: "4.2%", unit: "", exact: "4.16%" });
    expect(share(0.05)).toEqual({ text: "5.0%", unit: "", exact: undefined });
    expect(share("-0.0741")).toEqual({ text: "−7.4%", unit: "", exact: "−7.41%" });
    expect(share("12.5")).toEqual({ text: "1,250.0%", unit: "", exact: undefined });
    expect(share(0)).toEqual({ text: "0.0%", unit: "", exact: undefined });
  });
});

describe("a figure", () => {
  it("stands in groups of three", () => {
    expect(count(81_624)).toBe("81,624");
    expect(grouped("-1234567.5")).toBe("−1,234,567.5");
    expect(figure("1234.5", "吨")).toEqual({ text: "1,234.5", unit: "吨", exact: undefined });
    expect(figure("0.12345", "吨")).toEqual({ text: "0.12", unit: "吨", exact: "0.12345 吨" });
  });
  it("is rounded as on paper", () => {
    expect(fixed("1.005", 2)).toBe("1.01");
    expect(fixed("-0.004", 2)).toBe("0.00");
    expect(fixed(1e-7, 2)).toBe("0.00");
    expect(fixed("999.999", 2)).toBe("1000.00");
  });
});

describe("a day", () => {
  it("is one that there is", () => {
    expect(isDay("2026-11-21")).toBe(true);
    expect(isDay("2026-02-29")).toBe(false);
    expect(isDay("2026-1-1")).toBe(false);
  });
  it("is counted over a leap day", () => {
    expect(later("2028-02-28", 2)).toBe("2028-03-01");
    expect(between("2028-02-28", "2028-03-01")).toBe(2);
  });
  it("begins where the zone lives", () => {
    expect(moment("2026-11-21T16:30:00Z")).toBe("2026-11-22 00:30");
    expect(moment("—")).toBe("—");
  });
});

it("a file has a size that one can read", () => {
  expect([bytes(512), bytes(20_480), bytes(1_234_567)]).toEqual(["512 B", "20 kB", "1.2 MB"]);
});

describe("a number in a sentence", () => {
  it("has the word that goes with one, and the other with none and many", () => {
    const lines = [0, 1, 2, 1000].map((many) => told(many, "line|lines"));
    expect(lines).toEqual(["0 lines", "1 line", "2 lines", "1,000 lines"]);
    expect(told("1", "enterprise|enterprises")).toBe("1 enterprise");
  });
  it("stands alone where no word goes with it, and texts stand as they are", () => {
    expect([told(81_624), told("示例")]).toEqual(["81,624", "示例"]);
  });
});
