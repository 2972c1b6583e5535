// What was done, said for a moment at the top of the page, to screen readers too.
import { useSyncExternalStore, type ReactNode } from "react";

import "./notice.css";

type Kind = "done" | "told" | "refused";

interface Notice {
  readonly id: number;
  readonly kind: Kind;
  readonly text: string;
}

/** How long a notice stays, and how many stand at once. */
const STAYS = 4000;
const MOST = 3;

let notices: readonly Notice[] = [];
let count = 0;
const listeners = new Set<() => void>();

function set(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

/** The same words stand there once. */
function say(kind: Kind, text: string): void {
  count += 1;
  const id = count;
  const others = notices.filter((one) => one.text !== text);
  set([...others, { id, kind, text }].slice(-MOST));
  window.setTimeout(() => set(notices.filter((one) => one.id !== id)), STAYS);
}

export const notice = {
  done: (text: string) => say("done", text),
  told: (text: string) => say("told", text),
  refused: (text: string) => say("refused", text),
};

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function Notices(): ReactNode {
  const shown = useSyncExternalStore(listen, () => notices);
  return (
    <div className="notices no-print" role="status" aria-live="polite">
      {shown.map(({ id, kind, text }) => (
        <p key={id} className={`notice notice-${kind}`}>
          {text}
        </p>
      ))}
    </div>
  );
}
