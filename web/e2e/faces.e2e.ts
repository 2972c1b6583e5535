// Each page while it waits, when it is refused, and with nothing to show.
import type { Locator, Page, Route } from "playwright-core";
import { describe, expect, it } from "vitest";

import { browsing, shoot, until, violations } from "./browser";
import { inventedCode } from "./uscc";

const { zone, open, outside } = browsing();

const FIRM = "/enterprises/1";
const TITLE = "/policies/national/high-tech";

/** Pages that read something of the register. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  领导: ["/", `${FIRM}/brief`, `${TITLE}?group=near`],
  经办: [
    "/enterprises",
    FIRM,
    "/reviews",
    "/disputes",
    "/objections",
    "/policies",
    "/changes?policy=national%2Fhigh-tech&was_on=2025-06-30",
    "/ladder/near",
    "/ladder/expiring",
    "/imports",
    "/imports/1",
    "/facts",
    "/about",
  ],
  审计管理员: ["/journal"],
  系统管理员: ["/people"],
  企业: ["/"],
};

/** Lists that can be empty, with what they then say. */
const EMPTY: readonly (readonly [string, string])[] = [
  ["/enterprises?q=没有这样一家", "没有符合条件的企业"],
  ["/disputes", "没有来源不一致的数"],
  ["/objections", "没有待核定的异议"],
  ["/reviews", "没有待复核的数据"],
  ["/changes?policy=national%2Fhigh-tech&was_on=2025-06-30", "没有企业的结果有变化"],
  ["/ladder/near", "没有这样的企业"],
  ["/ladder/expiring", "没有"],
  ["/imports", "还没有导入过"],
];

/** Long enough on a machine that does other things as well. */
const WAIT = 60_000;

/** What is asked of the register; who is signed in and what is told as it happens go on. */
const ASKED = /\/api\/(?!session|events|first)/;

const BROKEN = {
  type: "urn:yuanshu:problem:internal",
  title: "服务器出了错",
  status: 500,
  code: "internal",
  detail: "服务器出了错，什么都没有写入",
};

/** Opens a page whose answers wait until they are let go, and then fail. */
async function failed(page: Page, path: string): Promise<readonly string[]> {
  const found: string[] = [];
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(ASKED, async (route) => {
    await held;
    await route
      .fulfill({ status: 500, contentType: "application/problem+json", json: BROKEN })
      .catch(() => undefined);
  });
  const main = page.locator("main");
  const waits = main.getByRole("status", { name: "正在读取" }).first();
  const failures = main.getByRole("alert").filter({ hasText: BROKEN.detail });
  const alert = failures.first();
  const say = (what: string) => (): void => void found.push(`${path} ${what}`);
  await page.goto(zone.address + path, { waitUntil: "commit" });
  await waits.waitFor({ timeout: WAIT }).catch(say("does not say that it waits"));
  letGo();
  await alert.waitFor({ timeout: WAIT }).catch(say("does not say that it failed"));
  await waits.waitFor({ state: "detached", timeout: WAIT }).catch(say("waits for ever"));
  await page.unrouteAll({ behavior: "wait" });
  // All at once, and again: what was asked for later fails later.
  const pressed = async (): Promise<number> => {
    await page.evaluate(
      `[...document.querySelectorAll("main [role=alert] button")].forEach((button) => button.click())`,
    );
    await alert.waitFor({ state: "detached", timeout: 2000 }).catch(() => undefined);
    return failures.count();
  };
  await until(async () => (await pressed()) === 0, "").catch(say("does not try again"));
  return found;
}

/** What the list of a page is asked by. */
function listOf(path: string): RegExp {
  const [, name = ""] = path.split(/[/?]/);
  return name === "ladder" ? /\/api\/(ladder|papers)/ : new RegExp(`/api/${name}`);
}

/** The same answer with nothing in its list. */
async function emptied(route: Route): Promise<void> {
  const response = await route.fetch();
  const body: unknown = await response.json().catch(() => undefined);
  if (typeof body === "object" && body !== null && "items" in body)
    await route.fulfill({
      response,
      json: { ...body, items: [], total: 0, next: null, shifts: { answer: 0, value: 0 } },
    });
  else await route.fulfill({ response });
}

describe.concurrent("a page", () => {
  for (const [role, paths] of Object.entries(PAGES)) {
    it(`of ${role} says that it waits, that it failed, and tries again`, async () => {
      const page = await open(role);
      const found: string[] = [];
      for (const path of paths) found.push(...(await failed(page, path)));
      expect(found).toEqual([]);
      await page.context().close();
    });
  }

  it("with nothing to show says what would be there", async () => {
    const page = await open("经办");
    const found: string[] = [];
    for (const [path, says] of EMPTY) {
      const list = listOf(path);
      await page.route(list, emptied);
      await page.goto(zone.address + path);
      const said = page.locator("main").getByText(says).first();
      await said.waitFor({ timeout: WAIT }).catch(() => found.push(`${path} does not say ${says}`));
      found.push(...(await violations(page)).map((one) => `${path} ${one}`));
      await page.unrouteAll({ behavior: "wait" });
    }
    expect(found).toEqual([]);
    await page.context().close();
  });
});

describe("what is not there", () => {
  it("leads on to where it may be found", async () => {
    const page = await open("经办");
    await page.goto(`${zone.address}/enterprises/91000000XXXX`);
    await page.getByRole("alert").filter({ hasText: "没有" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("link", { name: "在企业库中查找“91000000XXXX”" }).click();
    const find = page.getByRole("searchbox", { name: "名称、拼音首字母、代码" });
    expect(await find.inputValue()).toBe("91000000XXXX");
    await page.getByText("没有符合条件的企业").waitFor();
    const main = page.getByRole("main");
    for (const [path, name, leads] of [
      ["/policies/national/none", "政策与资质", "/policies"],
      ["/imports/999999", "数据导入", "/imports"],
    ] as const) {
      await page.goto(zone.address + path);
      await main.getByRole("link", { name }).click();
      await page.waitForURL(zone.address + leads);
    }
    await page.context().close();
    const firm = await open("企业");
    await firm.goto(`${zone.address}/enterprises/999999`);
    await firm.getByRole("main").getByRole("link", { name: "返回首页" }).click();
    await firm.waitForURL(`${zone.address}/`);
    await firm.context().close();
  });
});

/** Has what is sent wait until it is let go, and then fail; what is sent after that arrives. */
async function stuck(page: Page, path: string): Promise<() => Promise<void>> {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const url = new RegExp(`${path}(\\?|$)`);
  await page.route(url, async (route) => {
    if (route.request().method() === "GET") return route.continue();
    await held;
    await route.fulfill({ status: 500, contentType: "application/problem+json", json: BROKEN });
  });
  return async () => {
    letGo();
    await page.getByRole("alert").filter({ hasText: BROKEN.detail }).waitFor();
    await page.unrouteAll({ behavior: "wait" });
  };
}

describe("what is sent", () => {
  it("from a list of names waits in sight, and the names stay where it failed", async () => {
    const page = await open("经办");
    await page.goto(`${zone.address}/fill/list`);
    await page.getByText("还没有匹配").waitFor();
    const match = page.getByRole("button", { name: /^匹\s?配/ });
    await expect.poll(() => match.getAttribute("title")).toContain("粘贴名单");
    const names = page.getByRole("textbox", { name: /^名单/ });
    await names.fill("没有这样一家");
    const fail = await stuck(page, "/api/matches");
    await match.click();
    await page.getByRole("status", { name: "正在读取" }).waitFor();
    await expect.poll(() => match.getAttribute("aria-busy")).toBe("true");
    await fail();
    expect(await names.inputValue()).toBe("没有这样一家");
    expect(await violations(page)).toEqual([]);
    await match.click();
    await page.getByText("已匹配 0 家，请核对 0 家，请选定 0 家，未找到 1 家").waitFor();
    await page.context().close();
  });

  it("as a form is said to be filled, and is filled again where it failed", async () => {
    const page = await open("经办");
    await page.goto(`${zone.address}/imports`);
    const href = await page.getByRole("link", { name: /统计/ }).getAttribute("href");
    const blank = await (await page.request.get(zone.address + (href ?? ""))).body();
    await page.goto(`${zone.address}/fill/form`);
    await page.getByLabel("为哪些企业填").fill("示例");
    const fail = await stuck(page, "/api/fills/form");
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "上级报表.xlsx", mimeType: "", buffer: blank });
    await page.getByRole("button", { name: "正在填写", disabled: false }).waitFor();
    await fail();
    expect(await page.getByLabel("为哪些企业填").inputValue()).toBe("示例");
    expect(await violations(page)).toEqual([]);
    await page.getByLabel("为哪些企业填").fill("没有这样一家");
    await page.getByRole("button", { name: /重填 上级报表.xlsx$/ }).click();
    // What is wrong now is another thing, and says what to do.
    await page.getByRole("alert").filter({ hasText: "没有这样一家" }).waitFor();
    await page.context().close();
  });

  it("as a sheet is told of while it is read, and why it cannot be", async () => {
    const page = await open("经办");
    const draft = { id: 7, name: "示例.xlsx", bytes: 12_000, progress: null, looked: null };
    const tell = async (more: object): Promise<void> => {
      await page.route(/\/api\/drafts\/7$/, (route) =>
        route.fulfill({ json: { ...draft, failed: null, ...more } }),
      );
      await page.goto(`${zone.address}/imports/7`);
    };
    await tell({ state: "reading", progress: { sheet: "2025年", rows: 4096, of: 81_625 } });
    await page.getByText("正在读取 2025年，已读 4,096 行，共 81,625 行").waitFor();
    await page.getByRole("status", { name: "正在读取" }).waitFor();
    await tell({ state: "accepting" });
    await page.getByText("正在存入").waitFor();
    await tell({ state: "failed", failed: "文件加了密码；请去掉密码再传" });
    await page.getByText("这个文件读不了").waitFor();
    await page.getByText("文件加了密码；请去掉密码再传").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("link", { name: "重新上传" }).click();
    await page.waitForURL(/\/imports$/);
    await page.goto(`${zone.address}/imports/8`);
    await page
      .getByRole("alert")
      .filter({ hasText: /没有|找不到/ })
      .waitFor();
    await page.context().close();
  });

  it("as a sheet is not taken where no source is known, and it says what to do", async () => {
    const page = await open("经办");
    await page.route(/\/api\/feeds/, emptied);
    await page.goto(`${zone.address}/imports`);
    const drop = page.getByRole("button", { name: /^还没有数据来源，暂不能导入/ });
    await drop.getByText(/^每份数据都要写明从哪里、依据什么取得/).waitFor();
    await expect.poll(() => drop.isDisabled()).toBe(true);
    expect(await page.getByText("下载填报模板").count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.unrouteAll({ behavior: "wait" });
    await page.context().close();
  });

  it("as a file is named with which it was not done, and with the others it is", async () => {
    const page = await open("经办");
    await page.goto(`${zone.address}/imports`);
    const [first, second, third] = ["一.csv", "二.csv", "三.csv"] as const;
    const files = [first, second, third].map((name, at) => {
      const firm = `${inventedCode(at)},示例批次${at}号有限公司,1`;
      const sheet = `统一社会信用代码,企业名称,2025年营业收入（万元）\n${firm}\n`;
      return { name, mimeType: "text/csv", buffer: Buffer.from(sheet) };
    });
    await page.locator("input[type=file]").setInputFiles(files);
    const waiting = page.locator("section").filter({ hasText: /^待导入/ });
    const row = (name: string): Locator => waiting.getByRole("row", { name: new RegExp(name) });
    const choose = async (of: Locator): Promise<void> => {
      await of.getByRole("combobox", { name: "数据来源" }).click();
      await page.locator(".ant-select-dropdown:visible").getByTitle("企业填报（示例）").click();
    };
    const address = async (name: string): Promise<string> =>
      `**/api/drafts/${(await row(name).getByRole("link").getAttribute("href"))?.split("/").at(-1)}`;
    const all = waiting.locator("label").filter({ hasText: "3 个文件不知道来源，都来自" });
    await all.waitFor();
    const plan = `${await address(second)}/plan`;
    await page.route(plan, (route) => route.abort());
    await choose(all);
    await waiting.getByText(`没有办成的 1 个：${second}`).waitFor();
    const looked = (name: string): Promise<void> =>
      row(name).getByRole("cell", { name: "企业填报（示例）", exact: true }).waitFor();
    for (const name of [first, third]) await looked(name);
    expect(await violations(page)).toEqual([]);
    await page.unroute(plan);
    // The same can be chosen once more.
    await choose(row(second));
    await looked(second);
    expect(await waiting.getByText("没有办成").count()).toBe(0);
    await page.route(await address(third), (route) => route.abort());
    await waiting.getByRole("button", { name: "全部不导入" }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^确\s?定$/ })
      .click();
    await waiting.getByText(`没有办成的 1 个：${third}`).waitFor();
    for (const name of [first, second]) await row(name).waitFor({ state: "detached" });
    await page.unrouteAll({ behavior: "wait" });
    await row(third).getByRole("button", { name: "不导入" }).click();
    await waiting.waitFor({ state: "detached" });
    await page.context().close();
  });

  it("as a word on what waits for review says beside each what came of it", async () => {
    const page = await open("复核");
    const held = { at: "2026-02-20T01:00:33.000Z", by: "张三", import: 1, correction: null };
    const item = (line: number, name: string) => ({ ...held, line, name, facts: [], tag: '"1"' });
    let items = [item(7, "甲.xlsx"), item(8, "乙.xlsx")];
    const refused = (status: number, detail: string) => ({
      status,
      contentType: "application/problem+json",
      json: { ...BROKEN, status, detail },
    });
    await page.route(/\/api\/reviews$/, (route) => {
      const request = route.request();
      if (request.method() === "GET")
        return route.fulfill({ json: { items, total: items.length } });
      if (request.postData()?.includes('"line":7') === true)
        return route.fulfill(refused(500, "甲没有写成"));
      items = items.filter(({ line }) => line !== 8);
      return route.fulfill(refused(409, "乙已由别人复核"));
    });
    await page.goto(`${zone.address}/reviews`);
    const row = (name: string) => page.getByRole("row", { name: new RegExp(name) });
    const pass = (name: string) => row(name).getByRole("button", { name: /^通\s?过/ });
    await pass("甲").click();
    await row("甲").getByRole("alert").filter({ hasText: "甲没有写成" }).waitFor();
    await pass("乙").click();
    // It is no row any more, and what became of it is said by its name.
    await row("乙").waitFor({ state: "detached" });
    await page.getByText("乙.xlsx").waitFor();
    await page.getByRole("alert").filter({ hasText: "乙已由别人复核" }).waitFor();
    await row("甲").getByRole("alert").filter({ hasText: "甲没有写成" }).waitFor();
    await shoot(page, "reviews-failed");
    expect(await violations(page)).toEqual([]);
    await page.unrouteAll({ behavior: "wait" });
    await page.context().close();
  });

  it("as a new password waits, and stays in its fields where it failed", async () => {
    const page = await open("经办");
    await page.goto(`${zone.address}/account`);
    const change = page.getByRole("button", { name: /^修改密码/ });
    await change.click();
    await page.getByText("请输入密码").first().waitFor();
    const fields = ["原密码", "设置密码", "再输入一遍"];
    for (const field of fields) await page.getByLabel(field).fill("不是原来的那一句好记的话");
    const fail = await stuck(page, "/api/session/password");
    await change.click();
    await expect.poll(() => change.getAttribute("aria-busy")).toBe("true");
    await fail();
    for (const field of fields)
      expect(await page.getByLabel(field).inputValue()).toBe("不是原来的那一句好记的话");
    expect(await violations(page)).toEqual([]);
    await change.click();
    await page.getByRole("alert").filter({ hasText: "密码" }).waitFor();
    await page.context().close();
  });

  it("at the door waits, and says what is wrong beside what was typed", async () => {
    const page = await outside();
    await page.goto(`${zone.address}/login?problem=no-post`);
    await page.getByText("您今天没有任何岗位").waitFor();
    await page.goto(`${zone.address}/login`);
    const enter = page.getByRole("button", { name: /^登录/ });
    await enter.click();
    for (const need of ["请输入账号", "请输入密码"]) await page.getByText(need).waitFor();
    await page.getByLabel("账号").fill("jingban");
    await page.getByLabel("密码").fill("不是这一句");
    const fail = await stuck(page, "/api/session");
    await enter.click();
    await expect.poll(() => enter.getAttribute("aria-busy")).toBe("true");
    await fail();
    expect(await page.getByLabel("账号").inputValue()).toBe("jingban");
    await page.context().setOffline(true);
    await enter.click();
    await page.getByText("连接中断").first().waitFor();
    await page.context().setOffline(false);
    await enter.click();
    await page.getByRole("alert").filter({ hasText: "密码" }).waitFor();
    expect(await page.getByLabel("密码").inputValue()).toBe("不是这一句");
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});
