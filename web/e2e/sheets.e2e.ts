// Sheets that come in and go out, and what departments settle.
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";

import { browsing, shoot, sticksOut, violations, written } from "./browser";
import { inventedCode } from "./uscc";

const { zone, open } = browsing();
let page: Page;

beforeAll(async () => {
  page = await open("经办");
});

const go = (path: string): Promise<unknown> => page.goto(zone.address + path);

/** Real firms with faults put in where they lie beside the clone, else an invented year that was
 * stated in a wrong unit. */
function faulty(): string {
  const shared = join(process.env["YUANSHU_SHARED"] ?? "", "data/listed-firms/含错样例.xlsx");
  if (process.env["YUANSHU_SHARED"] !== undefined && existsSync(shared)) return shared;
  const folder = join(zone.folder, "示例数据");
  const name = readdirSync(folder).find((one) => /单位有误.*\.xlsx$/.test(one)) ?? "";
  return join(folder, name);
}

describe("a sheet that is sent", () => {
  it("says how much of it is there while it goes", async () => {
    const sender = await open("经办");
    const line = await sender.context().newCDPSession(sender);
    await sender.goto(`${zone.address}/imports`);
    // A line on which it takes some ten seconds.
    const slow = { offline: false, latency: 20, downloadThroughput: -1, uploadThroughput: 100_000 };
    await line.send("Network.emulateNetworkConditions", slow);
    const rows = "企业名称,2025年营业收入(万元)\n" + "示例慢速传输有限公司,1.5\n".repeat(30_000);
    await sender
      .locator("input[type=file]")
      .setInputFiles({ name: "慢.csv", mimeType: "text/csv", buffer: Buffer.from(rows) });
    const said = sender.getByText(/^正在上传 慢\.csv（[1-9]\d?%）$/);
    await said.waitFor();
    const part = await sender.locator("progress").evaluate((bar) => Reflect.get(bar, "position"));
    expect([part > 0, part < 1]).toEqual([true, true]);
    await line.send("Network.emulateNetworkConditions", { ...slow, uploadThroughput: -1 });
    await sender.waitForURL(/\/imports\/\d+$/);
    await sender.goto(`${zone.address}/imports`);
    // Who closes the window sooner may take the word back with it, and the file waits for good.
    const row = sender.getByRole("row", { name: /慢\.csv/ });
    await row.getByRole("button", { name: "不导入" }).click();
    await row.waitFor({ state: "detached" });
    await sender.context().close();
  });
});

describe("a sheet that comes in", () => {
  it("is looked at before it counts, with its faults cell by cell", async () => {
    await go("/imports");
    await page.locator("input[type=file]").setInputFiles(faulty());
    await page.waitForURL(/\/imports\/\d+$/);
    const known = page.getByRole("heading", { name: "各列识别结果" });
    const whence = page.getByRole("combobox", { name: "数据来源" });
    await known.or(whence).first().waitFor();
    if (!(await known.isVisible())) {
      // A sheet that nobody brought before: a person says where it comes from.
      await whence.click();
      await page.getByTitle("企业填报（示例）").click();
    }
    await known.waitFor();
    const faults = page.getByRole("table", { name: "需要注意的单元格" });
    const first = faults.getByRole("row").nth(1);
    await expect.poll(() => first.textContent()).toMatch(/[A-Z]+\d+/);
    await shoot(page, "draft");
    expect(await violations(page)).toEqual([]);
    // Codes and names have no 阶段, 口径 and 年度; figures of a year do.
    const row = (heading: RegExp) => page.getByRole("row", { name: heading }).first();
    const said = (heading: RegExp) => row(heading).getByRole("combobox").count();
    await expect.poll(() => said(/统一社会信用代码/)).toBe(1);
    await expect.poll(() => said(/营业收入/)).toBe(2);
    // What is said of a column counts once it is read so.
    const keep = page.getByRole("button", { name: "存入企业库" });
    await row(/营业收入/)
      .getByLabel(/口径$/)
      .fill("合并");
    await expect.poll(() => keep.isDisabled()).toBe(true);
    await page.getByText("改动还没有生效").waitFor();
    await page.getByRole("button", { name: "按新方案重看" }).click();
    await page.getByText("改动还没有生效").waitFor({ state: "detached" });
    await expect
      .poll(() =>
        row(/营业收入/)
          .getByLabel(/口径$/)
          .inputValue(),
      )
      .toBe("合并");
    await expect.poll(() => keep.isEnabled()).toBe(true);
    const marked = page.waitForEvent("download");
    await page.getByRole("link", { name: "下载标注版" }).click();
    expect((await marked).suggestedFilename()).toMatch(/已标注.*\.xlsx$/);
  });

  it("counts once it is accepted, and is taken back as one", async () => {
    await page.getByRole("button", { name: "存入企业库" }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^确\s?定$/ })
      .click();
    await page.getByText(/已存入，日志第/).waitFor();
    const row = page
      .getByRole("row")
      .filter({ hasText: basename(faulty()) })
      .first();
    await row.getByText("有效").waitFor();
    await row.getByRole("button", { name: "撤销导入" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("撤销理由").fill("表发错了");
    await dialog.getByRole("button", { name: "撤销导入" }).click();
    await row.getByText("已撤销").waitFor();
  });
});

describe("a column", () => {
  it("is read as a person says: as what, in which unit, of which year", async () => {
    const folder = await mkdtemp(join(tmpdir(), "yuanshu-columns-"));
    const file = join(folder, "示例改列.csv");
    const rows = [
      "统一社会信用代码,企业名称,报送批次,营业收入,在岗的人,研发人员",
      `${inventedCode(9)},示例改列有限公司,2024,3,7,9`,
    ];
    await writeFile(file, `\uFEFF${rows.join("\n")}\n`);
    await go("/imports");
    await page.locator("input[type=file]").setInputFiles(file);
    await page.waitForURL(/\/imports\/\d+$/);
    const whence = page.getByRole("combobox", { name: "数据来源" });
    await whence.click();
    await page.getByTitle("企业填报（示例）").click();
    const of = (what: string) => page.getByLabel(what, { exact: true });
    const choose = async (heading: string, fact: string): Promise<void> => {
      await of(`${heading} 对应指标`).fill(fact);
      await page.locator(".ant-select-dropdown").getByTitle(fact, { exact: true }).click();
    };
    // Nothing says of which year it is: it stays what it is until somebody does.
    await page.getByPlaceholder("请填").and(of("营业收入 年度")).waitFor();
    await of("营业收入 单位").fill("亿元");
    await choose("报送批次", "年度");
    await choose("在岗的人", "营业收入");
    await of("在岗的人 单位").fill("亿元");
    await choose("在岗的人", "职工总数");
    await expect.poll(() => of("在岗的人 单位").inputValue()).toBe("");
    await page.getByRole("button", { name: "按新方案重看" }).click();
    await page.getByText("改动还没有生效").waitFor({ state: "detached" });
    await page.getByPlaceholder("按行").and(of("营业收入 年度")).waitFor();
    await expect.poll(() => of("营业收入 单位").inputValue()).toBe("亿元");
    await page.getByText(/^3\s*新数据$/).waitFor();
    await shoot(page, "columns");
    await page.getByRole("button", { name: "存入企业库" }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^确\s?定$/ })
      .click();
    await page.getByText(/已存入，日志第/).waitFor();
    await go("/enterprises?q=示例改列");
    await page.getByRole("row", { name: /示例改列有限公司/ }).click();
    await page.getByRole("link", { name: "打开一企一档" }).click();
    // What moves money waits for a second person.
    await page.locator("#due").getByText("营业收入 2024：30,000.00 万元").waitFor();
    const staff = page.locator("#figures").getByRole("row", { name: /^职工总数/ });
    await expect.poll(() => staff.getByRole("cell").allTextContents()).toContain("7");
    // More who do research than who work there: it counts, and is doubted.
    const doubted = page.locator("#figures").getByRole("row", { name: /^研发人员/ });
    const figure = doubted.getByRole("button", { name: "9", exact: true });
    await expect.poll(() => figure.getAttribute("title")).toMatch(/职工总数（7 人/);
    await figure.click();
    const source = page.getByRole("dialog", { name: "数据来源与口径" });
    await source.getByText(/^存疑 .*职工总数（7 人/).waitFor();
  });
});

describe("several sheets at once", () => {
  it("are kept by one word, each as an import of its own", async () => {
    const folder = await mkdtemp(join(tmpdir(), "yuanshu-batch-"));
    // Each makes a firm: who is who is another thing after each, and the next is looked at anew.
    const files = [1, 2, 3].map((at) => join(folder, `示例批次${at}.csv`));
    for (const [at, file] of files.entries()) {
      const rows = [
        "统一社会信用代码,企业名称,2025年营业收入（万元）",
        `${inventedCode(at)},示例批次${at}号有限公司,${at + 1}00`,
      ];
      await writeFile(file, `\uFEFF${rows.join("\n")}\n`);
    }
    await go("/imports");
    await page.locator("input[type=file]").setInputFiles(files);
    const waiting = page.locator("section").filter({ hasText: /^待导入/ });
    const whence = waiting.getByRole("combobox", { name: "数据来源" });
    await waiting.getByText("3 个文件不知道来源，都来自").waitFor();
    await whence.first().click();
    await page.getByTitle("企业填报（示例）").click();
    const keep = waiting.getByRole("button", { name: "存入 3 个文件" });
    await keep.waitFor();
    await waiting.getByText(/^合计：新数据 \d+，更新 0/).waitFor();
    await shoot(page, "batch");
    expect(await violations(page)).toEqual([]);
    await keep.click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^确\s?定$/ })
      .click();
    await page.getByText("已存入 3 个文件").waitFor();
    for (const file of files) {
      await page
        .getByRole("row")
        .filter({ hasText: basename(file) })
        .getByText("有效")
        .waitFor();
    }
  });
});

describe("what moves money", () => {
  it("counts once a second person let it pass, and not where it was returned", async () => {
    const second = await open("复核");
    await second.goto(`${zone.address}/reviews`);
    const row = (name: string) => second.getByRole("row", { name: new RegExp(name) });
    await row("示例批次1.csv")
      .getByRole("button", { name: /^通\s?过$/ })
      .click();
    await row("示例批次1.csv").waitFor({ state: "detached" });
    await row("示例批次2.csv")
      .getByRole("button", { name: /^退\s?回$/ })
      .click();
    const dialog = second.getByRole("dialog");
    const back = dialog.getByRole("button", { name: /^退\s?回$/ });
    await expect.poll(() => back.isDisabled()).toBe(true);
    await dialog.getByRole("textbox").fill("与申报表不符");
    await back.click();
    await row("示例批次2.csv").waitFor({ state: "detached" });
    await expect.poll(() => row("示例批次3.csv").count()).toBe(1);
    await second.context().close();
    const revenue = async (name: string): Promise<string> => {
      await go(`/enterprises?q=${name}&columns=营业收入:2025`);
      const cells = page.getByRole("row", { name: new RegExp(name) }).getByRole("gridcell");
      return written(cells.nth(2));
    };
    expect(await revenue("示例批次0号")).toBe("100.00");
    expect(await revenue("示例批次1号")).toBe("待补数据");
    // Who brought it in says nothing of it.
    await go("/reviews");
    await page.getByRole("row", { name: /示例批次3.csv/ }).waitFor();
    expect(await page.getByRole("button", { name: /^通\s?过$/ }).count()).toBe(0);
  });
});

describe("two files alike", () => {
  it("are said to be two for a reason, and are proposed no more", async () => {
    await go("/enterprises?q=示例批次2号");
    await page.getByRole("row", { name: /示例批次2号/ }).click();
    await page.getByRole("link", { name: "打开一企一档" }).click();
    await page.getByRole("button", { name: "变更登记" }).click();
    const sheet = page.getByRole("dialog", { name: /^变更登记：/ });
    await sheet.getByLabel("新的企业名称").fill("示例批次1号有限公司");
    await sheet.getByLabel("理由和依据的文书").fill("更名通知书");
    await sheet.getByRole("button", { name: /^确\s?定$/ }).click();
    await sheet.waitFor({ state: "detached" });
    const steward = await open("数源管理");
    await steward.goto(`${zone.address}/reviews`);
    const pair = steward.getByRole("row", { name: /示例批次1号.*示例批次1号/ });
    const dialog = steward.getByRole("dialog");
    // Two codes are joined for a reason only.
    await pair.getByRole("button", { name: "并入 →" }).click();
    await dialog.getByText(/^两个档案的统一社会信用代码不同/).waitFor();
    expect(await dialog.getByRole("button", { name: /^并\s?入$/ }).isDisabled()).toBe(true);
    await dialog.getByRole("button", { name: /^取\s?消$/ }).click();
    await dialog.waitFor({ state: "detached" });
    await pair.getByRole("button", { name: "不是同一家" }).click();
    await dialog.getByLabel("为什么不是同一家").fill("两家的法定代表人不同");
    await shoot(steward, "duplicates");
    expect(await violations(steward)).toEqual([]);
    await dialog.getByRole("button", { name: "不是同一家" }).click();
    await pair.waitFor({ state: "detached" });
    await steward.context().close();
  });
});

describe("a form", () => {
  it("is filled in from the register, and what it lacks goes to those who own it", async () => {
    await go("/enterprises?sort=-%E8%90%A5%E4%B8%9A%E6%94%B6%E5%85%A5");
    const firm = await written(page.getByRole("row").nth(1).getByRole("gridcell").nth(1));
    const blank = join(await mkdtemp(join(tmpdir(), "yuanshu-form-")), "上级报表.xlsx");
    await go("/imports");
    const template = page.waitForEvent("download");
    await page.getByRole("link", { name: /统计/ }).click();
    await (await template).saveAs(blank);
    await go("/fill/form");
    await page.getByLabel("为哪些企业填").fill(firm);
    await page.locator("input[type=file]").setInputFiles(blank);
    await page.getByText(/1 家企业：绿色填好 \d+ 格/).waitFor();
    await page.getByRole("grid", { name: "没有填上的格" }).waitFor();
    expect(await sticksOut(page)).toEqual([]);
    await shoot(page, "form");
    const saved = page.waitForEvent("download");
    await page.getByRole("link", { name: "下载填好的表" }).click();
    expect((await saved).suggestedFilename()).toBe("上级报表（已填）.xlsx");
  });
});

/** Where the workbook of the list on a page comes from, and what comes. */
async function taken(from: Page, path: string): Promise<string> {
  await from.goto(zone.address + path);
  const href = await from.getByRole("link", { name: "导出表格" }).first().getAttribute("href");
  const answer = await from.request.get(zone.address + (href ?? ""));
  return `${answer.status()} ${answer.headers()["content-type"]}`;
}

describe("a list", () => {
  it("is taken away as a workbook from its page, by those who may", async () => {
    const workbook = "200 application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    for (const path of [
      "/disputes?mine=true",
      "/objections",
      "/reviews",
      "/imports",
      "/facts",
      "/policies",
      "/ladder/expiring",
      "/changes?policy=national%2Fhigh-tech&was_on=2025-06-30&only=answer",
    ])
      expect([path, await taken(page, path)]).toEqual([path, workbook]);
    const keeper = await open("系统管理员");
    for (const path of ["/people", "/journal"])
      expect([path, await taken(keeper, path)]).toEqual([path, workbook]);
    await keeper.context().close();
    const leader = await open("领导");
    await leader.goto(`${zone.address}/disputes`);
    await leader.getByText(/^共 \d+ 个数/).waitFor();
    expect(await leader.getByRole("link", { name: "导出表格" }).count()).toBe(0);
    await leader.context().close();
  });
});

describe("a disagreement", () => {
  it("is settled by the department that owns the figure, and then counts", async () => {
    const found = await disputed(page);
    expect(found).toBeDefined();
    const steward = await open("数源管理", found?.department);
    await steward.goto(`${zone.address}/enterprises/${found?.id}?figure=${found?.figure}`);
    const drawer = steward.getByRole("dialog");
    await drawer.getByText(/待核实；核定前不参与测算/).waitFor();
    await shoot(steward, "disagreement");
    await drawer.getByRole("button", { name: "以此为准" }).first().click();
    await drawer.getByLabel("理由").fill("已与企业核对");
    await drawer.getByRole("button", { name: /^确\s?定$/ }).click();
    await steward.getByText(/已记入日志第/).waitFor();
    await drawer.getByText("由数源部门核定").waitFor();
    await steward.context().close();
  });
});

interface Disputed {
  readonly id: number;
  readonly figure: string;
  readonly department: string;
}

/** The first figure on which sources are at odds, as the register tells of it. */
function disputed(from: Page): Promise<Disputed | undefined> {
  return from.evaluate(async () => {
    const read = async (path: string) => (await fetch(path)).json();
    const { items } = await read("/api/enterprises?limit=300&sort=-营业收入");
    for (const { id } of items) {
      const { facts } = await read(`/api/enterprises/${id}`);
      for (const { fact, department, figures } of facts) {
        for (const { year, ground } of figures) {
          if ((ground === "disputed" || ground === "bases") && department !== null)
            return { id, department, figure: year === null ? fact : `${fact}:${year}` };
        }
      }
    }
    return undefined;
  });
}
