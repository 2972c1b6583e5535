// What changed firm by firm, and what somebody holds to be wrong until it is settled.
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";

import { browsing, shoot, violations, written } from "./browser";
import { figureOf, largest } from "./firm";

const { zone, open } = browsing();
let page: Page;

beforeAll(async () => {
  page = await open("经办");
});

const go = (path: string): Promise<unknown> => page.goto(zone.address + path);

describe("what changed", () => {
  it("is told firm by firm, with all that turned beside the list and in the link", async () => {
    await go("/changes?policy=national%2Fhigh-tech&was_on=2025-06-30");
    const row = page.getByRole("grid", { name: "变动" }).getByRole("row").nth(1);
    const name = await written(row.getByRole("gridcell").first());
    await row.click();
    await page.getByRole("dialog", { name }).getByRole("columnheader", { name: "条件" }).waitFor();
    await page.waitForURL(/open=/);
    await page.reload();
    await page.getByRole("dialog", { name }).getByRole("link", { name: "打开一企一档" }).waitFor();
  });

  it("tells an answer that turned from points that moved, and opens any firm by its link", async () => {
    await go("/changes?policy=national%2Fhigh-tech&was_on=2025-06-30");
    const kinds = page.getByRole("navigation", { name: "变了什么" });
    const many = async (name: RegExp): Promise<number> =>
      Number((await written(kinds.getByRole("link", { name }))).replace(/\D/g, ""));
    const [all, turned, moved] = [
      await many(/^全部/),
      await many(/^结论变了/),
      await many(/^结论没变/),
    ];
    expect(turned + moved).toBe(all);
    await kinds.getByRole("link", { name: /^结论变了/ }).click();
    await page.waitForURL(/only=answer/);
    const grid = page.getByRole("grid", { name: "变动" });
    await expect.poll(() => grid.getAttribute("aria-rowcount")).toBe(String(turned + 1));
    const cells = grid.getByRole("row").nth(1).getByRole("gridcell");
    const answer = async (at: number): Promise<string | undefined> =>
      (await written(cells.nth(at))).split(" ")[0];
    expect(await answer(1)).not.toBe(await answer(2));
    // A firm far down the list is asked for alone.
    await grid.focus();
    await page.keyboard.press("End");
    const last = grid
      .locator(`[aria-rowindex="${turned + 1}"]`)
      .getByRole("gridcell")
      .first();
    const name = await written(last);
    await last.click();
    await page.getByRole("dialog", { name }).waitFor();
    await page.reload();
    await page.getByRole("dialog", { name }).getByRole("columnheader", { name: "条件" }).waitFor();
  });
});

describe("the ladder", () => {
  it("is asked by what a step takes and by whose policy it is, in the link", async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await page.route(/\/api\/ladder\?/, (route) => held.then(() => route.continue()));
    await go("/ladder/near");
    await page.getByText("正在逐家测算，企业多时要几秒").waitFor();
    letGo();
    const total = page.getByText(/^共 [\d,]+ 条$/);
    const choose = async (what: string, option: string): Promise<void> => {
      const before = await total.textContent();
      await page.getByRole("combobox", { name: what }).click();
      await page.locator(".ant-select-dropdown").getByTitle(option, { exact: true }).click();
      await expect.poll(() => total.textContent()).not.toBe(before);
    };
    const column = async (at: number): Promise<readonly string[]> => {
      const rows = page.getByRole("grid", { name: "梯度培育" }).getByRole("row");
      const cells = await rows.evaluateAll(
        (all, of) => all.slice(1).map((row) => row.children[of]?.textContent ?? ""),
        at,
      );
      return [...new Set(cells)];
    };
    await choose("主管部门", "工业和信息化部");
    await page.waitForURL(/issuer=/);
    await choose("类型", "时间");
    await page.waitForURL(/by=time/);
    await expect.poll(() => column(5)).toEqual(["时间"]);
    const titles = await column(2);
    await page.reload();
    await expect.poll(() => column(5)).toEqual(["时间"]);
    await expect.poll(() => column(2)).toEqual(titles);
    expect(titles).not.toContain("高新技术企业");
    await page.getByRole("button", { name: "清除：类型" }).click();
    await page.waitForURL((url) => !url.searchParams.has("by"));
  });
});

describe("an objection", () => {
  it("stands on the first page of who settles it, and is gone once it is settled", async () => {
    await largest(page, zone);
    await figureOf(page, "营业收入");
    await page.getByRole("button", { name: "提出异议" }).click();
    await page.getByLabel("理由").fill("与纳税申报不符");
    await page.getByRole("button", { name: /^确\s?定$/ }).click();
    await page.getByText(/已记入日志第/).waitFor();
    const owner = await open("数源管理", "示范高新区税务局（虚构）");
    await owner.goto(zone.address);
    const mine = owner.getByRole("link", { name: /^其中 \d+ 条由本部门核定$/ });
    const many = Number((await written(mine)).replace(/\D/g, ""));
    await mine.click();
    await owner.getByText(`共 ${many} 条`).waitFor();
    await expect.poll(() => owner.getByRole("link", { name: "请您核定" }).count()).toBe(many);
    const row = owner.getByRole("row", { name: /与纳税申报不符/ });
    await expect.poll(() => row.textContent()).toMatch(/目前的数 [\d,.]+ 万元/);
    await shoot(owner, "objections");
    expect(await violations(owner)).toEqual([]);
    await row.getByRole("link", { name: "请您核定" }).click();
    const figure = owner.getByRole("dialog", { name: "数据来源与口径" });
    await figure.getByText("与纳税申报不符").waitFor();
    await shoot(owner, "objection");
    await figure.getByRole("button", { name: "按现有的数核定" }).click();
    await figure.getByLabel("理由").fill("已核对申报表");
    await figure.getByRole("button", { name: /^确\s?定$/ }).click();
    await owner.getByText(/已记入日志第/).waitFor();
    await owner.goto(`${zone.address}/objections`);
    await owner.getByText(/^共 \d+ 条|没有待核定的异议/).waitFor();
    await expect.poll(() => row.count()).toBe(0);
    await owner.context().close();
  });

  it("that somebody else corrects meanwhile loses nothing of what was typed, and says what changed", async () => {
    await largest(page, zone);
    await figureOf(page, "总收入");
    const was = await written(page.locator(".figure-big"));
    const say = async (what: RegExp, reason: string): Promise<void> => {
      await page.getByRole("button", { name: what }).click();
      if (what.test("更正")) await page.getByRole("textbox", { name: /^总收入（/ }).fill("98765.4");
      await page.getByLabel("理由").fill(reason);
      await page.getByRole("button", { name: /^确\s?定$/ }).click();
      await page.getByText(reason).first().waitFor();
      await page.getByLabel("理由").waitFor({ state: "detached" });
    };
    await say(/^提出异议$/, "与纳税申报不符");
    // Nobody is refused for want of a source that comes too late to be chosen for them.
    await page.route("**/api/feeds", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await route.continue();
    });
    const owner = await open("数源管理", "示范高新区税务局（虚构）");
    await owner.goto(page.url());
    const figure = owner.getByRole("dialog", { name: "数据来源与口径" });
    await figure.getByRole("button", { name: "按现有的数核定" }).click();
    const reason = figure.getByLabel("理由");
    await reason.fill("已核对申报表");
    await say(/^更\s?正$/, "按申报表");
    const sure = figure.getByRole("button", { name: /^确\s?定$/ });
    await sure.click();
    await figure.getByRole("alert").filter({ hasText: /改动/ }).waitFor();
    const turned = figure.getByRole("status").filter({ hasText: "您打开以后" });
    const says = `您打开以后，这个数有了变化。原来：${was}；现在：98,765.40 万元。`;
    await turned.getByText(says).waitFor();
    await expect.poll(() => reason.inputValue()).toBe("已核对申报表");
    await shoot(owner, "meanwhile");
    expect(await violations(owner)).toEqual([]);
    await turned.getByRole("button", { name: "改为核定现在的数 98,765.40 万元" }).click();
    await figure.getByRole("heading", { name: "核定为 98,765.40 万元" }).waitFor();
    expect(await reason.inputValue()).toBe("已核对申报表");
    await sure.click();
    await figure.getByText("由数源部门核定").waitFor();
    await owner.context().close();
  });
});
