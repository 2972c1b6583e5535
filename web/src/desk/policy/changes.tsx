// What changed between two days or two states of knowledge, firm by firm.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { policiesQuery, readChanges, type ChangedItem, type ChangedPage } from "../../api/policy";
import { problemOf } from "../../api/problem";
import { link } from "../../link";
import type { ChangesSearch } from "../../route/search";
import { whenOf } from "../../search";
import { Check } from "../../ui/check";
import { DayInput } from "../../ui/day";
import { Drawer } from "../../ui/drawer";
import { Empty, Fault, Skeleton } from "../../ui/faces";
import { usePages } from "../../ui/pages";
import { VirtualTable, type Column } from "../../ui/table";
import { Title } from "../../ui/title";
import { worth } from "../../value";
import { useSession } from "../session";
import { Turned } from "./turned";

const route = getRouteApi("/desk/changes");

export function Changes(): ReactNode {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = useNavigate();
  const { today } = useSession();
  const policies = useQuery(policiesQuery({}));
  const { policy, was_on, was_known } = search;
  const change = (next: ChangesSearch): void => {
    void navigate(link.changes(next));
  };
  return (
    <>
      <Title title={t("changes.title")} says={t("changes.says")} />
      <div className="row query">
        <Select
          showSearch={{ optionFilterProp: "label" }}
          style={{ width: 300 }}
          aria-label={t("changes.policy")}
          placeholder={t("changes.policy")}
          value={policy ?? null}
          onChange={(next) => change({ ...search, policy: next })}
          options={(policies.data?.items ?? [])
            .filter(({ in_force }) => in_force)
            .map(({ id, title }) => ({ value: id, label: title }))}
        />
        <label className="row">
          {t("changes.wasOn")}
          <DayInput
            label={t("changes.wasOn")}
            value={was_on}
            max={today}
            onChange={(day) => {
              const { was_on: _on, was_known: _known, ...rest } = search;
              if (day === undefined) change(rest);
              else
                change({
                  ...rest,
                  was_on: day,
                  ...(was_known === undefined ? {} : { was_known: day }),
                });
            }}
          />
        </label>
        <Check
          disabled={was_on === undefined}
          why={was_on === undefined ? t("changes.choose") : undefined}
          checked={was_known !== undefined}
          onChange={(known) => {
            const { was_known: _, ...rest } = search;
            change(known && was_on !== undefined ? { ...rest, was_known: was_on } : rest);
          }}
        >
          {t("changes.known")}
        </Check>
      </div>
      {policy === undefined || was_on === undefined ? (
        <Empty what={t("changes.choose")} how={t("changes.chooseHow")} />
      ) : (
        <Found question={{ ...search, policy, was_on }} />
      )}
    </>
  );
}

type Page = Omit<ChangedPage, "next"> & { readonly next: string | undefined };

/** More figures than these are told beside the list. */
const FEW = 3;

interface FoundProps {
  readonly question: ChangesSearch & { readonly policy: string };
}

function Found({ question }: FoundProps): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { open, ...asked } = question;
  const pages = usePages<ChangedItem, Page>({
    key: ["changes", asked],
    read: async (after, signal) => {
      const page = await readChanges(asked, after, signal);
      return { ...page, next: page.next === null ? undefined : String(page.next) };
    },
  });
  const worthSaid = (value = ""): string => {
    const { text, unit } = worth(value, t("enterprise.file.points"));
    return `${text} ${unit}`.trimEnd();
  };
  const columns: readonly Column<ChangedItem>[] = [
    { id: "name", title: t("changes.firm"), width: 236, pinned: true, cell: ({ name }) => name },
    {
      id: "was",
      title: t("changes.was"),
      width: 180,
      cell: ({ was, value }) => `${was} ${worthSaid(value?.[0])}`,
    },
    {
      id: "is",
      title: t("changes.is"),
      width: 190,
      cell: ({ is, value }) => <strong>{`${is} ${worthSaid(value?.[1])}`}</strong>,
    },
    {
      id: "why",
      title: t("changes.why"),
      width: 520,
      // The conditions that turned say most; all figures stand beside the list.
      cell: ({ editions, figures, clauses }) => {
        const says = [
          ...(editions === null
            ? []
            : [t("changes.editions", { was: editions[0] ?? "—", is: editions[1] ?? "—" })]),
          ...clauses.map(({ clause, was, is }) => `${clause}：${was ?? "—"} → ${is ?? "—"}`),
          ...(clauses.length > 0
            ? []
            : figures.slice(0, FEW).map(({ fact, was, is }) => `${fact}：${was} → ${is}`)),
          ...(figures.length === 0 ? [] : [t("changes.figuresSay", { count: figures.length })]),
        ].join("；");
        return <span title={says}>{says}</span>;
      },
    },
  ];
  const shown = pages.rows.find(({ id }) => String(id) === open);
  const show = (next?: string): void =>
    void navigate(link.changes({ ...asked, ...(next === undefined ? {} : { open: next }) }));
  if (pages.error !== null) return <Fault problem={problemOf(pages.error)} again={pages.again} />;
  if (pages.pending) return <Skeleton lines={12} />;
  if (pages.total === 0) return <Empty what={t("changes.none")} how={t("changes.noneHow")} />;
  return (
    <>
      <p className="note query">{t("changes.total", { count: pages.total })}</p>
      <VirtualTable
        label={t("changes.title")}
        columns={columns}
        rows={pages.rows}
        total={pages.total}
        stale={pages.stale}
        rowKey={({ id }) => String(id)}
        open={question.open}
        onReach={pages.reach}
        onOpen={({ id }) => show(String(id))}
      />
      <Drawer
        open={shown !== undefined}
        title={shown?.name ?? ""}
        width={560}
        onClose={() => show()}
      >
        {shown !== undefined && (
          <Turned item={shown} policy={question.policy} when={whenOf(question)} />
        )}
      </Drawer>
    </>
  );
}
