// What officers do in the register, in the browser.
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";

import { browsing, settled, shoot, violations, written } from "./browser";
import { figureOf, largest } from "./firm";

const { zone, open } = browsing("no-preference");
let page: Page;

beforeAll(async () => {
  page = await open("经办");
});

const go = (path: string): Promise<unknown> => page.goto(zone.address + path);

const openLargest = (): Promise<string> => largest(page, zone);
const openFigure = (fact: string): Promise<void> => figureOf(page, fact);

/** What is to be done by who is signed in, on the first page. */
function mine() {
  return page.getByRole("region", { name: "要我办的" });
}

describe("the register", () => {
  it("lists everybody, and a firm is found by a part of its name", async () => {
    await go("/enterprises");
    await page.getByText(/^共 [\d,]+ 家/).waitFor();
    const name = await written(page.getByRole("row").nth(1).getByRole("gridcell").nth(1));
    await page.getByRole("combobox", { name: "查找企业" }).fill(name.slice(2, 6));
    await page.getByRole("option", { name }).first().waitFor();
    await shoot(page, "enterprises");
    expect(await violations(page)).toEqual([]);
  });

  it("shows its end at once, without all that lies between", async () => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await go("/enterprises");
    const grid = page.getByRole("grid", { name: "企业库" });
    await written(grid.getByRole("row").nth(1).getByRole("gridcell").nth(1));
    await grid.focus();
    await page.keyboard.press("End");
    const last = grid.locator(`[aria-rowindex="${await grid.getAttribute("aria-rowcount")}"]`);
    await written(last.getByRole("gridcell").nth(1));
    expect(asked.some((url) => url.includes("offset=400"))).toBe(true);
    expect(asked.some((url) => url.includes("after="))).toBe(false);
    await last.click();
    await page.getByRole("link", { name: "打开一企一档" }).waitFor();
    // Another question is answered from the top of its list.
    await page.getByRole("searchbox", { name: "名称、拼音首字母、代码" }).fill("软件");
    await grid.locator('[aria-rowindex="2"]').filter({ hasText: "软件" }).waitFor();
  });

  it("shows what is worked out by a formula as a column", async () => {
    await go("/enterprises?columns=资产负债率&sort=-资产负债率");
    const share = page.getByRole("grid", { name: "企业库" }).getByText(/%$/);
    await share.first().waitFor();
  });

  it("finds a firm by its pinyin initials, and by two characters", async () => {
    await go("/enterprises");
    const find = page.getByRole("combobox", { name: "查找企业" });
    await find.fill("rjyxgs");
    await page
      .getByRole("option", { name: /软件有限公司/ })
      .first()
      .waitFor();
    await find.fill("软件");
    await page.getByRole("option", { name: /软件/ }).first().waitFor();
  });

  it("makes a task of what was picked, which is owed on the first page until it is closed", async () => {
    await go("/ladder/near");
    const first = page.getByRole("row").nth(1);
    const name = await written(first.getByRole("gridcell").nth(1));
    await first.getByRole("checkbox", { name: new RegExp(`^选择 ${name} `) }).check();
    await page.getByText("已选 1 家").waitFor();
    await page
      .getByRole("button", { name: /^派\s?单$/ })
      .first()
      .click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("事由").fill("上门核对");
    // The day that it is due goes with the working days.
    const due = dialog.getByText(/^到期日 \d{4}-\d{2}-\d{2}/);
    const usual = await due.textContent();
    await dialog.getByLabel("工作日内办结").fill("10");
    await expect.poll(() => due.textContent()).not.toBe(usual);
    await dialog.getByRole("button", { name: /^派\s?单$/ }).click();
    await page.getByText(/已派 1 单/).waitFor();
    await go("/");
    const task = mine().getByRole("row", { name: /上门核对/ });
    await task.getByRole("button", { name: /^办\s?结$/ }).click();
    await page.getByRole("dialog").getByLabel("办理结果").fill("已核对");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^办\s?结$/ })
      .click();
    await page.getByText("没有要办的事项").waitFor();
  });

  it("makes a task of a certificate that runs out, which is passed on to whose it is", async () => {
    await go("/ladder/expiring");
    const here = page.locator(".rail [aria-current=page]");
    await expect.poll(() => here.allTextContents()).toEqual(["梯度培育"]);
    await page
      .getByRole("button", { name: /^派\s?单$/ })
      .first()
      .click();
    const dialog = page.getByRole("dialog");
    await expect
      .poll(() => dialog.getByLabel("事由").inputValue())
      .toMatch(/有效期至 \d{4}-\d{2}-\d{2}$/);
    await dialog.getByRole("button", { name: /^派\s?单$/ }).click();
    await page.getByText(/已派 1 单/).waitFor();
    await go("/");
    const task = mine().getByRole("row", { name: /有效期至/ });
    await task.getByRole("button", { name: /^转\s?派$/ }).click();
    await page.getByRole("combobox", { name: "承办部门" }).click();
    await page.locator(".ant-select-item-option", { hasText: "税务局" }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^转\s?派$/ })
      .click();
    await page.getByText("已转派").waitFor();
    await task.waitFor({ state: "detached" });
    // Who gave it sees what becomes of it.
    const given = page.getByRole("region", { name: "我派出的任务" });
    await given.getByText(/^在办 1，超期 0，已办结 1$/).waitFor();
    await given.getByRole("row", { name: /有效期至.*税务局/ }).waitFor();
    await given.getByLabel("连已办结的一起看").check();
    await given.getByRole("row", { name: /已核对/ }).waitFor();
    await shoot(page, "given");
    expect(await violations(page)).toEqual([]);
  });

  it("goes on looking back from a list to a firm, and to another that is searched for", async () => {
    await go("/policies/national/high-tech?group=no&on=2025-06-30");
    const grid = page.getByRole("grid", { name: "企业名单" });
    const first = grid.getByRole("row").nth(1).getByRole("gridcell").first();
    await written(first);
    await first.click();
    await page.getByRole("heading", { name: "政策测算" }).waitFor();
    await page.waitForURL(/on=2025-06-30/);
    await page.getByRole("combobox", { name: "查找企业" }).fill("软件");
    await page.getByRole("option", { name: /软件/ }).first().click();
    await page.getByText("正在查看 2025-06-30 的情况").waitFor();
  });

  it("keeps its filter in the link, and gives the same list to whoever opens it", async () => {
    await go("/enterprises");
    const all = await page.getByText(/^共 [\d,]+ 家/).textContent();
    const filters = encodeURIComponent(
      JSON.stringify([{ fact: "营业收入", year: -1, op: "ge", value: "2000 万元" }]),
    );
    await go(`/enterprises?filters=${filters}`);
    await page.getByText("营业收入（上年） 不低于 2,000 万元").waitFor();
    await expect.poll(() => page.getByText(/^共 [\d,]+ 家/).textContent()).not.toBe(all);
  });

  it("is asked by what a policy says of everyone, as the policy's own page counts", async () => {
    await go("/policies/national/high-tech");
    const counted = await page.getByRole("button", { name: /待补数据$/ }).textContent();
    await go("/enterprises");
    const all = (await page.getByText(/^共 [\d,]+ 家/).textContent()) ?? "";
    await page.getByRole("button", { name: "+ 筛选" }).click();
    await page.getByRole("radio", { name: "测算结果" }).check();
    await page.getByRole("combobox", { name: "政策或资质" }).click();
    await page.getByTitle("高新技术企业", { exact: true }).click();
    await page.getByRole("combobox", { name: "测算结果" }).click();
    await page.getByTitle("待补数据", { exact: true }).click();
    await page.getByRole("button", { name: /^筛\s?选$/ }).click();
    await page.getByText("测算结果：高新技术企业 · 待补数据").waitFor();
    const found = async (): Promise<string> =>
      /共 ([\d,]+) 家/.exec((await page.getByText(/^共 [\d,]+ 家/).textContent()) ?? "")?.[1] ?? "";
    await expect
      .poll(async () => `${await found()}家待补数据`.replace(",", ""))
      .toBe(counted?.replace(/[\s,]/g, ""));
    await page.goBack();
    await page.getByText(all, { exact: true }).waitFor();
  });

  it("says what is wrong with a formula, and where", async () => {
    await go(`/enterprises?where=${encodeURIComponent("营业收入 >")}`);
    await page.getByRole("alert").filter({ hasText: "条件第" }).waitFor();
  });
});

describe("one enterprise", () => {
  it("shows the cell that a figure was read from", async () => {
    await openLargest();
    await shoot(page, "enterprise");
    expect(await violations(page)).toEqual([]);
    await openFigure("营业收入");
    const drawer = page.getByRole("dialog");
    await drawer
      .getByText(/\.xlsx/)
      .first()
      .waitFor();
    await drawer.getByText("历次数据").waitFor();
    // The cell stands among those of its row.
    const here = drawer.locator(".around-here");
    await expect.poll(() => here.textContent()).toContain("万元");
    await expect.poll(() => drawer.locator(".around td").count()).toBeGreaterThan(4);
    await shoot(page, "figure");
    // How it is counted, and everybody's.
    await drawer.getByText("利润表营业收入", { exact: false }).waitFor();
    const figure = await written(drawer.locator(".figure-big"));
    await drawer.getByRole("link", { name: "各企业的这个数" }).click();
    await page.waitForURL(/\/enterprises\?/);
    const top = page.getByRole("row").nth(1).getByRole("gridcell");
    await expect.poll(() => top.nth(2).textContent()).toBe(figure.replace(" 万元", ""));
  });

  it("is corrected by a person, with the reason in the journal", async () => {
    await openLargest();
    await openFigure("职工总数");
    const was = await written(page.locator(".figure-big"));
    await page.getByRole("button", { name: /^更\s?正$/ }).click();
    await page.getByRole("textbox", { name: /^职工总数/ }).fill("4321");
    await page.getByLabel("理由").fill("现场核对花名册");
    await page.getByRole("button", { name: /^确\s?定$/ }).click();
    await page.getByText(/已记入日志第/).waitFor();
    await page.getByRole("dialog").getByText("现场核对花名册").waitFor();
    const replaced = `^更正以前，.+的数是 ${was}，\\d{4}-\\d{2}-\\d{2}（日志第 \\d+ 笔）$`;
    await page.getByRole("status").getByText(new RegExp(replaced)).waitFor();
    await page.keyboard.press("Escape");
    // What is shown of the firm follows at once; where sources differ now, it says so.
    await page
      .getByRole("row", { name: /^职工总数/ })
      .first()
      .getByText(/4,321|待核实/)
      .first()
      .waitFor();
  });

  it("moves out and in again, as somebody notes for a reason", async () => {
    await go("/enterprises");
    const row = page.getByRole("grid", { name: "企业库" }).getByRole("row").nth(9);
    const name = await written(row.getByRole("gridcell").nth(1));
    await row.click();
    await page.locator(".drawer .mark").first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("link", { name: "打开一企一档" }).click();
    const left = page.locator(".file-head").getByText("已不在区内");
    const note = async (what: string, reason: string): Promise<void> => {
      await page.getByRole("button", { name: "变更登记" }).click();
      const sheet = page.getByRole("dialog", { name: /^变更登记：/ });
      await sheet.getByRole("combobox", { name: "变更什么" }).click();
      await page.locator(".ant-select-dropdown").getByTitle(what, { exact: true }).click();
      await sheet.getByLabel("理由和依据的文书").fill(reason);
      expect(await violations(page)).toEqual([]);
      await sheet.getByRole("button", { name: /^确\s?定$/ }).click();
      await sheet.waitFor({ state: "detached" });
    };
    await note("迁出或注销", "迁往邻区，迁出证明");
    await left.waitFor();
    await page
      .locator(".file-head")
      .getByText(/^\d{4}-\d{2}-\d{2} 迁出：迁往邻区，迁出证明$/)
      .waitFor();
    await page.getByRole("row", { name: /迁出（不在区内）：迁往邻区/ }).waitFor();
    // It is in no list but that of those who are outside, and is found by its name all the same.
    const file = page.url();
    await go(`/enterprises?q=${name}`);
    await page.getByText(/^共 0 家/).waitFor();
    await page.getByRole("link", { name: "另有 1 家不在区内" }).click();
    await page.getByRole("row", { name: `不在区内 ${name}` }).waitFor();
    await page.getByText("只看不在区内的").waitFor();
    await page.getByRole("combobox", { name: "查找企业" }).fill(name);
    await page.getByRole("option", { name: /不在区内/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(file.replace(/[?#].*/, "*"));
    await note("迁入", "误登记，更正");
    await left.waitFor({ state: "detached" });
  });

  it("lacks a figure that is stated where it is missed, and waits for a second person", async () => {
    await openLargest();
    const missing = page.locator("#due .due-row", { hasText: "技术转让标的" });
    await missing.getByRole("link").click();
    const drawer = page.getByRole("dialog", { name: "数据来源与口径" });
    await drawer.getByText("没有可用的数据").waitFor();
    await drawer.getByRole("button", { name: /^补\s?录$/ }).click();
    await drawer.getByLabel("技术转让标的").click();
    await page.locator(".ant-select-item-option").first().click();
    await drawer.getByLabel("作为哪个来源的数").click();
    await page.locator(".ant-select-item-option", { hasText: "企业填报" }).last().click();
    await drawer.getByLabel("理由").fill("查阅技术合同");
    await drawer.getByRole("button", { name: /^确\s?定$/ }).click();
    await page.getByText(/已记入日志第/).waitFor();
    await drawer.getByText("查阅技术合同").waitFor();
    await page.locator("#due .due-row", { hasText: /^待复核技术转让标的/ }).waitFor();
  });

  it("is shown as it was on another day, and the link says so", async () => {
    await openLargest();
    await page.getByRole("textbox", { name: "数据截至" }).fill("2025-06-30");
    await page.getByText("正在查看 2025-06-30 的情况").waitFor();
    await page.waitForURL(/on=2025-06-30/);
    await page.goBack();
    await page.getByText(/^数据截至 \d/).waitFor();
    await page.getByRole("slider").press("ArrowLeft");
    await page.getByText(/^正在查看 \d{4}-\d{2}-\d{2} 的情况/).waitFor();
  });

  it("explains an answer by the clause and the figures", async () => {
    await openLargest();
    // By its title: what others lack may be this one.
    await page
      .locator("#answers")
      .getByRole("button")
      .filter({ has: page.locator(".answer-title", { hasText: /^高新技术企业/ }) })
      .first()
      .click();
    await page
      .getByRole("dialog")
      .getByText(/国科发火/)
      .first()
      .waitFor();
    await page.getByRole("dialog").getByText("测算结果仅供参考，以主管部门认定为准").waitFor();
  });

  it("shows over an answer the figure that the answer rests on, and goes back to it", async () => {
    await openLargest();
    await page
      .locator("#answers")
      .getByRole("button")
      .filter({ has: page.locator(".answer-title", { hasText: /^高新技术企业/ }) })
      .first()
      .click();
    const grounds = page.getByRole("dialog", { name: /判定依据$/ });
    await grounds.locator(".figure-link").first().click();
    const source = page.getByRole("dialog", { name: "数据来源与口径" });
    // A click goes to what lies on top.
    await source.getByRole("heading", { name: "历次数据" }).click();
    await source.getByRole("button", { name: "关闭" }).click();
    await source.waitFor({ state: "detached" });
    // One goes on where one was.
    await grounds.getByRole("heading", { level: 2 }).first().click();
    await page.keyboard.press("Escape");
    await grounds.waitFor({ state: "detached" });
    await expect
      .poll(() => page.evaluate("document.activeElement.className"))
      .toContain("answer-row");
  });

  it("says what is not known yet while its answers are under way, and when they do not come", async () => {
    await openLargest();
    const due = page.locator("#due");
    await page.reload({ waitUntil: "networkidle" });
    await due.locator(".due-row").filter({ hasText: "补齐后可判定" }).first().waitFor();
    await settled(page);
    const wanted = await written(due);
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await page.route("**/api/enterprises/*/answers*", async (route) => {
      await held;
      await route.abort();
    });
    await page.reload();
    await due.getByRole("status", { name: "正在读取" }).waitFor();
    expect(await due.textContent()).not.toContain("没有需要办理的事项");
    letGo();
    await due.getByText(/缺哪些数据尚不清楚/).waitFor();
    await page.unrouteAll({ behavior: "wait" });
    await page.locator("#answers").getByRole("button", { name: "重试" }).click();
    await expect.poll(() => due.textContent()).toBe(wanted);
  });

  it("fits one sheet of paper", async () => {
    const name = await openLargest();
    await page.getByRole("link", { name: "一页通" }).click();
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await page.getByText("主要指标").waitFor();
    await shoot(page, "brief");
  });
});

describe("lists", () => {
  it("are matched name by name", async () => {
    const name = await openLargest();
    await go("/fill/list");
    await page.getByRole("textbox", { name: /^名单/ }).fill(`${name}\n没有这样一家`);
    await page.getByRole("button", { name: /^匹\s?配$/ }).click();
    await page.getByText("已匹配 1 家，请核对 0 家，请选定 0 家，未找到 1 家").waitFor();
    // Why one is to be looked at is read without a mouse.
    const grid = page.getByRole("grid", { name: "名单补列" });
    await grid.focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const why = page.getByRole("dialog", { name: "没有这样一家" });
    await why.getByText("登记库里没有这个名称").waitFor();
    await page.keyboard.press("Escape");
    await why.waitFor({ state: "detached" });
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "导出表格" }).click();
    expect((await saved).suggestedFilename()).toMatch(/名单补列.*\.xlsx$/);
    // What was matched is there when one comes back to it.
    await grid.getByRole("link", { name }).click();
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await page.goBack();
    await page.getByText("已匹配 1 家，请核对 0 家，请选定 0 家，未找到 1 家").waitFor();
  });
});

describe("those who lead", () => {
  it("see headline figures with target, 时序进度, 截至, stage and department", async () => {
    const leader = await open("领导");
    const tile = leader.getByRole("link", { name: /^营业收入/ });
    await tile
      .getByText(/年目标 [\d,.]+ 亿元/)
      .first()
      .waitFor();
    await tile
      .getByText(/目标完成率 [\d,.]+%/)
      .first()
      .waitFor();
    await tile
      .getByText(/时序进度 [\d.]+%/)
      .first()
      .waitFor();
    await tile.getByText(/截至 \d{4}-12-31 · .*税务局/).waitFor();
    await leader
      .getByRole("link", { name: /^净利润/ })
      .getByText("未设目标")
      .waitFor();
    await shoot(leader, "leader");
    expect(await violations(leader)).toEqual([]);
  });
});

describe("a firm's own people", () => {
  it("see what the zone asks of them and what is within reach, and no other firm", async () => {
    const own = await open("企业");
    await own.getByRole("heading", { name: /^请您补充的数据/ }).waitFor();
    await own.getByText("测算结果仅供参考，以主管部门认定为准").first().waitFor();
    await shoot(own, "own");
    expect(await violations(own)).toEqual([]);
    const rail = own.getByRole("navigation", { name: "系统" });
    await expect
      .poll(() => rail.getByRole("link").allTextContents())
      .toEqual(["首页", "本企业档案", "政策与资质", "指标字典", "关于数据"]);
    const name = await written(own.getByRole("heading", { level: 1 }));
    await rail.getByRole("link", { name: "本企业档案" }).click();
    await own.getByRole("heading", { name: "政策测算" }).waitFor();
    await own.getByRole("heading", { level: 1, name, exact: true }).waitFor();
    // Of one enterprise a policy says what it says, and counts nothing.
    await own.goto(`${zone.address}/policies/national/high-tech`);
    const groups = own.locator(".group");
    await groups.first().waitFor();
    const says = await groups.allTextContents();
    expect(says.length).toBeGreaterThan(0);
    expect(says.filter((word) => /\d|家/.test(word))).toEqual([]);
    await own.context().close();
  });
});
