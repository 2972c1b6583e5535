// By which stay a firm is outside the zone.
import { expect, it } from "vitest";

import { awayBy } from "./away";

const as_of = { on: "2026-11-21", known: 9, packs: "" };
const stay = (on: string, here: boolean, line = 1) => ({ on, here, reason: null, line });

it("a firm is outside by the last stay that ended, not by one to come", () => {
  const stays = [stay("2026-12-01", true), stay("2020-01-01", true), stay("2026-01-05", false)];
  expect(awayBy({ here: false, stays, as_of })).toEqual(stay("2026-01-05", false));
});

it("of two on one day the later written counts", () => {
  const stays = [stay("2026-01-05", true, 4), stay("2026-01-05", false, 5)];
  expect(awayBy({ here: false, stays, as_of })).toEqual(stay("2026-01-05", false, 5));
});

it("a firm that is still to come is outside by the day that it comes", () => {
  const stays = [stay("2027-06-01", false), stay("2027-01-01", true)];
  expect(awayBy({ here: false, stays, as_of })).toEqual(stay("2027-01-01", true));
});

it("a firm that is here, or of which nobody said, is not outside", () => {
  const stays = [stay("2020-01-01", true)];
  expect([true, null].map((here) => awayBy({ here, stays, as_of }))).toEqual([
    undefined,
    undefined,
  ]);
});
