// How much time a task has left, in working days.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Task } from "../../api/work";

export function Left({ task: { left, provisional } }: { readonly task: Task }): ReactNode {
  const { t } = useTranslation();
  if (left === null) return null;
  const note = provisional ? t("task.provisional") : undefined;
  if (left < 0) {
    return (
      <span className="tag tag-no" title={note}>
        {t("task.late", { count: -left })}
      </span>
    );
  }
  return (
    <span className={left <= 1 ? "tag tag-near" : "tag tag-plain"} title={note}>
      {left === 0 ? t("task.today") : t("task.left", { count: left })}
    </span>
  );
}
