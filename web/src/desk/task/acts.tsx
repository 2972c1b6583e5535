// What is done with a task: who owes it closes it, who may give tasks passes it on.
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Task } from "../../api/work";
import { Button } from "../../ui/button";
import { dressed } from "../../ui/dressed";
import { useMay } from "../session";

const CloseTask = lazy(() => dressed(import("./close").then(({ CloseTask: it }) => it)));
const PassTask = lazy(() => dressed(import("./pass").then(({ PassTask: it }) => it)));

export function Acts({ task }: { readonly task: Task }): ReactNode {
  const { t } = useTranslation();
  const closes = useMay("do-task") && task.mine;
  const passes = useMay("make-task");
  const [doing, setDoing] = useState<"close" | "pass">();
  if (!closes && !passes) return null;
  const done = (): void => setDoing(undefined);
  return (
    <span className="row">
      {closes && (
        <Button small onClick={() => setDoing("close")}>
          {t("task.close")}
        </Button>
      )}
      {passes && (
        <Button small kind="text" onClick={() => setDoing("pass")}>
          {t("task.pass")}
        </Button>
      )}
      {doing !== undefined && (
        <Suspense fallback={null}>
          {doing === "close" && <CloseTask task={task} onDone={done} />}
          {doing === "pass" && <PassTask task={task} onDone={done} />}
        </Suspense>
      )}
    </span>
  );
}
