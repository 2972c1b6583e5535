// Names in formulas.
import { expect, it } from "vitest";

import { namesIn } from "./names";

it("a name is a whole word outside quotes, and is told once", () => {
  expect(namesIn('四上统计行业 = "工业" and 营业收入[-1] >= 2000 万元')).toEqual([
    "四上统计行业",
    "and",
    "营业收入",
    "1",
    "2000",
    "万元",
  ]);
  expect(namesIn("研发费用[-1] / 研发费用[-2] > 1")).toEqual(["研发费用", "1", "2"]);
  // A word in quotes is no figure, though a figure is called so.
  expect(namesIn('某种称号 = "营业收入"')).toEqual(["某种称号"]);
});
