// Several files at once: which can be kept, and what they bring together.
import { expect, it } from "vitest";

import type { DraftShown, Preview } from "../../api/draft";
import { readyOf, sumOf } from "./ready";

const LOOKED: Preview = {
  before: null,
  like: null,
  feed: "demo/report",
  feed_title: "企业填报（示例）",
  verdict: true,
  plan: {},
  stage: "年报",
  enterprises: 2,
  made: 0,
  renamed: 0,
  counts: { new: 3, changed: 1, same: 0, confirmed: 2, at_odds: 0, ranked: 0 },
  held: 0,
  errors: 0,
  warnings: 0,
  faults: [],
  aside: 0,
};

function draft(id: number, more: Partial<DraftShown>): DraftShown {
  return {
    id,
    name: `${id}.xlsx`,
    bytes: 1,
    state: "looked",
    progress: null,
    failed: null,
    looked: null,
    ...more,
  };
}

const DRAFTS = [
  draft(5, {
    looked: {
      ...LOOKED,
      counts: { new: 1, changed: 0, same: 4, confirmed: 0, at_odds: 7, ranked: 0 },
    },
  }),
  draft(4, { state: "failed", failed: "这不是表格" }),
  draft(3, { looked: { ...LOOKED, before: 12 } }),
  draft(2, { looked: LOOKED }),
  draft(1, { state: "reading" }),
];

it("those are kept that were looked at and bring something, the first sent first", () => {
  expect(readyOf(DRAFTS).map(({ id }) => id)).toEqual([2, 5]);
});

it("what they bring is said together", () => {
  expect(sumOf(readyOf(DRAFTS))).toEqual({
    new: 4,
    changed: 1,
    same: 4,
    confirmed: 2,
    at_odds: 7,
    ranked: 0,
  });
  expect(sumOf([])).toEqual({ new: 0, changed: 0, same: 0, confirmed: 0, at_odds: 0, ranked: 0 });
});
