// How each column of a draft was read, and how it should be.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Select } from "antd";
import { useCallback, useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { factsQuery, feedsQuery } from "../../api/content";
import { draftQuery, replan, type Preview } from "../../api/draft";
import { isBehind, problemOf } from "../../api/problem";
import { Button } from "../../ui/button";
import { DayInput } from "../../ui/day";
import { FaultLine } from "../../ui/faces";
import { STAGE_WORDS, useStage } from "../stage";
import { ColumnRow } from "./column";
import {
  editedOf,
  IDENTITIES,
  PERIOD,
  refit,
  replanOf,
  said,
  type Edited,
  type More,
} from "./planned";

interface Props {
  readonly id: string;
  readonly looked: Preview;
  /** What a person changed, and did not have read yet. */
  readonly edited: Edited | undefined;
  readonly onEdit: (change: (before: Edited | undefined) => Edited) => void;
}

export function Columns({ id, looked, edited, onEdit }: Props): ReactNode {
  const { t } = useTranslation();
  const { columns } = edited ?? editedOf(looked);
  const all = useQuery(factsQuery).data?.items;
  const facts = useMemo(() => new Map((all ?? []).map((fact) => [fact.name, fact])), [all]);
  const options = useMemo(
    () => [
      ...([...IDENTITIES, PERIOD] as const).map((name) => ({
        value: name,
        label: t(`draft.identity.${name}`),
        search: name,
      })),
      ...(all ?? [])
        .filter(({ formula }) => formula === null)
        .map(({ name, synonyms }) => ({
          value: name,
          label: name,
          search: [name, ...synonyms].join(" "),
        })),
    ],
    [all, t],
  );
  const change = useCallback(
    (at: number, more: More): void =>
      onEdit((before = editedOf(looked)) => {
        const { fact } = more;
        const fitted = fact === undefined ? {} : refit(before.columns[at] ?? {}, facts.get(fact));
        return { ...before, columns: said(before.columns, at, { ...fitted, ...more }) };
      }),
    [onEdit, looked, facts],
  );
  const undated = useMemo(() => undatedIn(looked), [looked]);
  return (
    <section className="sheet file-section figures-scroll">
      <h2>
        {t("draft.columns")}
        <small>{t("draft.columnsHow")}</small>
      </h2>
      <Whole id={id} looked={looked} edited={edited} onEdit={onEdit} />
      <table className="plain stacks planned">
        <thead>
          <tr>
            <th>{t("draft.sheet")}</th>
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
            <ColumnRow
              key={`${column.sheet}!${column.column}`}
              at={at}
              column={column}
              fact={facts.get(column.fact)}
              stage={edited?.stage ?? looked.stage}
              options={options}
              noYear={t(
                undated.has(`${column.sheet}!${column.column}`)
                  ? "draft.yearNeeded"
                  : "draft.yearOwn",
              )}
              onChange={change}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The columns of which nothing says the year. */
function undatedIn({ faults }: Preview): ReadonlySet<string> {
  const found = faults.filter(({ kind }) => kind === "no-year");
  return new Set(found.map(({ sheet, cell }) => `${sheet}!${cell.replace(/\d+$/, "")}`));
}

/** What is said of the whole sheet: whence, since when, how final. */
function Whole({ id, looked, edited, onEdit }: Props): ReactNode {
  const { t } = useTranslation();
  const stage = useStage();
  const client = useQueryClient();
  const feeds = useQuery(feedsQuery).data?.items ?? [];
  const now = edited ?? editedOf(looked);
  const again = useMutation({
    mutationFn: () => replan(id, replanOf(looked.plan, now)),
    onSuccess: (draft) => client.setQueryData(draftQuery(id).queryKey, draft),
    onError: (thrown) =>
      isBehind(problemOf(thrown)) ? client.invalidateQueries(draftQuery(id)) : undefined,
  });
  const say = (more: Partial<Edited>): void =>
    onEdit((before = editedOf(looked)) => ({ ...before, ...more }));
  return (
    <div className="row query">
      <label className="row">
        {t("draft.feed")}
        <Select
          style={{ width: 240 }}
          aria-label={t("draft.feed")}
          value={now.feed}
          onChange={(feed) => say({ feed })}
          options={feeds.map(({ id: value, title }) => ({ value, label: title }))}
        />
      </label>
      <label className="row" title={t("draft.stageHow")}>
        {t("draft.stage")}
        <Select
          style={{ width: 100 }}
          aria-label={t("draft.stage")}
          value={now.stage ?? looked.stage}
          onChange={(chosen) => say({ stage: chosen })}
          options={STAGE_WORDS.map((value) => ({ value, label: stage(value) }))}
        />
      </label>
      <label className="row" title={t("draft.sinceHow")}>
        {t("draft.since")}
        <DayInput label={t("draft.since")} value={now.since} onChange={(since) => say({ since })} />
      </label>
      <Button kind="primary" busy={again.isPending} onClick={() => again.mutate()}>
        {t("draft.replan")}
      </Button>
      {again.error !== null && <FaultLine problem={problemOf(again.error)} />}
    </div>
  );
}
