// The wizard, what departments settle and the lists of people without a mouse: a dialog has the focus
// where one types, and it comes back to where one was, or to what is left there.
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { browsing, focused, reach, settled, written } from "./browser";

const { zone, open } = browsing();

const go = async (page: Page, path: string): Promise<void> => {
  await page.goto(zone.address + path);
  await settled(page);
};

/** Opens a dialog by a key, leaves it by Escape; whether one could type at once. */
async function inAndOut(page: Page, by: Locator, field: (dialog: Locator) => Locator) {
  await reach(page, by);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await focused(field(dialog));
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await focused(by);
}

describe("a sheet", () => {
  it("is chosen, said of whom, looked at and brought in by keys", async () => {
    const page = await open("经办");
    // It takes a moment until the browser hands its choosers over.
    const chooser = page.waitForEvent("filechooser");
    await go(page, "/imports");
    await reach(page, page.getByRole("button", { name: /把表格拖到这里/ }));
    await page.keyboard.press("Enter");
    const rows = "企业名称,统一社会信用代码,2025年 营业收入(万元)\n示例走查有限公司,,约五百\n";
    const codes = "示例走查二公司,91000000MA00001A56,12\n";
    const buffer = Buffer.from(rows + codes);
    await (await chooser).setFiles({ name: "走查.csv", mimeType: "text/csv", buffer });
    await page.waitForURL(/\/imports\/\d+$/);
    const source = page.getByRole("combobox", { name: "数据来源" });
    await reach(page, source);
    await page.keyboard.press("ArrowDown");
    await page.getByTitle("企业填报（示例）").waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "各列识别结果" }).waitFor();
    const keep = page.getByRole("button", { name: "存入企业库" });
    await reach(page, keep, "Shift+Tab");
    await page.keyboard.press("Enter");
    const sure = page.getByRole("dialog").getByRole("button", { name: /^确\s?定$/ });
    await focused(sure);
    await page.keyboard.press("Escape");
    await focused(keep);
    await page.keyboard.press("Enter");
    await focused(sure);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/imports$/);
    await focused(page.getByRole("heading", { level: 1, name: "数据导入" }));
    await page.context().close();
  });
});

describe("what departments settle", () => {
  it("leaves the focus on what is left of the figure, and gives it back where one thinks again", async () => {
    const page = await open("数源管理", "示范高新区经济发展局（虚构）");
    await go(page, "/disputes?mine=true");
    await reach(page, page.getByRole("link", { name: "请您核定" }).first());
    await page.keyboard.press("Enter");
    const drawer = page.getByRole("dialog", { name: "数据来源与口径" });
    await focused(drawer);
    const mine = drawer.getByRole("button", { name: "以此为准" }).first();
    await reach(page, mine);
    await page.keyboard.press("Enter");
    await focused(drawer.getByLabel("理由"));
    await page.keyboard.press("Escape");
    await focused(mine);
    await page.keyboard.press("Enter");
    await focused(drawer.getByLabel("理由"));
    await page.keyboard.type("已与企业核对");
    await reach(page, drawer.getByRole("button", { name: /^确\s?定$/ }));
    await page.keyboard.press("Enter");
    await drawer.getByText("由数源部门核定").waitFor();
    await focused(drawer);
    await page.context().close();
  });

  it("and files alike: the reason is typed at once, and the heading is next when the pair is gone", async () => {
    const page = await open("数源管理", "示范高新区税务局（虚构）");
    await go(page, "/reviews");
    const apart = page.getByRole("button", { name: "不是同一家" }).first();
    await inAndOut(page, apart, (dialog) => dialog.getByLabel("为什么不是同一家"));
    await page.keyboard.press("Enter");
    await focused(page.getByRole("dialog").getByLabel("为什么不是同一家"));
    await page.keyboard.type("两家门店");
    const sure = page.getByRole("dialog").getByRole("button", { name: "不是同一家" });
    await reach(page, sure);
    await page.keyboard.press("Enter");
    await focused(page.getByRole("heading", { name: /^可能重复的企业档案/ }));
    await page.context().close();
  });
});

describe("people and posts", () => {
  it("are made and appointed by keys", async () => {
    const page = await open("安全管理员");
    await go(page, "/people");
    const tab = (name: string): Locator => page.getByRole("tab", { name });
    await reach(page, tab("人员"));
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.waitForURL(/list=posts$/);
    await written(page.getByRole("row").nth(1));
    const field = (dialog: Locator): Locator => dialog.getByRole("textbox").first();
    await inAndOut(page, page.getByRole("button", { name: "设岗" }), field);
    const appoint = page.getByRole("button", { name: "任命" }).first();
    await inAndOut(page, appoint, (dialog) => dialog.getByRole("combobox", { name: "人员" }));
    await page.context().close();
  });

  it("have a first page of their own that says what they are for", async () => {
    const page = await open("系统管理员");
    await go(page, "/");
    await page.getByRole("heading", { level: 1, name: "首页" }).waitFor();
    const people = page.getByRole("main").getByRole("link", { name: "人员与岗位" });
    await reach(page, people);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "人员与岗位" }).waitFor();
    await page.context().close();
  });
});

describe("the headline figures", () => {
  it("go out by those who may, and who may not reads why", async () => {
    const leader = await open("领导");
    await go(leader, "/");
    const closed = leader.getByRole("button", { name: "导出表格" });
    expect(await closed.isDisabled()).toBe(true);
    expect(await closed.getAttribute("title")).toMatch(/^本岗位不导出数据；/);
    await leader.context().close();
    const clerk = await open("经办");
    await go(clerk, "/");
    const taken = clerk.waitForEvent("download");
    await clerk.getByRole("link", { name: "导出表格" }).click();
    expect((await taken).suggestedFilename()).toMatch(/主要指标合计.*\.xlsx$/);
    await clerk.context().close();
  });
});
