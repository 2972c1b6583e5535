// The first start of a zone by keys alone: three administrators, each by a link that the program printed.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";

import { focused, openBrowser, openPage, reach, settled, shoot } from "./browser";
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

/** Goes on to a field and types over what stands in it. */
async function type(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await reach(page, field);
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
}

/** Opens the link of a role and fills its page in. */
async function found(page: Page, role: string, [name, login]: [string, string]): Promise<void> {
  const said = (): string =>
    new RegExp(`${role}　\\S+/first#(\\S+)\\s`).exec(zone.said())?.[1] ?? "";
  await expect.poll(said).not.toBe("");
  // Another mark alone would not load the page anew.
  await page.goto("about:blank");
  await page.goto(`${zone.address}/first#${said()}`);
  await page.getByText(`这个链接设立${role}`).waitFor();
  await focused(page.getByLabel("姓名"));
  await page.keyboard.type(name);
  await type(page, "账号", login);
  await type(page, "设置密码", PASSWORD);
  await type(page, "再输入一遍", PASSWORD);
  await reach(page, page.getByRole("button", { name: `设立${role}` }));
  await page.keyboard.press("Enter");
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
  await focused(page.getByRole("heading", { level: 1 }));
  await shoot(page, "first-made");
  await expect
    .poll(() => posts(page))
    .toEqual(["系统管理员 待设立", "安全管理员 已设立", "审计管理员 待设立"]);
  // One person under another login is the same person.
  await found(page, "审计管理员", ["示例 安全", "admin2"]);
  await page.getByRole("alert").getByText("三员不得由一人兼任").waitFor();
  const make = page.getByRole("button", { name: "设立审计管理员" });
  await focused(make);
  await shoot(page, "first-refused");
  await type(page, "姓名", "示例 审计");
  await reach(page, make);
  await page.keyboard.press("Enter");
  await focused(page.getByRole("heading", { level: 1 }));
  await reach(page, page.getByRole("link", { name: "去登录" }));
  await page.keyboard.press("Enter");
  await focused(page.getByLabel("账号"));
  await page.keyboard.type("admin2");
  await type(page, "密码", PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByText("三员尚未到齐，等待系统管理员").waitFor();
  await shoot(page, "first-awaited");
  const other = await openPage(browser, broken);
  await found(other, "系统管理员", ["示例 系统", "admin0"]);
  await other.getByText("三名管理员已到齐").waitFor();
  await reach(page, page.getByRole("button", { name: "重试" }));
  await page.keyboard.press("Enter");
  const journal = page.getByRole("main").getByRole("link", { name: "审计日志" });
  await journal.waitFor();
  await settled(page);
  await focused(page.getByRole("main"));
  await reach(page, journal);
  await page.keyboard.press("Enter");
  await page.getByText("第一次启动：示例 系统").first().waitFor();
  expect(broken).toEqual([]);
});
