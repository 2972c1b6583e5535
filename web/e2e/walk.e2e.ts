// The wizard, what departments settle and the lists of people without a mouse: a dialog has the focus
// where one types, and it comes back to where one was, or to what is left there.
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { browsing, focused, reach, settled, violations, written } from "./browser";

const { zone, open } = browsing();

const LARGEST = `/api/enterprises?limit=1&sort=-${encodeURIComponent("营业收入")}`;

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
    // What came of it stands first, and is taken back from there.
    const kept = page.getByRole("row", { name: /走查\.csv/ });
    const undo = kept.getByRole("button", { name: "撤销导入" });
    const of = "市场主体登记与年报（示例）";
    expect(await written(kept)).toMatch(
      new RegExp(`^走查.csv${of}10\\d{4}-\\d{2}-\\d{2}（日志第 \\d+ 笔）有效撤销导入$`),
    );
    const reason = (dialog: Locator): Locator => dialog.getByLabel("撤销理由");
    await inAndOut(page, undo, reason);
    await page.keyboard.press("Enter");
    await focused(reason(page.getByRole("dialog")));
    await page.keyboard.type("走查完了");
    await reach(page, page.getByRole("dialog").getByRole("button", { name: "撤销导入" }));
    await page.keyboard.press("Enter");
    await kept.getByText("已撤销").waitFor();
    await focused(page.getByRole("heading", { name: /^历次导入/ }));
    await page.context().close();
  });
});

describe("a form", () => {
  it("is chosen, filled, read cell by cell, taken away and what it lacks is sent, by keys", async () => {
    const page = await open("经办");
    await go(page, "/imports");
    const href = await page.getByRole("link", { name: /统计/ }).getAttribute("href");
    const blank = await (await page.request.get(zone.address + (href ?? ""))).body();
    const chooser = page.waitForEvent("filechooser");
    await go(page, "/fill/form");
    await reach(page, page.getByLabel("为哪些企业填"));
    const [largest] = (await (await page.request.get(`${zone.address}${LARGEST}`)).json()).items;
    await page.keyboard.type(largest.name);
    await reach(page, page.getByRole("button", { name: /^把空表拖到这里/ }));
    await page.keyboard.press("Enter");
    const name = "上级报表.xlsx";
    await (await chooser).setFiles({ name, mimeType: "", buffer: blank });
    const grid = page.getByRole("grid", { name: "没有填上的格" });
    await reach(page, grid);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    // A reason that its line cuts is read whole beside the list.
    const why = await written(grid.getByRole("row").nth(2).getByRole("gridcell").nth(3));
    const whole = page.getByRole("dialog", { name: /^\S+ [A-Z]+\d+$/ });
    await focused(whole);
    await whole.getByText(why, { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await whole.waitFor({ state: "detached" });
    await focused(grid);
    const saved = page.waitForEvent("download");
    await reach(page, page.getByRole("link", { name: "下载填好的表" }), "Shift+Tab");
    await page.keyboard.press("Enter");
    expect((await saved).suggestedFilename()).toBe("上级报表（已填）.xlsx");
    const send = page.getByRole("button", { name: "发给数源部门" });
    await reach(page, send, "Shift+Tab");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "发给数源部门" });
    await focused(dialog.getByLabel("工作日内办结"));
    await page.keyboard.press("Escape");
    await focused(send);
    await page.keyboard.press("Enter");
    await focused(dialog.getByLabel("工作日内办结"));
    await dialog.getByText(/^\d+ 单，涉及 \d+ 个部门$/).waitFor();
    await page.keyboard.press("Control+A");
    await page.keyboard.type("7");
    await reach(page, dialog.getByRole("button", { name: /^发\s?出$/ }));
    await page.keyboard.press("Enter");
    await page.getByText(/^已派 \d+ 单/).waitFor();
    await dialog.waitFor({ state: "hidden" });
    await focused(send);
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
    await alike();
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

/** Has an enterprise take the name of another. */
async function alike(): Promise<void> {
  const clerk = await open("经办");
  const read = async (path: string) => (await clerk.request.get(zone.address + path)).json();
  const { csrf } = await read("/api/session");
  const { items, as_of } = await read("/api/enterprises?limit=2");
  const [one, other] = items;
  const path = `${zone.address}/api/enterprises/${other.id}`;
  const { etag = "" } = (await clerk.request.get(path)).headers();
  const done = await clerk.request.post(`${path}/alterations`, {
    headers: { "x-csrf-token": csrf, "if-match": etag, "idempotency-key": "alike" },
    data: { what: "name", value: one.name, on: as_of.on, reason: "更名通知书" },
  });
  expect(done.status()).toBe(201);
  await clerk.context().close();
}

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
    const figures = clerk.locator("section", {
      has: clerk.getByRole("heading", { name: /^主要指标/ }),
    });
    await figures.getByRole("link", { name: "导出表格" }).click();
    expect((await taken).suggestedFilename()).toMatch(/主要指标合计.*\.xlsx$/);
    await clerk.context().close();
  });
});
