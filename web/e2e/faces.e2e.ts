// Each page while it waits, when it is refused, and with nothing to show.
import type { Page, Route } from "playwright-core";
import { describe, expect, it } from "vitest";

import { browsing, serious } from "./browser";

const { zone, open } = browsing();

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
const WAIT = 20_000;

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
  await page.unroute(ASKED);
  // All at once, and again: what was asked for later fails later.
  const pressed = async (): Promise<number> => {
    await page.evaluate(
      `[...document.querySelectorAll("main [role=alert] button")].forEach((button) => button.click())`,
    );
    await alert.waitFor({ state: "detached", timeout: 2000 }).catch(() => undefined);
    return failures.count();
  };
  await expect.poll(pressed, { timeout: WAIT }).toBe(0).catch(say("does not try again"));
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
      found.push(...(await serious(page)).map((one) => `${path} ${one}`));
      await page.unroute(list);
    }
    expect(found).toEqual([]);
    await page.context().close();
  });
});
