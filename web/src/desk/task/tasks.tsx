// Tasks in a table: how long they have, about whom, and what came of them.
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Task } from "../../api/work";
import { link } from "../../link";
import { Acts } from "./acts";
import { Left } from "./left";
import "./task.css";

export function Tasks({ tasks }: { readonly tasks: readonly Task[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <table className="plain stacks tasks">
      <tbody>
        {tasks.map((task) => (
          <tr key={task.id}>
            <td>
              {task.result === null ? (
                <Left task={task} />
              ) : (
                <span className="tag tag-plain">{t("task.closed")}</span>
              )}
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
              {task.result !== null && (
                <div>
                  {t("task.result")}
                  {t("colon")}
                  {task.result}
                </div>
              )}
            </td>
            <td>{task.result === null && <Acts task={task} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
