// What can be done for the firms that are picked; stands where the query bar stood.
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { link } from "../../link";
import { useMay } from "../session";
import { keepNames } from "../fill/names";
import { GiveTask, type About } from "./give";

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
        <Button type="primary" onClick={() => setGiving(true)}>
          {t("task.give")}
        </Button>
      )}
      <Button onClick={fill}>{t("rail.fillList")}</Button>
      <Button type="text" onClick={onClear}>
        {t("table.clear")}
      </Button>
      {giving && (
        <GiveTask
          abouts={abouts}
          onDone={() => {
            setGiving(false);
            onClear();
          }}
        />
      )}
    </div>
  );
}
