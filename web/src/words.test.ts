// Every word that stands in the tables is said somewhere.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

import { ACTS } from "./route/search";
import { en } from "./words/en";
import { zh } from "./words/zh";

/** Keys that are put together of two parts: the part that stands in the code, and what follows it. */
const BUILT: Readonly<Record<string, readonly string[] | "all">> = {
  answer: "all",
  bar: ["system", "light", "dark"],
  "door.first": ["taken", "waits", "own"],
  "door.turned": "all",
  draft: ["error", "warning", "new", "changed", "same", "confirmed", "at_odds", "ranked"],
  "enterprise.alter": ["name", "code", "arrived", "left"],
  "enterprise.alter.new": "all",
  "enterprise.alter.was": "all",
  "enterprise.file": ["due", "answers", "figures", "history"],
  "enterprise.filter": ["ge", "le", "gt", "lt", "eq", "is", "not", "among", "has", "from", "until"],
  "enterprise.list.stay": "all",
  "enterprise.ground": "all",
  "enterprise.groundSays": "all",
  "enterprise.stage": "all",
  "facts.kinds": "all",
  "fillList.status": "all",
  home: ["held", "unclaimed", "near", "unknown"],
  "journal.acts": "all",
  "draft.identity": "all",
  "changes.shift": ["answer", "value"],
  "ladder.by": "all",
  "ladder.rung": "all",
  "ladder.says": "all",
  people: ["appoint", "delegate"],
  "people.role": "all",
  "people.scopes": "all",
  "policy.group": "all",
  "policy.list": ["open", "closed", "unknown"],
  rail: [
    ...["work", "firms", "policies", "figures", "keep", "home", "own", "reviews", "changes"],
    ...["enterprises", "fillList", "form", "people", "library", "ladder", "imports", "facts"],
    ...["journal", "about"],
  ],
};

const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !/^words|\.test\.ts|schema\.ts/.test(path))
  .map((path) => readFileSync(join("src", path), "utf8"))
  .join("\n");

function keysOf(words: object, before = ""): readonly string[] {
  return Object.entries(words).flatMap(([name, word]: [string, unknown]) =>
    typeof word === "object" && word !== null ? keysOf(word, `${before}${name}.`) : before + name,
  );
}

function isBuilt(key: string): boolean {
  const cut = key.lastIndexOf(".");
  const names = BUILT[key.slice(0, cut)];
  return names === "all" || names?.includes(key.slice(cut + 1)) === true;
}

it("no word stands in the tables that nothing says", () => {
  const keys = keysOf(zh);
  expect(keys.filter((key) => !sources.includes(`"${key}"`) && !isBuilt(key))).toEqual([]);
});

it("what the journal keeps has its word, and no other has", () => {
  expect([...ACTS].sort()).toEqual(Object.keys(zh.journal.acts).sort());
});

it("what is put together in the code is what is listed here", () => {
  const built = [...sources.matchAll(/\bt\(`([\w.]+)\.\$/g)].map(([, before]) => before);
  expect([...new Set(built)].sort()).toEqual(Object.keys(BUILT).sort());
});

it("no sign of one language is put between words by the code, but for numbers of documents", () => {
  const signs = sources.match(/join\("[、，；]"\)|[（，；]\$?\{(?!number\})/g) ?? [];
  expect(signs).toEqual([]);
});

it("one enterprise is not said to be enterprises", () => {
  const said = (words: object): readonly string[] =>
    Object.values(words).flatMap((word: unknown) =>
      typeof word === "object" && word !== null ? said(word) : String(word),
    );
  const many = /\{\{\w+\}\}(?: more| working)? (?!is\b|was\b)[a-z]+s\b/;
  expect(said(en).filter((word) => many.test(word))).toEqual([]);
});
