// Tasks that I owe, the first due before the others, closed with their result.
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Task } from "../../api/work";
import { link } from "../../link";
import { Acts } from "./acts";
import { Left } from "./left";

export function Tasks({ tasks }: { readonly tasks: readonly Task[] }): ReactNode {
  const { t } = useTranslation();
  return (
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
            <td style={{ width: 148 }}>
              <Acts task={task} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
