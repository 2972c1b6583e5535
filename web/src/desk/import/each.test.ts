// The same done with several files: what is said of those with which it could not be done.
import { expect, it } from "vitest";

import { Problem } from "../../api/problem";
import { each, reasonsOf } from "./each";

const FILES = [1, 2, 3].map((id) => ({ id, name: `${id}.csv` }));

function refused(status: number, detail: string): Problem {
  return new Problem({ status, code: "", title: "", detail, hint: "", path: undefined });
}

/** What came of it, and with which files it was tried. */
async function tried(why: Readonly<Record<number, Problem>>) {
  const asked: number[] = [];
  const act = async ({ id }: { readonly id: number }): Promise<void> => {
    asked.push(id);
    const refusal = why[id];
    if (refusal !== undefined) throw refusal;
  };
  const thrown = await each(FILES, act).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { asked, thrown };
}

const said = (thrown: unknown, there = FILES) =>
  reasonsOf(thrown, there).map(({ names, problem }) => [...names, problem.detail]);

it("is tried with each, whatever comes of the others", async () => {
  const { asked, thrown } = await tried({ 1: refused(409, "正忙") });
  expect([asked, said(thrown)]).toEqual([[1, 2, 3], [["1.csv", "正忙"]]]);
});

it("says nothing where it went with all", async () => {
  const { thrown } = await tried({});
  expect([thrown, said(thrown)]).toEqual([undefined, []]);
});

it("names those of one reason together", async () => {
  const { thrown } = await tried({
    1: refused(409, "正忙"),
    2: refused(404, "没有"),
    3: refused(409, "正忙"),
  });
  expect(said(thrown)).toEqual([
    ["1.csv", "3.csv", "正忙"],
    ["2.csv", "没有"],
  ]);
});

it("is said no more of a file that is gone since", async () => {
  const { thrown } = await tried({ 1: refused(409, "正忙"), 2: refused(404, "没有") });
  expect(said(thrown, FILES.slice(2))).toEqual([]);
  expect(said(thrown, FILES.slice(0, 1))).toEqual([["1.csv", "正忙"]]);
});
