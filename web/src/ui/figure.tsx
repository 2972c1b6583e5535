// A figure as it is read, with what it is exactly on hover and to screen readers.
import { Tooltip } from "antd";
import type { ReactNode } from "react";

import { UNKNOWN, type Said } from "../say";

interface Props {
  readonly said: Said | undefined;
  /** Whether the unit stands in the column's header. */
  readonly bare?: boolean;
}

export function Figure({ said, bare = false }: Props): ReactNode {
  if (said === undefined) return <Unknown />;
  const body = (
    <span className="num">
      {said.text}
      {!bare && said.unit !== "" && <span className="unit">{said.unit}</span>}
    </span>
  );
  return said.exact === undefined ? body : <Tooltip title={said.exact}>{body}</Tooltip>;
}

export function Unknown({ why }: { readonly why?: string }): ReactNode {
  const mark = <span className="unknown-cell">{UNKNOWN}</span>;
  return why === undefined ? mark : <Tooltip title={why}>{mark}</Tooltip>;
}
