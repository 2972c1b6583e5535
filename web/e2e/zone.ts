// An invented zone of its own, served by the real program: made, started, ended.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { preview } from "vite";

const ROOT = join(import.meta.dirname, "../..");

/** The program, as `cargo build` left it or as it is named. */
function program(): string {
  const target = process.env["CARGO_TARGET_DIR"] ?? join(ROOT, "target");
  return process.env["YUANSHU_BIN"] ?? join(target, "debug/yuanshu");
}

export interface Person {
  readonly login: string;
  readonly password: string;
  readonly role: string;
  readonly department: string;
}

export interface Zone {
  readonly address: string;
  readonly people: readonly Person[];
  readonly folder: string;
}

/** One that was started here. */
export interface Served extends Zone {
  /** What the program printed, the link of the first start among it. */
  readonly said: () => string;
  readonly end: () => Promise<void>;
}

/** Who was told to end has done so after as many milliseconds. */
const LATE = 30_000;

function run(...words: string[]): void {
  const { status, stderr } = spawnSync(program(), words, { encoding: "utf8", cwd: ROOT });
  if (status !== 0) throw new Error(`${words.join(" ")}: ${stderr}`);
}

const PACKS = ["--packs", "packs/national", "packs/demo"];

const newFolder = (): string => join(mkdtempSync(join(tmpdir(), "yuanshu-")), "zone");

/** A zone with people and figures; returns where it lies. */
export function makeZone(firms = 600): string {
  const folder = newFolder();
  run("demo", "--data", folder, "--enterprises", String(firms), ...PACKS);
  return folder;
}

/** The same zone once more, for those who would be in each other's way in one. */
export function copyZone(folder: string): Promise<Served> {
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true });
  return serve(copy);
}

export function throwAway(folder: string): void {
  rmSync(join(folder, ".."), { recursive: true, force: true });
}

/** A zone that nobody has opened yet. */
export function emptyZone(): Promise<Served> {
  const folder = newFolder();
  const who = ["--operator", "示例 张某", "--department", "示例管委会"];
  run("init", "--data", folder, "--zone", "示例空园区", ...who, ...PACKS);
  return serve(folder);
}

export async function serve(folder: string): Promise<Served> {
  const child = spawn(program(), ["serve", "--data", folder, "--listen", "127.0.0.1:0"], {
    cwd: ROOT,
  });
  let said = "";
  child.stderr.on("data", (part: Buffer) => (said += part.toString()));
  const api = await started(child, () => said);
  // Pages that the program carries are its own; those that were built here are laid over it where
  // it has none, or where YUANSHU_PAGES is set because it was built elsewhere.
  const { headers } = await fetch(api);
  const whole = headers.get("content-type")?.startsWith("text/html") === true;
  const own = whole && process.env["YUANSHU_PAGES"] === undefined;
  const policy = headers.get("content-security-policy");
  const pages = own
    ? undefined
    : await preview({
        root: join(ROOT, "web"),
        preview: {
          port: 0,
          proxy: { "/api": api },
          headers: policy === null ? {} : { "content-security-policy": policy },
        },
        logLevel: "silent",
      });
  const local = pages?.resolvedUrls?.local[0];
  return {
    address: (local ?? api).replace(/\/$/, ""),
    said: () => said,
    people: peopleOf(folder),
    folder,
    end: async () => {
      await pages?.close();
      await ended(child);
      throwAway(folder);
    },
  };
}

/** Tells the program to end, and waits until it has: it writes to its folder until then. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => void child.once("exit", () => resolve()));
  const late = setTimeout(() => child.kill("SIGKILL"), LATE);
  child.kill();
  await gone;
  clearTimeout(late);
}

/** Resolves with the address once the program has printed it. */
function started(child: ChildProcess, said: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stderr?.on("data", () => {
      const found = /(http:\/\/127\.0\.0\.1:\d+)\//.exec(said())?.[1];
      if (found !== undefined) resolve(found);
    });
    child.on("exit", () => reject(new Error(said())));
  });
}

function peopleOf(folder: string): readonly Person[] {
  let text = "";
  try {
    text = readFileSync(join(folder, "logins.txt"), "utf8");
  } catch {
    // A zone without people has no such file.
    return [];
  }
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [login = "", password = "", , role = "", , department = ""] = line.split("\t");
      return { login, password, role, department };
    });
}
