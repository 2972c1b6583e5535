// Several files at once: one word for all, each an import of its own, as on the command line.
import { accept, oneDraft, replan } from "../../api/draft";
import { problemOf } from "../../api/problem";
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

/** Keeps one; who is who may have changed since it was looked at, by the file before it. */
async function keep(id: string): Promise<void> {
  try {
    await accept(id);
  } catch (thrown) {
    if (problemOf(thrown).code !== "stale") throw thrown;
    await lookedAgain(id);
    await accept(id);
  }
}

/** Keeps them one after another, and stops at the first that cannot be; the very same bytes as
 * one before stay. */
export async function keepAll(
  ready: readonly Ready[],
  onKept: (many: number) => void,
): Promise<number> {
  let kept = 0;
  for (const { id } of ready) {
    const { looked } = await oneDraft(String(id));
    if (looked !== null && looked.before !== null) continue;
    await keep(String(id));
    kept += 1;
    onKept(kept);
  }
  return kept;
}
