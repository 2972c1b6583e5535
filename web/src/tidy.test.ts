// The house's rules for TypeScript, which no compiler knows (STYLE.md).
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

/** A generated file, and this one, which spells out what it forbids. */
const APART = ["src/api/schema.ts", "src/tidy.test.ts"];

const files = ["src"]
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  )
  .filter((path) => /\.tsx?$/.test(path) && !APART.includes(path))
  .map((path) => ({ path, text: readFileSync(path, "utf8") }));

/** Lines of code that a pattern is found in, with texts and comments taken out. */
function broken(pattern: RegExp): readonly string[] {
  return files.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, at) => {
      const code = line.replace(/(["'`])(?:\\.|(?!\1).)*\1/g, '""').replace(/\/\/.*|\/\*\*.*/, "");
      return pattern.test(code) ? [`${path}:${at + 1}: ${line.trim()}`] : [];
    }),
  );
}

it("a file opens with what it is", () => {
  expect(files.filter(({ text }) => !text.startsWith("// ")).map(({ path }) => path)).toEqual([]);
});

it("nothing is taken for what it was not shown to be", () => {
  expect(
    broken(/\bas (?!const\b)[A-Za-z{[(]|[:<|] ?any\b|@ts-|[\w)\]]![.;,)]/).filter(
      (line) => !/import|export \*/.test(line),
    ),
  ).toEqual([]);
});

it("there are no enums and no default exports", () => {
  expect(broken(/^\s*(export )?(const )?enum |export default/)).toEqual([]);
});
