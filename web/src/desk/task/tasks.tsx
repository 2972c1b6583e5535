// Tasks that I owe, the first due before the others, closed with their result.
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Task } from "../../api/work";
import { link } from "../../link";
import { Button } from "../../ui/button";
import { dressed } from "../../ui/dressed";
import { useMay } from "../session";
import { Left } from "./left";

const CloseTask = lazy(() => dressed(import("./close").then(({ CloseTask: it }) => it)));

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
                <div className="note num">
                  {task.due}
                  {task.provisional && <div>{t("task.provisional")}</div>}
                </div>
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
                  <Button small onClick={() => setClosing(task)}>
                    {t("task.close")}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {closing !== undefined && (
        <Suspense fallback={null}>
          <CloseTask task={closing} onDone={() => setClosing(undefined)} />
        </Suspense>
      )}
    </>
  );
}
