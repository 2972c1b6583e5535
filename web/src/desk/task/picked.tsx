// What can be done for the firms that are picked; stands where the query bar stood.
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { link } from "../../link";
import { useMay } from "../session";
import { keepNames } from "../fill/names";
import type { About } from "./give";

const GiveTask = lazy(() => dressed(import("./give").then(({ GiveTask: it }) => it)));
import { Button } from "../../ui/button";
import { dressed } from "../../ui/dressed";

interface Props {
  readonly abouts: readonly About[];
  /** As lists are pasted: a code, or the name of who has none. */
  readonly names: readonly string[];
  readonly onClear: () => void;
}

export function PickedBar({ abouts, names, onClear }: Props): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay("make-task");
  const [giving, setGiving] = useState(false);
  const fill = (): void => {
    keepNames(names.join("\n"));
    void navigate(link.fillList());
  };
  return (
    <div className="row query picked no-print" role="status">
      <strong>{t("table.picked", { count: abouts.length })}</strong>
      {may && (
        <Button kind="primary" onClick={() => setGiving(true)}>
          {t("task.give")}
        </Button>
      )}
      <Button onClick={fill}>{t("rail.fillList")}</Button>
      <Button kind="text" onClick={onClear}>
        {t("table.clear")}
      </Button>
      {giving && (
        <Suspense fallback={null}>
          <GiveTask
            abouts={abouts}
            onDone={() => {
              setGiving(false);
              onClear();
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
