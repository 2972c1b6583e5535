// A task is closed with what came of it.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Input, Modal } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import { closeTask, type Task } from "../../api/work";
import { FaultLine } from "../../ui/faces";
import { notice } from "../../ui/notice";

interface Props {
  readonly task: Task;
  readonly onDone: () => void;
}

export function CloseTask({ task, onDone }: Props): ReactNode {
  const { t } = useTranslation();
  const [result, setResult] = useState("");
  const client = useQueryClient();
  const close = useMutation({
    mutationFn: () => closeTask(task.id, result.trim()),
    onSuccess: async () => {
      notice.done(t("task.closed"));
      onDone();
      await client.invalidateQueries({ queryKey: ["home"] });
    },
  });
  return (
    <Modal
      open
      title={t("task.closeFor", { name: task.name })}
      okText={t("task.close")}
      okButtonProps={{ disabled: result.trim() === "", loading: close.isPending }}
      onOk={() => close.mutate()}
      onCancel={onDone}
    >
      <Input.TextArea
        autoFocus
        rows={3}
        aria-label={t("task.result")}
        placeholder={t("task.result")}
        value={result}
        onChange={({ target }) => setResult(target.value)}
      />
      {close.error !== null && <FaultLine problem={problemOf(close.error)} />}
    </Modal>
  );
}
