// Rows that are flung by, faster than anybody reads, are drawn in part; the rest follows when one stops.
import { useEffect, useRef, useState, type UIEvent } from "react";

/** Rows from one step to the next, and milliseconds between them, from which nobody reads. */
const ROWS = 4;
const SOON = 250;
/** Rows that are made whole in one frame. */
const AT_ONCE = 6;

interface Passing {
  readonly onScroll: (event: UIEvent) => void;
  /** Whether the row of a place among those that are drawn is not whole yet. */
  readonly at: (place: number) => boolean;
}

interface List {
  readonly rowHeight: number;
  readonly scrolling: boolean;
  /** How many rows are drawn. */
  readonly drawn: number;
}

/** A single step, as a key makes it, is none: what it leads to is looked at. */
export function usePassing({ rowHeight, scrolling, drawn }: List): Passing {
  const last = useRef({ at: 0, top: 0, steps: 0 });
  const [whole, setWhole] = useState(Infinity);
  const passing = scrolling && last.current.steps > 1;
  useEffect(() => {
    if (passing) {
      setWhole(0);
      return undefined;
    }
    if (whole >= drawn) return undefined;
    const frame = requestAnimationFrame(() => setWhole(whole + AT_ONCE));
    return () => cancelAnimationFrame(frame);
  }, [passing, whole, drawn]);
  return {
    onScroll: ({ currentTarget: { scrollTop: top }, timeStamp: at }) => {
      const { at: before, top: from, steps } = last.current;
      const quick = at - before < SOON && Math.abs(top - from) >= ROWS * rowHeight;
      last.current = { at, top, steps: quick ? steps + 1 : 0 };
    },
    at: (place) => passing || place >= whole,
  };
}
