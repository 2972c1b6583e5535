// A task is closed with what came of it.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { closeTask, type Task } from "../../api/work";
import { Reason } from "../../ui/reason";
import { useWrite } from "../write";

interface Props {
  readonly task: Task;
  readonly onDone: () => void;
}

export function CloseTask({ task, onDone }: Props): ReactNode {
  const { t } = useTranslation();
  const close = useWrite((result: string) => closeTask(task, result), {
    says: () => t("task.closed"),
    touches: ["home"],
    onDone,
  });
  return (
    <Reason
      title={t("task.closeFor", { name: task.name })}
      does={t("task.close")}
      asks={t("task.result")}
      sent={close}
      onCancel={onDone}
    />
  );
}
