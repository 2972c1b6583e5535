// Names of enterprises as people write and paste them.
import { expect, it } from "vitest";

import { firmsIn } from "./names";

it("names are parted by any mark, or stand one a line as a sheet has them", () => {
  expect(
    firmsIn("示例甲有限公司、示例乙有限公司；示例丙（上海）有限公司，91000000MA00004F5C"),
  ).toBe("示例甲有限公司,示例乙有限公司,示例丙（上海）有限公司,91000000MA00004F5C");
  expect(firmsIn("示例甲有限公司\r\n示例乙有限公司\t\n")).toBe("示例甲有限公司,示例乙有限公司");
});

it("no names are not said", () => {
  expect(firmsIn(" \n、")).toBeUndefined();
});
