// Since when something is known: the day, and the line of the journal.
import { useTranslation } from "react-i18next";

import { dayOf } from "../say";

interface Line {
  readonly line: number;
  /** The moment, where the server tells it. */
  readonly at: string | null;
}

/** 2026-11-08（日志第 39 笔） */
export function useLearnt(): (line: Line) => string {
  const { t } = useTranslation();
  return ({ line, at }) =>
    at === null
      ? t("enterprise.file.line", { line })
      : t("enterprise.file.lineOn", { day: dayOf(at), line });
}
