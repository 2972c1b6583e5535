// 名单补列: names pasted, columns ticked, the matched table beside them.
import { useMutation } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Input, Tag } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { exportList, filledAt, matchList, type Pasted } from "../../api/fill";
import { problemOf } from "../../api/problem";
import { Button } from "../../ui/button";
import { Empty, FaultLine, Skeleton } from "../../ui/faces";
import { Title } from "../../ui/title";
import { remembered } from "../enterprise/question";
import { Picker } from "../enterprise/picker";
import { useMay } from "../session";
import { Found } from "./found";
import { useKept } from "./kept";
import { keepNames, keptNames } from "./names";
import "./fill.css";

export function FillList(): ReactNode {
  const { t } = useTranslation();
  const { on } = useSearch({ from: "/desk" });
  const mayExport = useMay("export-facts");
  const [text, setKept] = useState(keptNames);
  const setText = (next: string): void => {
    setKept(next);
    keepNames(next);
  };
  const { sent: match, before } = useKept("match", matchList);
  const [columns, setColumns] = useState(before?.given.columns ?? remembered());
  const pasted: Pasted = { text, columns, ...(on === undefined ? {} : { on }) };
  // Not what was matched of another list.
  const [kept] = useState(before?.given.text === text ? before.got : undefined);
  const found = match.data ?? (match.isIdle ? kept : undefined);
  const save = useMutation({
    mutationFn: exportList,
    onSuccess: ({ id }) => location.assign(filledAt(id)),
  });
  const error = match.error ?? save.error;
  const closed = text.trim() === "" ? t("fillList.emptyHow") : undefined;

  /** Puts the chosen firm's code in the place of the line that was unclear. */
  function use(line: string, code: string): void {
    const next = text
      .split("\n")
      .map((one) => (one.trim() === line ? code : one))
      .join("\n");
    setText(next);
    match.mutate({ ...pasted, text: next });
  }

  return (
    <>
      <Title title={t("fillList.title")} says={t("fillList.says")}>
        {mayExport && (
          <Button
            title={t("fillList.exportHow")}
            closed={closed}
            busy={save.isPending}
            onClick={() => save.mutate(pasted)}
          >
            {t("fillList.export")}
          </Button>
        )}
      </Title>
      <div className="fill">
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            match.mutate(pasted);
          }}
        >
          <label className="stack fill-names">
            <span>
              {t("fillList.names")} <span className="note">{t("fillList.namesHow")}</span>
            </span>
            <Input.TextArea
              value={text}
              onChange={({ target }) => setText(target.value)}
              rows={14}
            />
          </label>
          <div className="row">
            <Picker columns={columns} onChange={setColumns} />
            <Button kind="primary" type="submit" closed={closed} busy={match.isPending}>
              {t("fillList.match")}
            </Button>
          </div>
          <div className="row" aria-label={t("fillList.columns")}>
            {columns.map((column) => (
              <Tag
                key={column}
                variant="outlined"
                closable
                onClose={() => setColumns(columns.filter((one) => one !== column))}
              >
                {column.replace(":", " ")}
              </Tag>
            ))}
          </div>
          {error !== null && <FaultLine problem={problemOf(error)} />}
        </form>
        <div className="fill-found">
          {match.isPending && <Skeleton lines={10} />}
          {match.isIdle && found === undefined && (
            <Empty what={t("fillList.empty")} how={t("fillList.emptyHow")} />
          )}
          {found !== undefined && !match.isPending && <Found matched={found} onUse={use} />}
        </div>
      </div>
    </>
  );
}
