// The tasks that I gave, and what became of them.
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import { givenSource, type Task, type TaskPage, type TasksGiven } from "../../api/work";
import { count } from "../../say";
import { Check } from "../../ui/check";
import { FaultLine, Skeleton } from "../../ui/faces";
import { More } from "../../ui/more";
import { usePages } from "../../ui/pages";
import { Export } from "../export";
import { Tasks } from "../task/tasks";

export function Given({ given }: { readonly given: TasksGiven }): ReactNode {
  const { t } = useTranslation();
  const [done, setDone] = useState(false);
  const pages = usePages<Task, TaskPage>(givenSource(done));
  const { open, late } = given;
  return (
    <section className="sheet file-section" aria-label={t("home.given")}>
      <div className="row">
        <h2 className="grow">
          {t("home.given")}
          <small>
            {t("home.givenSays", {
              open: count(open),
              late: count(late),
              done: count(given.done),
            })}
          </small>
        </h2>
        <Export path="/api/tasks" query={{ given: true, done }} />
      </div>
      {given.done > 0 && (
        <p>
          <Check checked={done} onChange={setDone}>
            {t("home.givenDone")}
          </Check>
        </p>
      )}
      {pages.error !== null && <FaultLine problem={problemOf(pages.error)} again={pages.again} />}
      {pages.pending && <Skeleton lines={3} />}
      {pages.head !== undefined && pages.rows.length === 0 && (
        <p className="note">{t("home.givenNone")}</p>
      )}
      {pages.rows.length > 0 && <Tasks tasks={pages.rows} />}
      <More pages={pages} />
    </section>
  );
}
