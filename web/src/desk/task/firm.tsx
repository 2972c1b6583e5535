// The tasks about one firm: those that are open, and what came of those that are done.
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { tasksQuery } from "../../api/work";
import { problemOf } from "../../api/problem";
import { FaultLine } from "../../ui/faces";
import { useLearnt } from "../learnt";
import { Acts } from "./acts";
import { Left } from "./left";

interface Props {
  readonly id: number;
}

/** Rows among what is to be done about a firm. */
export function OpenTasks({ id }: Props): ReactNode {
  const query = useQuery(tasksQuery(id));
  if (query.error !== null)
    return <FaultLine problem={problemOf(query.error)} again={() => void query.refetch()} />;
  const open = (query.data?.items ?? []).filter(({ result }) => result === null);
  return (
    <>
      {open.map((task) => (
        <div key={task.id} className="due-row">
          <Left task={task} />
          <span className="grow">
            {task.reason}
            <span className="note"> {task.due}</span>
          </span>
          <span className="note">{task.department}</span>
          <Acts task={task} />
        </div>
      ))}
    </>
  );
}

/** What came of the tasks about a firm. */
export function DoneTasks({ id }: Props): ReactNode {
  const { t } = useTranslation();
  const learnt = useLearnt();
  const query = useQuery(tasksQuery(id));
  const done = (query.data?.items ?? []).filter(({ result }) => result !== null);
  if (done.length === 0) return null;
  return (
    <>
      <h3 style={{ marginTop: 16 }}>{t("task.done")}</h3>
      <table className="plain stacks">
        <tbody>
          {done.map(({ id: number, reason, department, result, line, at }) => (
            <tr key={number}>
              <td className="note day">{learnt({ line, at })}</td>
              <td>
                {reason}
                <div className="note">{department}</div>
              </td>
              <td>{result}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
