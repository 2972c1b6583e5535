// What changed between two days or two states of knowledge, firm by firm.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { policiesQuery, readChanges, type ChangedItem, type ChangedPage } from "../../api/policy";
import { problemOf } from "../../api/problem";
import { link } from "../../link";
import { SHIFTS, type ChangesSearch } from "../../route/search";
import { count } from "../../say";
import { whenOf } from "../../search";
import { Check } from "../../ui/check";
import { DayInput } from "../../ui/day";
import { Drawer } from "../../ui/drawer";
import { Empty, Fault, Skeleton } from "../../ui/faces";
import { usePages } from "../../ui/pages";
import { VirtualTable, type Column } from "../../ui/table";
import { Title } from "../../ui/title";
import { worth } from "../../value";
import "../ladder/ladder.css";
import { Export } from "../export";
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
  const asked = policy !== undefined && was_on !== undefined;
  const change = (next: ChangesSearch): void => {
    void navigate(link.changes(next));
  };
  return (
    <>
      <Title title={t("changes.title")} says={t("changes.says")}>
        {asked && <Export path="/api/changes" query={questionOf({ ...search, policy })} />}
      </Title>
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
          closed={was_on === undefined ? t("changes.choose") : undefined}
          checked={was_known !== undefined}
          onChange={(known) => {
            const { was_known: _, ...rest } = search;
            change(known && was_on !== undefined ? { ...rest, was_known: was_on } : rest);
          }}
        >
          {t("changes.known")}
        </Check>
      </div>
      {asked ? (
        <>
          <Found question={{ ...search, policy }} />
          <p className="note disclaimer">{t("disclaimer")}</p>
        </>
      ) : (
        <Empty what={t("changes.choose")} how={t("changes.chooseHow")} />
      )}
    </>
  );
}

/** More figures than these are told beside the list. */
const FEW = 3;

type Question = ChangesSearch & { readonly policy: string };

/** What the server is asked, whatever is open beside the list. */
function questionOf({ open: _, ...asked }: Question): Omit<Question, "open"> {
  return asked;
}

/** The firm that is open: in the list as far as it was read, else asked for alone. */
function useOpen(question: Question, rows: readonly ChangedItem[], ready: boolean) {
  const { open } = question;
  const listed = rows.find(({ id }) => String(id) === open);
  const { only: _, ...asked } = questionOf(question);
  const alone = useQuery({
    queryKey: ["changes", "one", { ...asked, enterprise: open }],
    queryFn: ({ signal }) => readChanges({ ...asked, enterprise: open }, undefined, signal),
    enabled: ready && open !== undefined && listed === undefined,
  });
  return listed ?? (open === undefined ? undefined : alone.data?.items[0]);
}

interface FoundProps {
  readonly question: Question;
}

function Found({ question }: FoundProps): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const asked = questionOf(question);
  const pages = usePages<ChangedItem, ChangedPage>({
    key: ["changes", asked],
    read: (after, signal) => readChanges(asked, after, signal),
  });
  const saidOf = (answer: string, value = ""): string => {
    const { text, unit } = worth(value, t("enterprise.file.points"));
    return [answer, `${text} ${unit}`.trim()].filter((one) => one !== "").join(" · ");
  };
  const columns: readonly Column<ChangedItem>[] = [
    { id: "name", title: t("changes.firm"), width: 236, pinned: true, cell: ({ name }) => name },
    {
      id: "was",
      title: t("changes.was"),
      width: 248,
      cell: ({ was, value }) => saidOf(was, value?.[0]),
    },
    {
      id: "is",
      title: t("changes.is"),
      width: 272,
      cell: ({ is, value }) => <strong>{saidOf(is, value?.[1])}</strong>,
    },
    {
      id: "why",
      title: t("changes.why"),
      width: 440,
      // The conditions that turned say most; all figures stand beside the list.
      cell: ({ editions, figures, clauses }) => {
        const says = [
          ...(editions === null
            ? []
            : [t("changes.editions", { was: editions[0] ?? "—", is: editions[1] ?? "—" })]),
          ...clauses.map(
            ({ clause, was, is }) => `${clause}${t("colon")}${was ?? "—"} → ${is ?? "—"}`,
          ),
          ...(clauses.length > 0
            ? []
            : figures
                .slice(0, FEW)
                .map(({ fact, was, is }) => `${fact}${t("colon")}${was} → ${is}`)),
          ...(figures.length === 0 ? [] : [t("changes.figuresSay", { count: figures.length })]),
        ].join(t("semicolon"));
        return <span title={says}>{says}</span>;
      },
    },
  ];
  const shown = useOpen(question, pages.rows, !pages.pending);
  const show = (next?: string): void =>
    void navigate(link.changes({ ...asked, ...(next === undefined ? {} : { open: next }) }));
  if (pages.error !== null) return <Fault problem={problemOf(pages.error)} again={pages.again} />;
  if (pages.head === undefined)
    return (
      <>
        <p className="note query">{t("changes.counting")}</p>
        <Skeleton lines={12} />
      </>
    );
  const { shifts } = pages.head;
  if (shifts.answer + shifts.value === 0)
    return <Empty what={t("changes.none")} how={t("changes.noneHow")} />;
  return (
    <>
      <Shifts question={question} shifts={shifts} />
      {pages.total === 0 && <Empty what={t("changes.noneOf")} how={t("changes.noneOfHow")} />}
      {pages.total > 0 && (
        <VirtualTable
          label={t("changes.title")}
          columns={columns}
          rows={pages.rows}
          total={pages.total}
          stale={pages.stale}
          list={pages.list}
          rowKey={({ id }) => String(id)}
          open={question.open}
          onReach={pages.reach}
          onOpen={({ id }) => show(String(id))}
        />
      )}
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

interface ShiftsProps {
  readonly question: Question;
  readonly shifts: ChangedPage["shifts"];
}

/** 结论变了 ｜ 只是分数变了: how many of each, and those alone. */
function Shifts({ question, shifts }: ShiftsProps): ReactNode {
  const { t } = useTranslation();
  const { only: chosen, ...asked } = questionOf(question);
  const all = { only: undefined, says: t("changes.shift.all"), many: shifts.answer + shifts.value };
  const each = SHIFTS.map((only) => ({
    only,
    says: t(`changes.shift.${only}`),
    many: shifts[only],
  }));
  return (
    <nav className="rungs" aria-label={t("changes.shifts")}>
      {[all, ...each].map(({ only, says, many }) => (
        <Link
          key={says}
          {...link.changes({ ...asked, ...(only === undefined ? {} : { only }) })}
          className={only === chosen ? "rung rung-here" : "rung"}
          aria-current={only === chosen ? "page" : undefined}
          activeOptions={{ exact: true }}
        >
          {says} <span className="num">{count(many)}</span>
        </Link>
      ))}
    </nav>
  );
}
