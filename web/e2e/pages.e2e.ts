// Every page, for each role that has a face of its own, by day in Chinese and by night in English:
// nothing breaks, nothing sticks out at any width, axe finds nothing.
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import {
  browsing,
  countJumps,
  jumped,
  MOST_JUMP,
  settled,
  shoot,
  sticksOut,
  violations,
} from "./browser";

const { zone, open } = browsing();

const FIRM = "/enterprises/1";
const TITLE = "/policies/national/high-tech";
const PAGES: Readonly<Record<string, readonly string[]>> = {
  领导: ["/", "/enterprises", FIRM, `${FIRM}/brief`, "/policies", TITLE, `${TITLE}?group=near`],
  经办: [
    "/",
    `${FIRM}?policy=national%2Fhigh-tech`,
    `${FIRM}?figure=operating_revenue:2025`,
    `${FIRM}?on=2025-06-30`,
    "/ladder/unclaimed",
    "/ladder/near",
    "/ladder/unsupported",
    "/ladder/approaching",
    "/ladder/expiring",
    "/ladder/missing",
    "/changes?policy=national%2Fhigh-tech&was_on=2025-06-30",
    "/disputes",
    "/objections",
    "/enterprises?answer=national%2Fhigh-tech%3Ayes",
    "/fill/list",
    "/fill/form",
    "/imports",
    "/facts",
    "/about",
    "/account",
    "/nowhere",
  ],
  数源管理: ["/", "/reviews", "/disputes?mine=true"],
  系统管理员: ["/", "/people", "/about"],
  安全管理员: ["/people"],
  审计管理员: ["/journal"],
  企业: ["/", "/enterprises", TITLE],
};

const LOOKS = [
  { name: "", mode: "light", language: "zh" },
  { name: "-night", mode: "dark", language: "en" },
] as const;

/** Pages that say what was computed, to those who see enterprises. */
const COMPUTED = /^\/$|^\/(enterprises\/|policies\/|ladder|changes|about)|[?&]answer=/;
const APART = ["系统管理员", "安全管理员", "审计管理员"];
const CAVEAT = {
  zh: "测算结果仅供参考，以主管部门认定为准",
  en: "Computed for reference only; the competent department's recognition decides",
} as const;

/** What a computed answer never stands without. */
async function caveats(page: Page, says: string): Promise<readonly string[]> {
  const said = page.locator("main, [role=dialog]").getByText(says);
  return said
    .first()
    .waitFor()
    .then(() => [])
    .catch(() => ["does not say what a computed answer is worth"]);
}

/** What is asked for at once comes one after the other, in an order of its own. */
async function tardy(page: Page): Promise<void> {
  await page.route(/\/api\//, async (route) => {
    const turn = [...route.request().url()].reduce(
      (sum, of) => (sum * 31 + of.charCodeAt(0)) % 997,
      0,
    );
    await new Promise((resolve) => setTimeout(resolve, turn % 300));
    await route.continue().catch(() => undefined);
  });
}

async function looked(page: Page, path: string, name: string): Promise<readonly string[]> {
  await page.goto(zone.address + path);
  await page.locator("main h1, main .face").first().waitFor();
  await settled(page);
  const far = await jumped(page);
  const found = far > MOST_JUMP ? [`jumps by ${far.toFixed(3)} while it is read`] : [];
  found.push(...(await violations(page)));
  await shoot(page, name, async (width) => {
    found.push(...(await sticksOut(page)).map((one) => `${width}: ${one}`));
  });
  return found;
}

describe.concurrent("pages", () => {
  for (const [role, paths] of Object.entries(PAGES)) {
    for (const { name, mode, language } of LOOKS) {
      it(`of ${role} are whole in ${language} and ${mode}, and everybody can use them`, async () => {
        const page = await open(role);
        await countJumps(page);
        if (mode === "dark") await tardy(page);
        await page.addInitScript(
          `localStorage.setItem("yuanshu.mode", "${mode}"); localStorage.setItem("yuanshu.language", "${language}")`,
        );
        const found: string[] = [];
        for (const path of paths) {
          const shot = `page-${role}${path.replace(/\W/g, "-")}${name}`;
          found.push(...(await looked(page, path, shot)).map((one) => `${path} ${one}`));
          if (COMPUTED.test(path) && !APART.includes(role))
            found.push(...(await caveats(page, CAVEAT[language])).map((one) => `${path} ${one}`));
        }
        expect(found).toEqual([]);
        await page.context().close();
      });
    }
  }
});
