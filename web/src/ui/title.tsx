// The title line of a page: what it is, how many, and what one can do.
import type { ReactNode } from "react";

interface Props {
  readonly title: string;
  /** How many, or of when. */
  readonly says?: ReactNode;
  readonly children?: ReactNode;
}

export function Title({ title, says, children }: Props): ReactNode {
  return (
    <div className="page-title">
      <h1>{title}</h1>
      {says !== undefined && <span className="note">{says}</span>}
      {children !== undefined && <div className="page-does no-print">{children}</div>}
    </div>
  );
}
