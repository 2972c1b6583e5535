// What is sent to whom for the cells that a form lacks.
import { expect, it } from "vitest";

import type { Lacking } from "../../api/fill";
import { ordersOf } from "./orders";

const lacking = (department: string, enterprise: number, what: string): Lacking => ({
  department,
  enterprise,
  what,
  sheet: "表",
  cell: "B2",
  firm: `企业${enterprise}`,
  fact: what,
  why: "没有数据",
});

it("makes one order for each enterprise and department", () => {
  const missing = [
    lacking("税务局", 1, "营业收入"),
    lacking("税务局", 1, "净利润"),
    lacking("税务局", 2, "营业收入"),
    lacking("统计局", 1, "职工总数"),
    lacking("税务局", 1, "营业收入"),
  ];
  expect(ordersOf(missing, ["税务局", "统计局"])).toEqual([
    { enterprise: 1, department: "税务局", facts: ["营业收入", "净利润"] },
    { enterprise: 2, department: "税务局", facts: ["营业收入"], fact: "营业收入" },
    { enterprise: 1, department: "统计局", facts: ["职工总数"], fact: "职工总数" },
  ]);
});

it("sends nothing to whom nobody would answer for", () => {
  expect(ordersOf([lacking("未定数源部门", 1, "营业收入")], ["税务局"])).toEqual([]);
});
