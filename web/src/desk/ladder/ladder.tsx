// The ladder: lists of firms that something can be done for.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Select } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import {
  papersQuery,
  readWork,
  type Paper,
  type WorkItem,
  type WorkList,
  type WorkPage,
} from "../../api/ladder";
import { policiesQuery } from "../../api/policy";
import { problemOf } from "../../api/problem";
import { link, LADDER, type Rung } from "../../link";
import { between } from "../../say";
import { whenOf } from "../../search";
import { Button } from "../../ui/button";
import { Empty, Fault, Skeleton } from "../../ui/faces";
import { usePages } from "../../ui/pages";
import { VirtualTable, type Column } from "../../ui/table";
import { Title } from "../../ui/title";
import { useMay, useSession } from "../session";
import { GiveTask, type About } from "../task/give";
import { PickedBar } from "../task/picked";
import "./ladder.css";

const route = getRouteApi("/desk/ladder/$rung");
const DAYS = 180;
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
  const rung = LADDER.find((one) => one === params.rung) ?? "near";
  const list = LISTS[rung];
  return (
    <>
      <Title title={t("ladder.title")} says={t(`ladder.says.${rung}`, { days: DAYS })} />
      <nav className="rungs" aria-label={t("ladder.title")}>
        {LADDER.filter((one) => one === "expiring" || LISTS[one] !== undefined).map((one) => (
          <Link
            key={one}
            {...link.ladder(one)}
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

function Work({ list }: { readonly list: WorkList }): ReactNode {
  const { t } = useTranslation();
  const search = route.useSearch();
  const when = whenOf(search);
  const { q: policy } = search;
  const navigate = useNavigate();
  const policies = useQuery(policiesQuery(when));
  const may = useMay("make-task");
  const [task, setTask] = useState<WorkItem>();
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const question = { list, policy, ...when };
  const pages = usePages<WorkItem, Turned>({
    key: ["ladder", question],
    read: async (after, signal) => turned(await readWork(question, after, signal)),
  });
  const columns: readonly Column<WorkItem>[] = [
    { id: "name", title: t("ladder.firm"), width: 240, pinned: true, cell: ({ name }) => name },
    {
      id: "title",
      title: t("ladder.policy"),
      width: 220,
      cell: ({ title }) => <span title={title}>{title}</span>,
    },
    {
      id: "step",
      title: t(list === "unknown" ? "ladder.missing" : "ladder.step"),
      width: 328,
      cell: ({ step, missing, standing }) => {
        const says = step ?? (missing.length > 0 ? missing.join("、") : standing);
        return <span title={says}>{says}</span>;
      },
    },
    ...(may
      ? [
          {
            id: "task",
            title: "",
            width: 84,
            cell: (item: WorkItem) => (
              <Button
                small
                onClick={(event) => {
                  event.stopPropagation();
                  setTask(item);
                }}
              >
                {t("task.give")}
              </Button>
            ),
          },
        ]
      : []),
    { id: "standing", title: t("ladder.standing"), width: 168, cell: ({ standing }) => standing },
    {
      id: "code",
      title: t("enterprise.list.code"),
      width: 184,
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
            allowClear
            style={{ width: 300 }}
            aria-label={t("ladder.policy")}
            placeholder={t("ladder.all")}
            value={policy}
            onChange={(next: string | undefined) =>
              void navigate({
                to: ".",
                search: ({ q: _, ...rest }) => (next === undefined ? rest : { ...rest, q: next }),
              })
            }
            options={(policies.data?.items ?? [])
              .filter(({ in_force }) => in_force)
              .map(({ id, title }) => ({ value: id, label: title }))}
          />
          <span className="note">
            {pages.head !== undefined && t("table.total", { count: pages.total })}
          </span>
        </div>
      )}
      {pages.error !== null && <Fault problem={problemOf(pages.error)} again={pages.again} />}
      {pages.pending && <Skeleton lines={12} />}
      {pages.head !== undefined && pages.total === 0 && (
        <Empty what={t("ladder.none")} how={t("ladder.noneHow")} />
      )}
      {pages.total > 0 && pages.error === null && (
        <VirtualTable
          label={t("ladder.title")}
          columns={columns}
          rows={pages.rows}
          total={pages.total}
          rowKey={keyOf}
          picked={{ keys, change: setKeys }}
          onReach={pages.reach}
          onOpen={({ id, policy: of }) => void navigate(link.enterprise(id, { policy: of }))}
        />
      )}
      {task !== undefined && (
        <GiveTask abouts={[aboutOf(task)]} onDone={() => setTask(undefined)} />
      )}
    </>
  );
}

function keyOf({ id, policy }: WorkItem): string {
  return `${id}:${policy}`;
}

function aboutOf({ id, name, policy, title, step, standing }: WorkItem): About {
  return { enterprise: id, name, policy, reason: `${title}：${step ?? standing}` };
}

type Turned = Omit<WorkPage, "next"> & { readonly next: string | undefined };

function turned(page: WorkPage): Turned {
  return { ...page, next: page.next === null ? undefined : String(page.next) };
}

function Papers(): ReactNode {
  const { t } = useTranslation();
  const when = whenOf(route.useSearch());
  const { today } = useSession();
  const navigate = useNavigate();
  const query = useQuery(papersQuery(when, DAYS));
  const items = query.data?.items ?? [];
  const columns: readonly Column<Paper>[] = [
    { id: "name", title: t("ladder.firm"), width: 280, pinned: true, cell: ({ name }) => name },
    {
      id: "until",
      title: t("ladder.until"),
      width: 116,
      cell: ({ until }) => <span className="num">{until}</span>,
    },
    {
      id: "left",
      title: t("ladder.left"),
      width: 116,
      numeric: true,
      cell: ({ until }) => <Left days={between(when.on ?? today, until)} />,
    },
    {
      id: "kind",
      title: t("ladder.kind"),
      width: 240,
      cell: ({ kind, list }) => `${kind}（${list}）`,
    },
    { id: "number", title: t("ladder.number"), width: 200, cell: ({ number }) => number ?? "—" },
  ];
  if (query.error !== null)
    return <Fault problem={problemOf(query.error)} again={() => void query.refetch()} />;
  if (query.isPending) return <Skeleton lines={12} />;
  if (items.length === 0) return <Empty what={t("ladder.none")} how={t("ladder.noneHow")} />;
  return (
    <VirtualTable
      label={t("ladder.rung.expiring")}
      columns={columns}
      rows={items}
      total={items.length}
      rowKey={({ id, kind, number, until }) => `${id}:${kind}:${number ?? until}`}
      onOpen={({ id }) => void navigate(link.enterprise(id))}
    />
  );
}

/** Soon is amber, past is red; both say so in words. */
function Left({ days }: { readonly days: number }): ReactNode {
  const { t } = useTranslation();
  if (days < 0) return <span className="mark-no">{t("ladder.over", { count: -days })}</span>;
  return <span className={days <= 60 ? "mark-near" : ""}>{t("ladder.days", { count: days })}</span>;
}
