// A browser window in which somebody of the zone is signed in.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Cookie, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject } from "vitest";

import { copyZone, type Person, type Served, type Zone } from "./zone";

/** Outside the tree; named so that whoever ran it can look. */
const SHOTS = process.env["YUANSHU_SHOTS"] ?? join(tmpdir(), "yuanshu-shots");
/** So long a page may take to do what it was asked for: a machine may have other things to do. */
const PATIENCE = 60_000;
/** What is not so yet is looked at again after as many milliseconds. */
const MOMENT = 50;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export function openBrowser(): Promise<Browser> {
  mkdirSync(SHOTS, { recursive: true });
  return chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    timeout: 2 * PATIENCE,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Whether what comes and goes moves: many machines are set to have nothing move. */
type Motion = "no-preference" | "reduce";

/** A browser on a zone of its own, for one file of tests; what breaks in it fails the file. */
export function browsing(motion: Motion = "reduce") {
  const broken: string[] = [];
  const known = new Map<string, Promise<Cookie[]>>();
  let browser: Browser;
  let served: Served | undefined;
  const there = (): Served => {
    if (served === undefined) throw new Error("the zone is not served yet");
    return served;
  };
  beforeAll(async () => {
    [browser, served] = await Promise.all([openBrowser(), copyZone(inject("zone"))]);
  });
  afterAll(async () => {
    await browser.close();
    await served?.end();
    expect(broken).toEqual([]);
  });
  const zone: Zone = {
    get address() {
      return there().address;
    },
    get people() {
      return there().people;
    },
    get folder() {
      return there().folder;
    },
  };
  return {
    zone,
    /** A window in which somebody who has a role is signed in: by the door the first time, and then
     * on the first page; later nowhere yet. */
    open: async (role: string, department?: string): Promise<Page> => {
      const page = await openPage(browser, broken, motion);
      const { login } = whoIs(zone, role, department);
      const cookies = known.get(login);
      if (cookies === undefined) {
        const signed = signIn(page, zone, role, department).then(() => page.context().cookies());
        known.set(login, signed);
        await signed;
      } else await page.context().addCookies(await cookies);
      return page;
    },
    /** A window in which nobody is signed in. */
    outside: (): Promise<Page> => openPage(browser, broken, motion),
  };
}

/** A window in Chinese; what breaks in it is put into `broken`. */
export async function openPage(
  browser: Browser,
  broken: string[],
  reducedMotion: Motion = "reduce",
): Promise<Page> {
  const viewport = { width: 1366, height: 768 };
  const context = await browser.newContext({ locale: "zh-CN", viewport, reducedMotion });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  page.on("pageerror", ({ message }) => broken.push(message));
  return page;
}

/** Fills in the door's form. */
export async function enter(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel("账号").fill(login);
  await page.getByLabel("密码").fill(password);
  await page.getByRole("button", { name: "登录" }).click();
}

/** Who has a role, of a department where it matters. */
function whoIs(zone: Zone, role: string, department?: string): Person {
  const person = zone.people.find(
    (one) => one.role === role && (department ?? one.department) === one.department,
  );
  if (person === undefined) throw new Error(`nobody is ${role}`);
  return person;
}

/** Signs in as somebody who has a role, of a department where it matters. */
export async function signIn(
  page: Page,
  zone: Zone,
  role: string,
  department?: string,
): Promise<void> {
  const { login, password } = whoIs(zone, role, department);
  await page.goto(`${zone.address}/login`);
  await enter(page, login, password);
  await page.getByRole("button", { name: /^我的账号/ }).waitFor();
}

/** Kept by the run, to be looked at; `also` is done at each width. */
export async function shoot(
  page: Page,
  name: string,
  also?: (width: number) => Promise<void>,
): Promise<void> {
  const widths: readonly (readonly [number, number])[] = [
    [1920, 1080],
    [1366, 768],
    [390, 844],
  ];
  for (const [width, height] of widths) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: `${SHOTS}/${name}-${width}.png` });
    await also?.(width);
  }
  await page.setViewportSize({ width: 1366, height: 768 });
}

/** Nothing is under way: all was read, and nothing moves but what moves for ever. */
const SETTLED = `document.fonts.status === "loaded"
  && document.querySelector("[role=status][aria-label=正在读取], [role=status][aria-label=Loading]") === null
  && document.getAnimations().every((one) =>
    one.playState !== "running" || one.effect.getComputedTiming().endTime === Infinity)`;

export async function settled(page: Page): Promise<void> {
  await until(() => page.evaluate<boolean>(SETTLED), "the page does not settle");
}

/** What is written there, once something is: a list has its rows before what stands in them. */
export async function written(where: Locator): Promise<string> {
  let text = "";
  await until(async () => {
    text = (await where.textContent()) ?? "";
    return !/^\s*…?\s*$/.test(text);
  }, "nothing is written there");
  return text;
}

/** Asks again until it is so. `expect.poll` is for tests that run alone: of several at a time it does
 * not know in which it is. */
export async function until(ask: () => Promise<boolean>, complaint: string): Promise<void> {
  const end = performance.now() + PATIENCE;
  // A page that is on its way elsewhere cannot be asked.
  while (!(await ask().catch(() => false))) {
    if (performance.now() > end) throw new Error(complaint);
    await new Promise((resolve) => setTimeout(resolve, MOMENT));
  }
}

/** How far what stands may jump, as browsers count it, while a page is read. */
export const MOST_JUMP = 0.05;
const JUMPS = `self.jumped = 0;
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) self.jumped += value;
}).observe({ type: "layout-shift", buffered: true });`;

/** From here on it is counted how far what stands on a page jumps. */
export async function countJumps(page: Page): Promise<void> {
  await page.addInitScript(JUMPS);
}

/** How far it has, since the page was opened; a window that changes its width counts too. */
export async function jumped(page: Page): Promise<number> {
  // What was painted last is told a moment later.
  const told = "new Promise((tell) => requestAnimationFrame(() => setTimeout(tell, 50)))";
  return page.evaluate<number>(`${told}.then(() => self.jumped)`);
}

const has = (of: Locator): Promise<boolean> => of.evaluate((it) => it === document.activeElement);

/** Goes on by one key until something has the focus; a page has fewer stops than this. */
export async function reach(page: Page, wanted: Locator, key = "Tab"): Promise<void> {
  await wanted.waitFor();
  for (let stop = 0; stop < 200; stop++) {
    await page.keyboard.press(key);
    if (await has(wanted)) return;
  }
  throw new Error(`${wanted} is not reached by ${key}`);
}

export const focused = (of: Locator): Promise<void> => until(() => has(of), `${of} has no focus`);

/** For how long something is wrong before it counts. */
const LASTS = 5000;

/** What is wrong and stays so: a layout follows its window a moment later. */
async function lasting(look: () => Promise<readonly string[]>): Promise<readonly string[]> {
  const until = performance.now() + LASTS;
  let found = await look();
  while (found.length > 0 && performance.now() < until) found = await look();
  return found;
}

const AUDIT = `axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations
  .map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).slice(0, 2).join(" ")))`;

/** What axe finds against people who do not see, or do not use a mouse, by rule. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return lasting(() => page.evaluate<readonly string[]>(AUDIT));
}

const STICKS_OUT = `[
  ...[document.documentElement, ...document.querySelectorAll(".page, .drawer-body, .sheet:not(.figures-scroll)")]
    .filter((box) => box.scrollWidth > box.clientWidth + 1 && box.clientWidth > 0)
    .map((box) => box.tagName + "." + box.className + " " + box.scrollWidth + " > " + box.clientWidth),
  ...[...document.querySelectorAll(".sheet .vtable")]
    .filter((list) => list.getBoundingClientRect().bottom > list.closest(".sheet").getBoundingClientRect().bottom)
    .map((list) => list.getAttribute("aria-label") + " is higher than what it stands in"),
]`;

/** What needs more room than it has. */
export function sticksOut(page: Page): Promise<readonly string[]> {
  return lasting(() => page.evaluate<readonly string[]>(STICKS_OUT));
}
