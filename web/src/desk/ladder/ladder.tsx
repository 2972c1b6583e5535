// The ladder: lists of firms that something can be done for.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Select } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { readWork, workQuery, type WorkItem, type WorkList, type WorkPage } from "../../api/ladder";
import { policiesQuery } from "../../api/policy";
import { problemOf } from "../../api/problem";
import { link, LADDER, type Rung } from "../../link";
import { EFFORTS, type Effort, type LadderSearch } from "../../route/search";
import { whenOf } from "../../search";
import { Amounts } from "../../ui/amounts";
import { useClear } from "../../ui/clear";
import { Empty, Fault, Skeleton } from "../../ui/faces";
import { usePages } from "../../ui/pages";
import { VirtualTable, type Column } from "../../ui/table";
import { Title } from "../../ui/title";
import { Export } from "../export";
import { useMay } from "../session";
import { giveColumn } from "../task/column";
import { GiveTask, type About } from "../task/give";
import { PickedBar } from "../task/picked";
import { DAYS, Papers } from "./papers";
import "./ladder.css";

const route = getRouteApi("/desk/ladder/$rung");
const LISTS: Partial<Record<Rung, WorkList>> = {
  near: "near",
  unclaimed: "unclaimed",
  unsupported: "unsupported",
  missing: "unknown",
  approaching: "approaching",
};

export function Ladder(): ReactNode {
  const { t } = useTranslation();
  const params = route.useParams();
  const search = route.useSearch();
  const rung = LADDER.find((one) => one === params.rung) ?? "near";
  const list = LISTS[rung];
  return (
    <>
      <Title title={t("ladder.title")} says={t(`ladder.says.${rung}`, { days: DAYS })}>
        {list === undefined ? (
          <Export path="/api/papers" query={{ ...whenOf(search), days: DAYS }} />
        ) : (
          <Export path="/api/ladder" query={workQuery(questionOf(list, search))} />
        )}
      </Title>
      <nav className="rungs" aria-label={t("ladder.title")}>
        {LADDER.filter((one) => one === "expiring" || LISTS[one] !== undefined).map((one) => (
          <Link
            key={one}
            {...link.ladder(one, whenOf(search))}
            ref={one === rung ? inSight : undefined}
            className="rung"
            activeProps={{ className: "rung-here", "aria-current": "page" }}
          >
            {t(`ladder.rung.${one}`)}
          </Link>
        ))}
      </nav>
      {list === undefined ? <Papers /> : <Work key={list} list={list} />}
      <p className="note disclaimer">{t("disclaimer")}</p>
    </>
  );
}

/** Where the names do not fit, the one that is open is seen. */
function inSight(here: HTMLElement | null): void {
  here?.scrollIntoView({ block: "nearest", inline: "center" });
}

function Work({ list }: { readonly list: WorkList }): ReactNode {
  const { t } = useTranslation();
  const clear = useClear();
  const search = route.useSearch();
  const when = whenOf(search);
  const navigate = useNavigate();
  const policies = useQuery(policiesQuery(when));
  const may = useMay("make-task");
  const [task, setTask] = useState<WorkItem>();
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const question = questionOf(list, search);
  const one = list === "near" || list === "approaching";
  const pages = usePages<WorkItem, WorkPage>({
    key: ["ladder", question],
    read: (after, signal) => readWork(question, after, signal),
  });
  const inForce = (policies.data?.items ?? []).filter(({ in_force }) => in_force);
  const columns: readonly Column<WorkItem>[] = [
    { id: "name", title: t("ladder.firm"), width: 232, pinned: true, cell: ({ name }) => name },
    {
      id: "title",
      title: t("ladder.policy"),
      width: 228,
      grows: true,
      cell: ({ title }) => <span title={title}>{title}</span>,
    },
    {
      id: "step",
      title: t(list === "unknown" ? "ladder.missing" : "ladder.step"),
      width: 304,
      grows: true,
      cell: ({ step, missing, standing }) => {
        const says = step ?? (missing.length > 0 ? missing.join(t("comma")) : standing);
        return (
          <span title={says}>
            <Amounts says={says} />
          </span>
        );
      },
    },
    ...(may ? [giveColumn(t("task.give"), setTask)] : []),
    ...(one
      ? [
          {
            id: "effort",
            title: t("ladder.effort"),
            width: 76,
            cell: ({ reply }: WorkItem) => <Took reply={reply} />,
          },
        ]
      : []),
    {
      id: "code",
      title: t("enterprise.list.code"),
      width: 178,
      cell: ({ code }) => <span className="num">{code ?? "—"}</span>,
    },
  ];
  const chosen = pages.rows.filter((item) => keys.has(keyOf(item)));
  return (
    <>
      {chosen.length > 0 ? (
        <PickedBar
          abouts={chosen.map(aboutOf)}
          names={[...new Set(chosen.map(({ code, name }) => code ?? name))]}
          onClear={() => setKeys(new Set())}
        />
      ) : (
        <div className="row query">
          <Select
            showSearch={{ optionFilterProp: "label" }}
            allowClear={clear(t("ladder.policy"))}
            style={{ width: 300 }}
            aria-label={t("ladder.policy")}
            placeholder={t("ladder.all")}
            value={search.policy}
            onChange={(next: string | undefined) =>
              void navigate({
                to: ".",
                search: ({ policy: _, ...rest }) =>
                  next === undefined ? rest : { ...rest, policy: next },
              })
            }
            options={inForce
              .filter(({ issuer }) => search.issuer === undefined || issuer === search.issuer)
              .map(({ id, title }) => ({ value: id, label: title }))}
          />
          <Issuers issuers={inForce.map(({ issuer }) => issuer)} chosen={search.issuer} />
          {list === "near" && <Efforts by={search.by} />}
          <span className="note">
            {pages.head !== undefined && t("table.total", { count: pages.total })}
          </span>
        </div>
      )}
      {pages.error !== null && <Fault problem={problemOf(pages.error)} again={pages.again} />}
      {pages.pending && (
        <>
          <p className="note query">{t("ladder.counting")}</p>
          <Skeleton lines={12} />
        </>
      )}
      {pages.head !== undefined && pages.total === 0 && (
        <Empty what={t("ladder.none")} how={t("ladder.noneHow")} />
      )}
      {pages.total > 0 && pages.error === null && (
        <VirtualTable
          label={t("ladder.title")}
          columns={columns}
          rows={pages.rows}
          total={pages.total}
          stale={pages.stale}
          list={pages.list}
          rowKey={keyOf}
          picked={{ keys, change: setKeys, named: ({ name, title }) => `${name} ${title}` }}
          onReach={pages.reach}
          onOpen={({ id, policy }) => void navigate(link.enterprise(id, { ...when, policy }))}
        />
      )}
      {task !== undefined && (
        <GiveTask abouts={[aboutOf(task)]} onDone={() => setTask(undefined)} />
      )}
    </>
  );
}

/** The list as its link asks for it; what one step takes is asked of the nearest alone. */
function questionOf(list: WorkList, search: LadderSearch) {
  const { policy, issuer, by } = search;
  return { list, policy, issuer, by: list === "near" ? by : undefined, ...whenOf(search) };
}

interface IssuersProps {
  readonly issuers: readonly (string | null)[];
  readonly chosen: string | undefined;
}

/** Whose policies are listed; another issuer's policy is not asked for any more. */
function Issuers({ issuers, chosen }: IssuersProps): ReactNode {
  const { t } = useTranslation();
  const clear = useClear();
  const navigate = useNavigate();
  const known = [...new Set(issuers.filter((issuer) => issuer !== null))];
  return (
    <Select
      showSearch
      allowClear={clear(t("ladder.issuer"))}
      style={{ width: 240 }}
      aria-label={t("ladder.issuer")}
      placeholder={t("ladder.anyIssuer")}
      value={chosen}
      onChange={(next: string | undefined) =>
        void navigate({
          to: ".",
          search: ({ issuer: _, policy: __, ...rest }) =>
            next === undefined ? rest : { ...rest, issuer: next },
        })
      }
      options={known.map((issuer) => ({ value: issuer, label: issuer }))}
    />
  );
}

/** 材料、资金、时间: what the one step takes. */
function Took({ reply }: { readonly reply: string }): ReactNode {
  const { t } = useTranslation();
  const effort = EFFORTS.find((one) => reply === `near-${one}`);
  return effort === undefined ? "—" : t(`ladder.by.${effort}`);
}

function Efforts({ by }: { readonly by: Effort | undefined }): ReactNode {
  const { t } = useTranslation();
  const clear = useClear();
  const navigate = useNavigate();
  return (
    <Select
      allowClear={clear(t("ladder.effort"))}
      style={{ width: 200 }}
      aria-label={t("ladder.effort")}
      placeholder={t("ladder.anyEffort")}
      value={by}
      onChange={(next: Effort | undefined) =>
        void navigate({
          to: ".",
          search: ({ by: _, ...rest }) => (next === undefined ? rest : { ...rest, by: next }),
        })
      }
      options={EFFORTS.map((one) => ({ value: one, label: t(`ladder.by.${one}`) }))}
    />
  );
}

function keyOf({ id, policy }: WorkItem): string {
  return `${id}:${policy}`;
}

function aboutOf({ id, name, policy, title, step, standing }: WorkItem): About {
  return { enterprise: id, name, policy, reason: `${title}：${step ?? standing}` };
}
