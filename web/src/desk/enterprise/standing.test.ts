// The order in which an officer reads a firm's file.
import { expect, it } from "vitest";

import type { MissingFact, PolicyAnswer } from "../../api/enterprise";
import { shapeOf } from "./answer";
import { grouped, wanting } from "./standing";

const answer = (title: string, more: Partial<PolicyAnswer>): PolicyAnswer => ({
  policy: title,
  title,
  type: "title",
  kind: "称号",
  edition: null,
  status: null,
  reply: "no",
  group: "no",
  conferred: false,
  held: null,
  window: "",
  value: null,
  sentence: "",
  figures: [],
  clauses: [],
  scores: [],
  change: [],
  missing: [],
  asked: [],
  assumed: [],
  ...more,
});
const lacks = (fact: string, year: number | null = null): MissingFact => ({
  fact,
  name: fact,
  year,
  department: null,
});

it("what is within reach stands before what is not", () => {
  const groups = grouped([
    answer("瞪羚", {}),
    answer("小巨人", { group: "outside" }),
    answer("高企", { group: "near-money" }),
    answer("中小企业", { reply: "yes", group: "unclaimed" }),
    answer("孵化器", { group: "unsupported", conferred: true }),
  ]);
  expect([...groups].map(([group, answers]) => [group, answers.map(({ title }) => title)])).toEqual(
    [
      ["near", ["高企"]],
      ["unclaimed", ["中小企业"]],
      ["yes", []],
      ["unknown", []],
      ["person", []],
      ["unsupported", ["孵化器"]],
      ["no", ["瞪羚"]],
      ["outside", ["小巨人"]],
    ],
  );
});

it("the missing figure that settles most is asked for first, year by year", () => {
  const found = wanting([
    answer("高企", { missing: [lacks("研发费用", 2024), lacks("研发费用", 2025)] }),
    answer("中小企业", { missing: [lacks("研发费用", 2025)] }),
  ]);
  expect(found.map(({ fact, year, settles }) => [fact, year, settles])).toEqual([
    ["研发费用", 2025, ["高企", "中小企业"]],
    ["研发费用", 2024, ["高企"]],
  ]);
});

it("one step away has its own mark, not that of a no", () => {
  expect(shapeOf(answer("高企", { group: "near-money" }))).toBe("near");
  expect(shapeOf(answer("小巨人", { group: "outside" }))).toBe("outside");
  expect(shapeOf(answer("瞪羚", {}))).toBe("no");
  expect(shapeOf(answer("规上", { reply: "person", group: "person" }))).toBe("person");
});
