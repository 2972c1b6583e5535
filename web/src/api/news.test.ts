// What is read anew when somebody changed something.
import { expect, it } from "vitest";

import { newsIn, touches } from "./news";

it("lists and the files that changed are read anew, and no others", () => {
  const news = newsIn('{"known":48,"enterprises":[7,9]}');
  expect(news).toEqual([7, 9]);
  expect(touches(news, ["enterprises", { q: "园" }])).toBe(true);
  expect(touches(news, ["enterprise", "7", "answers", {}])).toBe(true);
  expect(touches(news, ["enterprise", "8", {}])).toBe(false);
  expect(touches(news, ["facts"])).toBe(false);
});

it("what names nobody is news of everybody", () => {
  expect(newsIn("{}")).toBe("all");
  expect(touches("all", ["enterprise", "8", {}])).toBe(true);
});
