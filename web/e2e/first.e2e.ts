// The first start of a zone: three administrators, by the link that the program printed.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";

import { enter, openBrowser, openPage } from "./browser";
import { emptyZone, type Served } from "./zone";

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

it("makes three administrators, of whom the first signs in at once", async () => {
  const broken: string[] = [];
  const page = await openPage(browser, broken);
  const token = /first#(\w+)/.exec(zone.said())?.[1] ?? "";
  await page.goto(`${zone.address}/first#${token}`);
  const people = ["系统管理员（本人）", "安全管理员", "审计管理员"];
  for (const [at, role] of people.entries()) {
    const part = page.getByRole("group", { name: role });
    await part.getByLabel("姓名").fill(`示例 ${role.slice(0, 2)}`);
    await part.getByLabel("账号").fill(`admin${at}`);
  }
  await page.getByLabel("设置密码").fill("一句自己好记的话就行了");
  await page.getByLabel("再输入一遍").fill("一句自己好记的话就行了");
  await page.getByRole("button", { name: /^建\s?立$/ }).click();
  await page
    .getByText(/\/welcome#/)
    .first()
    .waitFor();
  expect(await page.getByText(/\/welcome#/).count()).toBe(2);
  await page.getByRole("link", { name: "去登录" }).click();
  await enter(page, "admin0", "一句自己好记的话就行了");
  await page.getByRole("link", { name: "人员与岗位" }).click();
  await page.getByRole("cell", { name: "admin2" }).waitFor();
  expect(broken).toEqual([]);
});
