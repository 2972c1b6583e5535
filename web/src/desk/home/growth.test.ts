// How a year compares with the one before.
import { expect, it } from "vitest";

import { growth } from "./growth";

it("says by how much, with its sign", () => {
  expect(growth("200", "210")).toBe("+5.0%");
  expect(growth("200", "150")).toBe("−25.0%");
  expect(growth("200", "200.01")).toBe("0.0%");
});

it("compares with nothing where there was nothing, or a loss", () => {
  expect(growth("0", "5")).toBeUndefined();
  expect(growth("-3", "5")).toBeUndefined();
});
