// The order in which an officer reads a firm's file.
import { expect, it } from "vitest";

import type { FileFigure, MissingFact, PolicyAnswer, SourceSaid } from "../../api/enterprise";
import { shapeOf } from "./answer";
import { early, grouped, hasTurned, wanting } from "./standing";

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

const said = (origin: number, line: number): SourceSaid => ({
  value: null,
  shown: "",
  source: { file: "", sheet: "", cell: "" },
  origin,
  line,
  at: null,
  row: 0,
});
const figure = (more: Partial<FileFigure>): FileFigure => ({
  fact: "employees",
  name: "职工总数",
  year: 2025,
  unit: "人",
  kind: "number",
  department: null,
  ground: "trusted",
  stands: said(1, 7),
  others: [said(2, 8)],
  held: [],
  barred: 0,
  open: false,
  doubt: null,
  hidden: false,
  ...more,
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

it("what a record does not say is named beside its list", () => {
  const day = { ...lacks("titles"), name: "资质称号“高新技术企业”的到期日" };
  const found = wanting([
    answer("所得税", { missing: [day] }),
    answer("小巨人", { missing: [{ ...lacks("titles"), name: "资质称号" }] }),
    answer("瞪羚", { missing: [day] }),
  ]);
  expect(found.map(({ names, settles }) => [names, settles])).toEqual([
    [
      ["资质称号“高新技术企业”的到期日", "资质称号"],
      ["所得税", "小巨人", "瞪羚"],
    ],
  ]);
});

it("one step away has its own mark, not that of a no", () => {
  expect(shapeOf(answer("高企", { group: "near-money" }))).toBe("near");
  expect(shapeOf(answer("小巨人", { group: "outside" }))).toBe("outside");
  expect(shapeOf(answer("瞪羚", {}))).toBe("no");
  expect(shapeOf(answer("规上", { reply: "person", group: "person" }))).toBe("person");
});

it("a figure has turned once something else is said of it or counts, not when it is read again", () => {
  const before = figure({});
  const turns = [
    figure({}),
    figure({ stands: said(1, 9) }),
    figure({ others: [said(2, 8), said(3, 9)] }),
    figure({ ground: "settled" }),
    figure({ held: [said(2, 9)] }),
    figure({ ground: "nothing", stands: null, others: [] }),
  ].map((now) => hasTurned(before, now));
  expect(turns).toEqual([false, true, true, true, true, true]);
});

it("figures that are not final are told with their stage", () => {
  const used = (fact: string, year: number) => ({
    fact,
    name: fact,
    year,
    shown: "",
    derived: false,
    assumed: false,
  });
  const of = (fact: string, year: number, stage: string): FileFigure => {
    const { source, ...of } = said(1, 7);
    return figure({ fact, name: fact, year, stands: { ...of, source: { ...source, stage } } });
  };
  const one = answer("瞪羚", {
    figures: [used("收入", 2025), used("收入", 2024), used("人数", 2025)],
  });
  const figures = [
    of("收入", 2024, "annual"),
    of("收入", 2025, "forecast"),
    of("人数", 2025, "flash"),
  ];
  expect(early(one, figures)).toEqual([
    { name: "收入", year: 2025, stage: "forecast" },
    { name: "人数", year: 2025, stage: "flash" },
  ]);
  expect(early(one, [])).toEqual([]);
});
