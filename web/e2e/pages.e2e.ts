// Every page, for each role that has a face of its own: nothing breaks, axe finds nothing serious.
import { describe, expect, it } from "vitest";

import { browsing, serious, shoot } from "./browser";

const { zone, open } = browsing();

const FIRM = "/enterprises/1";
const PAGES: Readonly<Record<string, readonly string[]>> = {
  领导: ["/", "/enterprises", FIRM, `${FIRM}/brief`, "/policies", "/policies/national/high-tech"],
  经办: [
    "/ladder/near",
    "/ladder/approaching",
    "/ladder/expiring",
    "/changes?policy=national%2Fhigh-tech&was_on=2025-06-30",
    "/fill/list",
    "/fill/form",
    "/imports",
    "/facts",
    "/about",
    "/account",
  ],
  数源管理: ["/reviews"],
  系统管理员: ["/", "/people"],
  审计管理员: ["/journal"],
  企业: ["/", "/enterprises"],
};

describe.concurrent("pages", () => {
  for (const [role, paths] of Object.entries(PAGES)) {
    it(`of ${role} are whole, and everybody can use them`, async () => {
      const page = await open(role);
      const found: string[] = [];
      for (const path of paths) {
        await page.goto(zone.address + path);
        await page.locator("main h1, main .face").first().waitFor();
        await page.getByRole("status", { name: "正在读取" }).first().waitFor({ state: "detached" });
        found.push(...(await serious(page)).map((one) => `${path} ${one}`));
        await shoot(page, `page-${role}${path.replace(/\W/g, "-")}`);
        const wide = "document.documentElement.scrollWidth > innerWidth + 1";
        if (await page.evaluate<boolean>(wide)) found.push(`${path} is wider than the window`);
      }
      expect(found).toEqual([]);
      await page.context().close();
    });
  }
});
