// Several files at once: one word for all, each an import of its own, as on the command line.
import { accept, oneDraft, replan } from "../../api/draft";
import { problemOf } from "../../api/problem";
import { Partly } from "./each";
import type { Ready } from "./ready";

const MOMENT = 400;

/** Waits until a file is looked at anew, after what was kept before it. */
async function lookedAgain(id: string): Promise<void> {
  let draft = await replan(id, {});
  while (draft.state === "reading") {
    await new Promise((resolve) => setTimeout(resolve, MOMENT));
    draft = await oneDraft(id);
  }
}

/** Keeps one; who is who may have changed since it was looked at, by the file before it. The very
 * same bytes as one before stay. */
async function keep(id: string): Promise<boolean> {
  const { looked } = await oneDraft(id);
  if (looked !== null && looked.before !== null) return false;
  try {
    await accept(id);
  } catch (thrown) {
    if (problemOf(thrown).code !== "stale") throw thrown;
    await lookedAgain(id);
    await accept(id);
  }
  return true;
}

/** Keeps them one after another, and stops at the first that cannot be. */
export async function keepAll(
  ready: readonly Ready[],
  onKept: (many: number) => void,
): Promise<number> {
  let kept = 0;
  for (const one of ready) {
    const is = await keep(String(one.id)).catch((thrown: unknown) => {
      throw new Partly([{ of: one, problem: problemOf(thrown) }]);
    });
    if (!is) continue;
    kept += 1;
    onKept(kept);
  }
  return kept;
}
