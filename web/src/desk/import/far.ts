// How far a file has come, and the reading of it, in words.
import { useTranslation } from "react-i18next";

import type { DraftShown } from "../../api/draft";
import { bytes, count } from "../../say";

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

export function useArrives(): (draft: Pick<DraftShown, "bytes" | "of">) => string {
  const { t } = useTranslation();
  return ({ bytes: here, of }) =>
    typeof of === "number"
      ? t("draft.arrivingOf", { here: bytes(here), of: bytes(of) })
      : t("draft.arriving", { here: bytes(here) });
}
