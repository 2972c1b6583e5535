// The page of one firm, reached as an officer would.
import type { Page } from "playwright-core";

import { written } from "./browser";
import type { Zone } from "./zone";

/** The largest firm's page; returns its name. */
export async function largest(page: Page, zone: Zone): Promise<string> {
  await page.goto(`${zone.address}/enterprises?sort=-%E8%90%A5%E4%B8%9A%E6%94%B6%E5%85%A5`);
  const first = page.getByRole("row").nth(1);
  const name = await written(first.getByRole("gridcell").nth(1));
  await first.click();
  await page.getByRole("link", { name: "打开一企一档" }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  return name;
}

/** Opens where the last figure of a fact of the open firm comes from. */
export async function figureOf(page: Page, fact: string): Promise<void> {
  const row = page.getByRole("row", { name: new RegExp(`^${fact}`) }).first();
  await row.getByRole("button").last().click();
}
