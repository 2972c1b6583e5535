// Where one lands in a long list.
import { expect, it } from "vitest";

import { blocksAbout } from "./pages";

it("reads the block that the last row in sight is in, and the one before where that is seen too", () => {
  expect(blocksAbout(99_999)).toEqual([99_800]);
  expect(blocksAbout(5_050)).toEqual([4_800, 5_000]);
  expect(blocksAbout(5_100)).toEqual([5_000]);
  expect(blocksAbout(20)).toEqual([0]);
});
