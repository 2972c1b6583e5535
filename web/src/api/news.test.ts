// What is read anew when somebody changed something.
import { expect, it } from "vitest";

import { both, toldIn, touches } from "./news";

it("lists and the files that changed are read anew, and no others", () => {
  const { news, known } = toldIn('{"known":48,"enterprises":[7,9]}');
  expect({ news, known }).toEqual({ news: [7, 9], known: 48 });
  expect(touches(news, ["enterprises", { q: "园" }])).toBe(true);
  expect(touches(news, ["enterprise", "7", "answers", {}])).toBe(true);
  expect(touches(news, ["enterprise", "8", {}])).toBe(false);
  expect(touches(news, ["disputes", true])).toBe(true);
  expect(touches(news, ["objections", false])).toBe(true);
  expect(touches(news, ["facts"])).toBe(false);
});

it("what names nobody is news of everybody", () => {
  expect(toldIn("{}")).toEqual({ news: "all", known: undefined });
  expect(touches("all", ["enterprise", "8", {}])).toBe(true);
});

it("news that waits is not forgotten over later news", () => {
  expect(both(undefined, [7])).toEqual([7]);
  expect(both([7, 9], [9, 12])).toEqual([7, 9, 12]);
  expect(both([7], "all")).toBe("all");
  expect(both("all", [7])).toBe("all");
});
