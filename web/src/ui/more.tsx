// The rest of a list that is read page by page: how much is shown, and a button for more.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { count } from "../say";
import { Button } from "./button";

interface Props {
  readonly pages: {
    readonly rows: readonly unknown[];
    readonly total: number;
    readonly reach: (index: number) => void;
  };
}

/** Nothing where all is shown. */
export function More({ pages: { rows, total, reach } }: Props): ReactNode {
  const { t } = useTranslation();
  if (rows.length === 0 || rows.length >= total) return null;
  return (
    <p className="note">
      {t("more.shown", { shown: count(rows.length), total: count(total) })}{" "}
      <Button small onClick={() => reach(rows.length)}>
        {t("more.next")}
      </Button>
    </p>
  );
}
