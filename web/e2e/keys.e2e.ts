// The register without a mouse: every step by keys, focus comes back, nothing holds it.
import { describe, expect, it } from "vitest";

import { browsing, focused, reach, settled, violations, written } from "./browser";

const { zone, open } = browsing();

describe("the keys", () => {
  it("lead through a list and out of it again, from row to row by the arrows", async () => {
    const page = await open("经办");
    await page.goto(`${zone.address}/ladder/near`);
    const grid = page.getByRole("grid");
    await written(grid.getByRole("row").nth(1).getByRole("gridcell").nth(1));
    await reach(page, grid);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press(" ");
    await page.getByText("已选 1 家").waitFor();
    // Of all rows one has stops: what picks it, and the button for a task.
    const stops = `document.querySelectorAll("[role=rowgroup] :is(button, input):not([tabindex='-1'])").length`;
    expect(await page.evaluate(stops)).toBe(2);
    const inside = (): Promise<boolean> =>
      grid.evaluate((it) => it.contains(document.activeElement));
    for (let stop = 0; stop < 20 && (await inside()); stop++) await page.keyboard.press("Tab");
    expect(await inside()).toBe(false);
    await page.context().close();
  });

  it("open a number of a firm, correct it, and come back step by step", async () => {
    const page = await open("经办");
    await page.goto(`${zone.address}/enterprises?sort=-%E8%90%A5%E4%B8%9A%E6%94%B6%E5%85%A5`);
    const grid = page.getByRole("grid", { name: "企业库" });
    await written(grid.getByRole("row").nth(1).getByRole("gridcell").nth(1));
    await reach(page, grid);
    await page.keyboard.press("Enter");
    const file = page.getByRole("link", { name: "打开一企一档" });
    await reach(page, file);
    await page.keyboard.press("Enter");
    const row = page.getByRole("row", { name: /^营业收入/ }).first();
    const number = row.getByRole("button").last();
    await reach(page, number);
    await page.keyboard.press("Enter");
    const drawer = page.getByRole("dialog", { name: "数据来源与口径" });
    await focused(drawer);
    const correct = drawer.getByRole("button", { name: /^更\s?正$/ });
    await reach(page, correct);
    await page.keyboard.press("Enter");
    const value = drawer.getByLabel(/^营业收入（/);
    await focused(value);
    await page.keyboard.press("Escape");
    await value.waitFor({ state: "detached" });
    await focused(correct);
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });
    await focused(number);
    // What lies beside the page closes from the page as well.
    await page.keyboard.press("Enter");
    await drawer.waitFor();
    await reach(page, page.getByRole("button", { name: "复制链接" }), "Shift+Tab");
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });
    await page.context().close();
  });

  it("close a panel when one goes on from it, and give the focus back on Escape", async () => {
    const page = await open("经办");
    await page.goto(`${zone.address}/enterprises`);
    const filter = page.getByRole("button", { name: "+ 筛选" });
    await reach(page, filter);
    await page.keyboard.press("Enter");
    const panel = page.getByRole("dialog", { name: "筛选" });
    await panel.getByRole("combobox", { name: "指标" }).waitFor();
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    await focused(filter);
    await page.keyboard.press("Enter");
    await panel.waitFor();
    await reach(page, page.getByRole("button", { name: "公式" }));
    await panel.waitFor({ state: "detached" });
    await page.context().close();
  });

  it("reach the titles of a firm once the window is narrowed to a phone's", async () => {
    const page = await open("经办");
    await page.goto(`${zone.address}/enterprises/1`);
    await settled(page);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await violations(page)).toEqual([]);
    await reach(page, page.getByRole("group", { name: "资质" }));
    await page.context().close();
  });
});
