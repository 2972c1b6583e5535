// The first start of a zone: three administrators, each by a link that the program printed.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";

import { enter, openBrowser, openPage, shoot } from "./browser";
import { emptyZone, type Served } from "./zone";

const PASSWORD = "一句自己好记的话就行了";

let zone: Served;
let browser: Browser;

beforeAll(async () => {
  zone = await emptyZone();
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await zone.end();
});

/** Opens the link of a role and fills its page in. */
async function found(page: Page, role: string, [name, login]: [string, string]): Promise<void> {
  const said = (): string =>
    new RegExp(`${role}　\\S+/first#(\\S+)\\s`).exec(zone.said())?.[1] ?? "";
  await expect.poll(said).not.toBe("");
  // Another mark alone would not load the page anew.
  await page.goto("about:blank");
  await page.goto(`${zone.address}/first#${said()}`);
  await page.getByText(`这个链接设立${role}`).waitFor();
  await page.getByLabel("姓名").fill(name);
  await page.getByLabel("账号").fill(login);
  await page.getByLabel("设置密码").fill(PASSWORD);
  await page.getByLabel("再输入一遍").fill(PASSWORD);
  await page.getByRole("button", { name: `设立${role}` }).click();
}

/** How the three stand, as the page says. */
async function posts(page: Page): Promise<readonly string[]> {
  const lines = page.getByRole("list", { name: "三名管理员" }).getByRole("listitem");
  return (await lines.allInnerTexts()).map((line) => line.replace(/\s+/g, " "));
}

it("makes three administrators by a link each, and waits for them", async () => {
  const broken: string[] = [];
  const page = await openPage(browser, broken);
  await found(page, "安全管理员", ["示例 安全", "admin1"]);
  await page.getByText("您已设立为安全管理员").waitFor();
  await shoot(page, "first-made");
  await expect
    .poll(() => posts(page))
    .toEqual(["系统管理员 待设立", "安全管理员 已设立", "审计管理员 待设立"]);
  // One person under another login is the same person.
  await found(page, "审计管理员", ["示例 安全", "admin2"]);
  await page.getByRole("alert").getByText("三员不得由一人兼任").waitFor();
  await shoot(page, "first-refused");
  await page.getByLabel("姓名").fill("示例 审计");
  await page.getByRole("button", { name: "设立审计管理员" }).click();
  await page.getByRole("link", { name: "去登录" }).click();
  await enter(page, "admin2", PASSWORD);
  await page.getByText("三员尚未到齐，等待系统管理员").waitFor();
  await shoot(page, "first-awaited");
  const other = await openPage(browser, broken);
  await found(other, "系统管理员", ["示例 系统", "admin0"]);
  await other.getByText("三名管理员已到齐").waitFor();
  await page.getByRole("button", { name: "重试" }).click();
  await page.getByRole("link", { name: "审计日志" }).click();
  await page.getByText("第一次启动：示例 系统").first().waitFor();
  expect(broken).toEqual([]);
});
