// Files with which something was not done: which, why, what to do.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { FaultLine } from "../../ui/faces";
import { reasonsOf } from "./each";

interface Props {
  readonly error: unknown;
  /** The files that it may be said of. */
  readonly there?: Parameters<typeof reasonsOf>[1];
}

export function LeftOver({ error, there }: Props): ReactNode {
  const { t } = useTranslation();
  return reasonsOf(error, there).map(({ names, problem }) => (
    <div key={names.join()}>
      <p>{t("imports.notDone", { count: names.length, names: names.join(t("comma")) })}</p>
      <FaultLine problem={problem} />
    </div>
  ));
}
