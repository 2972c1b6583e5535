// A figure as it is read, with what it is exactly on hover and to screen readers.
import i18next from "i18next";
import type { ReactNode } from "react";

import type { Said } from "../say";

interface Props {
  readonly said: Said | undefined;
  /** Whether the unit stands in the column's header. */
  readonly bare?: boolean;
}

export function Figure({ said, bare = false }: Props): ReactNode {
  if (said === undefined) return <Unknown />;
  // Lists have thousands of such cells.
  if (bare && said.exact === undefined) return said.text;
  return (
    <span className="num" title={said.exact}>
      {said.text}
      {!bare && said.unit !== "" && <span className="unit">{said.unit}</span>}
    </span>
  );
}

export function Unknown({ why }: { readonly why?: string }): ReactNode {
  return (
    <span className="unknown-cell" title={why}>
      {unknown()}
    </span>
  );
}

/** There is something that one may not see: neither a figure nor its lack. */
export function Hidden(): ReactNode {
  return <span className="note">{i18next.t("value.hidden")}</span>;
}

const words = new Map<string, string>();

/** Lists have hundreds of such cells: the word is looked up once a language. */
function unknown(): string {
  const { language } = i18next;
  const word = words.get(language) ?? i18next.t("answer.unknown");
  words.set(language, word);
  return word;
}
