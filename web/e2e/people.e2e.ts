// Who keeps accounts, and what no administrator does alone.
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";

import { browsing, enter, shoot, violations, written } from "./browser";

const { zone, open, outside } = browsing();
let keeper: Page;

beforeAll(async () => {
  keeper = await open("系统管理员");
  await keeper.goto(`${zone.address}/people`);
});

const waits = (page: Page) =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: /^待同意/ }) });
const confirm = (page: Page, word: RegExp) =>
  page.getByRole("dialog").getByRole("button", { name: word }).click();

/** Asks for another invitation of somebody; what is said of the link, and the link. */
async function invite(login: string): Promise<{ readonly says: string; readonly link: string }> {
  await keeper
    .getByRole("row", { name: new RegExp(login) })
    .getByRole("button", { name: "重发邀请" })
    .click();
  const dialog = keeper.getByRole("dialog", { name: "一次性链接" });
  const says = await written(dialog.getByRole("paragraph").first());
  const link = await written(dialog.locator("code"));
  await dialog
    .getByRole("button", { name: /^关\s?闭$/ })
    .last()
    .click();
  await dialog.waitFor({ state: "detached" });
  return { says, link };
}

describe("another administrator", () => {
  it("is let in by a link of one and a code of another, and not by the link alone", async () => {
    const { says, link } = await invite("anquan");
    expect(says).toContain("待安全管理员或审计管理员同意");
    // Who asked cannot agree.
    await waits(keeper).getByRole("button", { name: "撤回" }).waitFor();
    expect(
      await waits(keeper)
        .getByRole("button", { name: /^同\s?意$/ })
        .count(),
    ).toBe(0);
    const auditor = await open("审计管理员");
    await auditor.goto(`${zone.address}/people`);
    const motion = waits(auditor).getByRole("row", { name: /给.*（U13）重发邀请/ });
    await motion.getByText(/^卫示例 提请/).waitFor();
    await motion.getByRole("button", { name: "不同意" }).waitFor();
    await shoot(auditor, "motion");
    expect(await violations(auditor)).toEqual([]);
    await motion.getByRole("button", { name: /^同\s?意$/ }).click();
    await confirm(auditor, /^同\s?意$/);
    const told = auditor.getByRole("dialog").filter({ hasText: "不要告诉提请人" });
    const code = await written(told.locator("code"));
    expect(code).toMatch(/^[A-Z0-9]{5}-[A-Z0-9]{5}$/);
    await waits(auditor).waitFor({ state: "detached" });
    await auditor.context().close();
    const invited = await outside();
    await invited.goto(link);
    for (const field of ["设置密码", "再输入一遍"])
      await invited.getByLabel(field).fill("一句自己好记的话就行了");
    await invited.getByLabel("确认码").fill(code);
    await invited.getByRole("button", { name: /^启\s?用$/ }).click();
    await enter(invited, "anquan", "一句自己好记的话就行了");
    await invited.getByRole("button", { name: /^我的账号/ }).waitFor();
    await invited.context().close();
  });

  it("is not invited after all where it is taken back, with the reason why", async () => {
    await keeper.reload();
    await invite("shenji");
    await waits(keeper).getByRole("button", { name: "撤回" }).click();
    const dialog = keeper.getByRole("dialog");
    const back = dialog.getByRole("button", { name: /^撤\s?回$/ });
    await expect.poll(() => back.isDisabled()).toBe(true);
    await dialog.getByRole("textbox").fill("填错了人");
    await back.click();
    await waits(keeper).waitFor({ state: "detached" });
  });
});

describe("the journal", () => {
  it("is asked by who, by what and from which day, in the link", async () => {
    const auditor = await open("审计管理员");
    await auditor.goto(`${zone.address}/journal?from=2020-01-01`);
    const total = auditor.getByText(/^共 [\d,]+ 笔$/);
    const all = await written(total);
    await auditor.getByRole("combobox", { name: "事项" }).fill("管理账号");
    await auditor.getByTitle("管理账号", { exact: true }).click();
    await auditor.waitForURL(/act=keep-accounts/);
    await expect.poll(() => total.textContent()).not.toBe(all);
    const grid = auditor.getByRole("grid", { name: "审计日志" });
    const who = auditor.getByLabel("谁办的：姓名或编号");
    await who.fill("没有这个人");
    await who.press("Enter");
    await auditor.getByText("没有这样的记录").waitFor();
    await who.fill("卫示例");
    await who.press("Enter");
    await grid.getByRole("row").nth(1).filter({ hasText: "卫示例" }).click();
    const line = auditor.getByRole("dialog", { name: /^日志第/ });
    await line.getByText("keep-accounts").first().waitFor();
    // Whoever has the link sees the same.
    await auditor.waitForURL(/open=/);
    await auditor.reload();
    await line.getByText("keep-accounts").first().waitFor();
    await auditor.context().close();
  });
});

describe("the posts", () => {
  it("have a link of their own, and one goes back from them to the people", async () => {
    await keeper.getByRole("tab", { name: "岗位" }).click();
    await keeper.waitForURL(/list=posts/);
    await keeper.reload();
    await keeper.getByRole("tab", { name: "岗位", selected: true }).waitFor();
    // A link that names no list there is opens the first.
    await keeper.goto(`${zone.address}/people?list=nothing`);
    await keeper.getByRole("tab", { name: "人员", selected: true }).waitFor();
    await keeper.goto(`${zone.address}/people?list=posts`);
    await keeper.goBack();
    await keeper.getByRole("tab", { name: "人员", selected: true }).waitFor();
    await keeper.getByRole("row", { name: /jingban/ }).waitFor();
  });
});

describe("an officer", () => {
  it("joins with a link that works at once, and leaves", async () => {
    await keeper.getByRole("button", { name: "新增人员" }).click();
    await keeper.getByLabel("姓名").fill("示例新人");
    await keeper.getByLabel("账号", { exact: true }).fill("xinren");
    await confirm(keeper, /^新增人员$/);
    const dialog = keeper.getByRole("dialog", { name: "一次性链接" });
    await expect.poll(() => dialog.textContent()).toMatch(/示例新人 本人，.*前有效.*\/welcome#\w+/);
    await dialog
      .getByRole("button", { name: /^关\s?闭$/ })
      .last()
      .click();
    const row = keeper.getByRole("row", { name: /xinren/ });
    await row.getByText("待启用").waitFor();
    await row.getByRole("button", { name: "办理离岗" }).click();
    await confirm(keeper, /^确\s?定$/);
    await row.getByText(/起离岗$/).waitFor();
    await expect.poll(() => row.getByRole("button").count()).toBe(0);
  });
});
