// How far the reading of a file has come, in words.
import { useTranslation } from "react-i18next";

import type { DraftShown } from "../../api/draft";
import { count } from "../../say";

export function useFar(): (progress: DraftShown["progress"]) => string {
  const { t } = useTranslation();
  return (progress) => {
    if (progress === null || progress.sheet === "") return t("draft.readingFirst");
    const { sheet, of } = progress;
    const rows = count(progress.rows);
    return typeof of === "number"
      ? t("draft.readingOf", { sheet, rows, of: count(of) })
      : t("draft.reading", { sheet, rows });
  };
}
