// Tasks that I owe, the first due before the others, closed with their result.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { App, Button, Input, Modal } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import { closeTask, type Task } from "../../api/work";
import { link } from "../../link";
import { FaultLine } from "../../ui/faces";
import { useMay } from "../session";

export function Tasks({ tasks }: { readonly tasks: readonly Task[] }): ReactNode {
  const { t } = useTranslation();
  const may = useMay("do-task");
  const [closing, setClosing] = useState<Task>();
  return (
    <>
      <table className="plain">
        <tbody>
          {tasks.map((task) => (
            <tr key={task.id}>
              <td style={{ width: 132 }}>
                <Left task={task} />
                <div className="note num">{task.due}</div>
              </td>
              <td>
                <Link
                  {...link.enterprise(
                    task.enterprise,
                    task.policy === null ? {} : { policy: task.policy },
                  )}
                >
                  {task.name}
                </Link>
                <div>{task.reason}</div>
                <div className="note">
                  {task.department} · {task.by}
                </div>
              </td>
              <td style={{ width: 80 }}>
                {may && task.mine && (
                  <Button size="small" onClick={() => setClosing(task)}>
                    {t("task.close")}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {closing !== undefined && <Close task={closing} onDone={() => setClosing(undefined)} />}
    </>
  );
}

function Left({ task: { left, provisional } }: { readonly task: Task }): ReactNode {
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

function Close({ task, onDone }: { readonly task: Task; readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const [result, setResult] = useState("");
  const client = useQueryClient();
  const { message } = App.useApp();
  const close = useMutation({
    mutationFn: () => closeTask(task.id, result.trim()),
    onSuccess: async () => {
      message.success(t("task.closed"));
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
