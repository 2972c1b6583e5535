// One click from what stands on a page to a task about it.
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "../../ui/button";
import { dressed } from "../../ui/dressed";
import { useMay } from "../session";
import type { About } from "./give";

const GiveTask = lazy(() => dressed(import("./give").then(({ GiveTask: it }) => it)));

export function GiveButton({ about }: { readonly about: About }): ReactNode {
  const { t } = useTranslation();
  const may = useMay("make-task");
  const [giving, setGiving] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button onClick={() => setGiving(true)}>{t("task.give")}</Button>
      {giving && (
        <Suspense fallback={null}>
          <GiveTask abouts={[about]} onDone={() => setGiving(false)} />
        </Suspense>
      )}
    </>
  );
}
