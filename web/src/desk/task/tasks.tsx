// Tasks that I owe, the first due before the others, closed with their result.
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
    <table className="plain tasks">
      <tbody>
        {tasks.map((task) => (
          <tr key={task.id}>
            <td>
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
            <td>
              <Acts task={task} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
