// How each column of a draft was read, and how it should be.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Input, Select } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { factsQuery, feedsQuery } from "../../api/content";
import { draftQuery, replan, type PlannedColumn, type Preview } from "../../api/draft";
import { problemOf } from "../../api/problem";
import { Button } from "../../ui/button";
import { DayInput } from "../../ui/day";
import { FaultLine } from "../../ui/faces";

interface Props {
  readonly id: string;
  readonly looked: Preview;
}

export function Columns({ id, looked }: Props): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [columns, setColumns] = useState(looked.plan.column ?? []);
  const [feed, setFeed] = useState(looked.feed);
  const [since, setSince] = useState(looked.plan.since);
  const facts = useQuery(factsQuery).data?.items ?? [];
  const feeds = useQuery(feedsQuery).data?.items ?? [];
  const again = useMutation({
    mutationFn: () =>
      replan(id, {
        plan: { ...looked.plan, column: columns },
        feed,
        ...(since === undefined ? {} : { since }),
      }),
    onSuccess: (draft) => client.setQueryData(draftQuery(id).queryKey, draft),
  });
  const change = (at: number, more: Partial<PlannedColumn>): void =>
    setColumns(columns.map((column, other) => (other === at ? { ...column, ...more } : column)));
  const options = facts
    .filter(({ formula }) => formula === null)
    .map(({ name, synonyms }) => ({
      value: name,
      label: name,
      search: [name, ...synonyms].join(" "),
    }));
  return (
    <section className="sheet file-section figures-scroll">
      <h2>
        {t("draft.columns")}
        <small>{t("draft.columnsHow")}</small>
      </h2>
      <div className="row query">
        <label className="row">
          {t("draft.feed")}
          <Select
            style={{ width: 260 }}
            aria-label={t("draft.feed")}
            value={feed}
            onChange={setFeed}
            options={feeds.map(({ id: value, title }) => ({ value, label: title }))}
          />
        </label>
        <label className="row" title={t("draft.sinceHow")}>
          {t("draft.since")}
          <DayInput label={t("draft.since")} value={since} onChange={setSince} />
        </label>
        <Button kind="primary" busy={again.isPending} onClick={() => again.mutate()}>
          {t("draft.replan")}
        </Button>
        {again.error !== null && <FaultLine problem={problemOf(again.error)} />}
      </div>
      <table className="plain">
        <thead>
          <tr>
            <th>{t("draft.sheet")}</th>
            <th>{t("draft.column")}</th>
            <th>{t("draft.heading")}</th>
            <th>{t("draft.fact")}</th>
            <th>{t("draft.unit")}</th>
            <th>{t("draft.year")}</th>
            <th>{t("draft.stage")}</th>
            <th>{t("draft.basis")}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column, at) => (
            <tr key={`${column.sheet}!${column.column}`}>
              <td className="note">{column.sheet}</td>
              <td className="note">{column.column}</td>
              <td>{column.heading}</td>
              <td>
                <Select
                  size="small"
                  allowClear
                  showSearch={{ optionFilterProp: "search" }}
                  style={{ width: 240 }}
                  aria-label={`${column.heading} ${t("draft.fact")}`}
                  placeholder={t("draft.leave")}
                  value={column.fact === "" ? undefined : column.fact}
                  onChange={(fact: string | undefined) => change(at, { fact: fact ?? "" })}
                  options={options}
                />
              </td>
              <td>
                <Input
                  size="small"
                  style={{ width: 80 }}
                  aria-label={`${column.heading} ${t("draft.unit")}`}
                  value={column.unit ?? ""}
                  onChange={({ target }) => {
                    const { unit: _, ...rest } = column;
                    const next = target.value === "" ? rest : { ...rest, unit: target.value };
                    setColumns(columns.map((one, other) => (other === at ? next : one)));
                  }}
                />
              </td>
              <td className="num note">{column.year ?? ""}</td>
              <td className="note">{column.fact === "" ? "" : (column.stage ?? looked.stage)}</td>
              <td className="note">{column.basis ?? ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
