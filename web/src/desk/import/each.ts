// The same done with several files at once: what went stays done, what did not is named.
import { problemOf, type ProblemBody } from "../../api/problem";

interface Named {
  readonly id: number;
  readonly name: string;
}

/** Of some files it was done, of these not. */
export class Partly extends Error {
  readonly left: readonly Left[];

  constructor(left: readonly Left[]) {
    super(left.map(({ of, problem }) => `${of.name}: ${problem.detail}`).join("; "));
    this.name = "Partly";
    this.left = left;
  }
}

/** A file with which it was not done, and why. */
export interface Left {
  readonly of: Named;
  readonly problem: ProblemBody;
}

/** Tries it with each; throws with those with which it could not be done once all were tried. */
export async function each<T extends Named>(
  all: readonly T[],
  act: (one: T) => Promise<unknown>,
): Promise<void> {
  const tried = await Promise.allSettled(all.map(act));
  const left = all.flatMap((of, at): readonly Left[] => {
    const one = tried[at];
    return one?.status === "rejected" ? [{ of, problem: problemOf(one.reason) }] : [];
  });
  if (left.length > 0) throw new Partly(left);
}

/** Why, and which files are left for that reason. */
export interface Reason {
  readonly names: readonly string[];
  readonly problem: ProblemBody;
}

/** With the files that are not `there` any more it was done since. */
export function reasonsOf(thrown: unknown, there?: readonly Named[]): readonly Reason[] {
  if (!(thrown instanceof Partly)) return [];
  const still = thrown.left.filter(({ of }) => there?.some(({ id }) => id === of.id) !== false);
  const said = [...new Set(still.map(({ problem }) => problem.detail))];
  return said.flatMap((detail) => {
    const alike = still.filter(({ problem }) => problem.detail === detail);
    const [first] = alike;
    return first === undefined
      ? []
      : [{ names: alike.map(({ of }) => of.name), problem: first.problem }];
  });
}
