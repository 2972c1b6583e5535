// Who is let in, who is not, and that nothing is lost of what was typed meanwhile.
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";

import { browsing, enter, focused, reach, settled, signIn, written } from "./browser";
import { codeOf } from "./code";
import { figureOf, largest } from "./firm";

const { zone, open, outside } = browsing();
let page: Page;

beforeAll(async () => {
  page = await open("经办");
});

const go = (path: string): Promise<unknown> => page.goto(zone.address + path);

const openLargest = (): Promise<string> => largest(page, zone);
const openFigure = (fact: string): Promise<void> => figureOf(page, fact);

describe("what one may not", () => {
  it("is refused in words, without a byte of it", async () => {
    await go("/journal");
    await page.getByRole("alert").filter({ hasText: "no-role" }).waitFor();
  });
});

describe("the door", () => {
  it("is gone through by keys, and who was turned away goes on where they were", async () => {
    const outsider = await outside();
    await outsider.goto(`${zone.address}/disputes`);
    await focused(outsider.getByLabel("账号"));
    const auditor = zone.people.find(({ role }) => role === "复核");
    await outsider.keyboard.type(auditor?.login ?? "");
    const password = outsider.getByLabel("密码");
    await reach(outsider, password);
    await outsider.keyboard.type("不是这一句");
    const sign = outsider.getByRole("button", { name: /^登录/ });
    await reach(outsider, sign);
    await outsider.keyboard.press("Enter");
    await outsider.getByRole("alert").waitFor();
    await focused(sign);
    await reach(outsider, password, "Shift+Tab");
    await outsider.keyboard.press("Control+A");
    await outsider.keyboard.type(auditor?.password ?? "");
    await outsider.keyboard.press("Enter");
    await outsider.waitForURL(/\/disputes$/);
    await outsider.getByRole("heading", { level: 1, name: "数据不一致" }).waitFor();
    await outsider.context().close();
  });
});

describe("a second factor", () => {
  it("is dropped by who keeps accounts when the phone is lost, and then the password alone opens", async () => {
    const owner = await open("查阅");
    await owner.goto(`${zone.address}/account`);
    await owner.getByRole("button", { name: "开启" }).click();
    const secret = await written(owner.locator('a[href^="otpauth:"]'));
    await owner.getByLabel("动态验证码").fill(codeOf(secret));
    await owner.getByRole("button", { name: "确认开启" }).click();
    await owner.getByText(/^已开启/).waitFor();
    const keeper = await open("系统管理员");
    await keeper.goto(`${zone.address}/people`);
    const drop = keeper
      .getByRole("row", { name: /chayue/ })
      .getByRole("button", { name: "取消二次验证" });
    await drop.click();
    await keeper
      .getByRole("dialog")
      .getByRole("button", { name: /^确\s?定$/ })
      .click();
    await keeper.getByText("已记入日志").waitFor();
    await drop.waitFor({ state: "detached" });
    await keeper.context().close();
    await owner.context().close();
    const again = await outside();
    await signIn(again, zone, "查阅");
    await again.context().close();
  });
});

describe("a line that is gone", () => {
  it("is said beside what was typed, which is sent when it is back", async () => {
    await openLargest();
    await openFigure("资产总额");
    await page.getByRole("button", { name: "提出异议" }).click();
    await page.getByLabel("理由").fill("与年报不符");
    // Nothing else is asked for when the line goes.
    await settled(page);
    await page.context().setOffline(true);
    const send = page.getByRole("button", { name: /^确\s?定$/ });
    await send.click();
    await page.getByText("连接中断").first().waitFor();
    await expect.poll(() => page.getByLabel("理由").inputValue()).toBe("与年报不符");
    await page.context().setOffline(false);
    await send.click();
    await page.getByText(/已记入日志第/).waitFor();
    expect(page.url()).not.toMatch(/=(&|$)/);
  });
});

describe("an ended session", () => {
  it("that ended before the page was opened is not missed once one has signed in", async () => {
    const late = await open("经办");
    await late.goto(zone.address);
    await late.getByRole("heading", { level: 1, name: "首页" }).waitFor();
    await late.context().clearCookies();
    await late.goto(zone.address);
    const clerk = zone.people.find(({ role }) => role === "经办");
    await enter(late, clerk?.login ?? "", clerk?.password ?? "");
    await late.getByRole("heading", { name: /^要我办的/ }).waitFor();
    expect(await late.getByRole("dialog").count()).toBe(0);
    await late.context().close();
  });

  it("loses nothing that was typed", async () => {
    const name = await openLargest();
    await openFigure("资产总额");
    await page.getByRole("button", { name: "提出异议" }).click();
    await page.getByLabel("理由").fill("与审计报告不符");
    // What is asked for last is what is sent.
    await settled(page);
    await page.context().clearCookies();
    await page.getByRole("button", { name: /^确\s?定$/ }).click();
    const door = page.getByRole("dialog", { name: "登录已失效" });
    await door.waitFor();
    const clerk = zone.people.find(({ role }) => role === "经办");
    await focused(door.getByLabel("密码"));
    await page.keyboard.type(clerk?.password ?? "");
    await page.keyboard.press("Enter");
    await page.getByText(/已记入日志第/).waitFor();
    await focused(page.getByRole("button", { name: "提出异议" }));
    await page.getByRole("heading", { level: 1, name, exact: true }).first().waitFor();
  });
});

describe("who types", () => {
  it("is not interrupted by what opens beside the page meanwhile", async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await page.route("**/api/enterprises/1/answers*", async (route) => {
      await held;
      await route.continue();
    });
    await go("/enterprises/1?policy=national%2Fhigh-tech");
    const find = page.getByRole("combobox", { name: "查找企业" });
    await find.fill("示例");
    await page.getByRole("option").first().waitFor();
    letGo();
    await page.getByRole("dialog", { name: /判定依据/ }).waitFor();
    await page.getByRole("option").nth(1).waitFor();
    await page.keyboard.type("高");
    await expect.poll(() => find.inputValue()).toBe("示例高");
  });
});
