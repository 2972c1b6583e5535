// Until when titles hold.
import { expect, it } from "vitest";

import type { Fact } from "../../api/content";
import type { FileFigure } from "../../api/enterprise";
import { validity } from "./titles";

const fact: Fact = {
  id: "titles",
  name: "资质称号",
  kind: "list",
  unit: null,
  yearly: false,
  formula: null,
  synonyms: [],
  note: null,
  values: [],
  fields: ["种类", "级别", "到期日"],
  department: null,
  hidden: false,
  policies: [],
  status: null,
  checked: null,
};

const titles = (value: unknown): FileFigure => ({
  fact: "titles",
  name: "资质称号",
  year: null,
  unit: null,
  kind: "list",
  department: null,
  ground: "agreed",
  stands: {
    value,
    shown: "",
    source: { file: "", sheet: "", cell: "" },
    origin: 1,
    line: 1,
    at: null,
    row: 1,
  },
  others: [],
  held: [],
  barred: 0,
  open: false,
  doubt: null,
  hidden: false,
});

it("a title holds until the last day of its last conferral", () => {
  const rows = [
    ["高新技术企业", "国家级", "2023-12-01"],
    ["高新技术企业", "国家级", "2026-12-01"],
    ["瞪羚企业", "省级", null],
  ];
  expect([...validity([titles(rows)], [fact])]).toEqual([["高新技术企业", "2026-12-01"]]);
});

it("says nothing of titles that nobody stated", () => {
  expect(validity([], [fact]).size).toBe(0);
  expect(validity([titles(null)], [fact]).size).toBe(0);
});
