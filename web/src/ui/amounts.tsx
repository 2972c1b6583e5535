// A sentence of the program, its amounts as they are said elsewhere: exactly on hover.
import type { ReactNode } from "react";

import { amountsIn } from "../value";

export function Amounts({ says }: { readonly says: string }): ReactNode {
  return amountsIn(says).map((part, at) =>
    typeof part === "string" ? (
      part
    ) : (
      <span key={at} className="num" title={part.exact}>
        {part.text} {part.unit}
      </span>
    ),
  );
}
