// The two words that are said of what waits: the one that lets it pass, and the other.
import type { ReactNode } from "react";

import { Button } from "./button";

interface Props {
  /** None where another must say it. */
  readonly pass?: { readonly word: string; readonly busy: boolean; readonly onSay: () => void };
  readonly turn: { readonly word: string; readonly onSay: () => void };
}

export function Decide({ pass, turn }: Props): ReactNode {
  return (
    <div className="row">
      {pass !== undefined && (
        <Button small kind="primary" busy={pass.busy} onClick={pass.onSay}>
          {pass.word}
        </Button>
      )}
      <Button small onClick={turn.onSay}>
        {turn.word}
      </Button>
    </div>
  );
}
