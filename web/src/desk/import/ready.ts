// Which of several files can be kept, and what they bring together.
import type { Counts, DraftShown } from "../../api/draft";

/** A file that was looked at and can be kept. */
export type Ready = DraftShown & { readonly looked: NonNullable<DraftShown["looked"]> };

/** Those that can be kept, in the order in which they came; the very same bytes bring nothing. */
export function readyOf(drafts: readonly DraftShown[]): readonly Ready[] {
  return [...drafts]
    .sort((one, other) => one.id - other.id)
    .flatMap((draft) => {
      const { looked } = draft;
      return draft.state === "looked" && looked !== null && looked.before === null
        ? [{ ...draft, looked }]
        : [];
    });
}

/** What all of them would bring. */
export function sumOf(ready: readonly Ready[]): Counts {
  const none: Counts = { new: 0, changed: 0, same: 0, confirmed: 0, at_odds: 0, ranked: 0 };
  return ready.reduce(
    (sum, { looked: { counts } }) => ({
      new: sum.new + counts.new,
      changed: sum.changed + counts.changed,
      same: sum.same + counts.same,
      confirmed: sum.confirmed + counts.confirmed,
      at_odds: sum.at_odds + counts.at_odds,
      ranked: sum.ranked + counts.ranked,
    }),
    none,
  );
}
