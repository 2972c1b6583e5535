// Certificates and titles that run out, the first before the others; each can be made a task.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { papersQuery, type Paper } from "../../api/ladder";
import { policiesQuery } from "../../api/policy";
import { problemOf } from "../../api/problem";
import { link } from "../../link";
import { between } from "../../say";
import { whenOf } from "../../search";
import { Empty, Fault, Skeleton } from "../../ui/faces";
import { VirtualTable, type Column } from "../../ui/table";
import { useMay, useSession } from "../session";
import { giveColumn } from "../task/column";
import { GiveTask, type About } from "../task/give";
import { PickedBar } from "../task/picked";

const route = getRouteApi("/desk/ladder/$rung");
/** Half a year ahead: renewals take months. */
export const DAYS = 180;

export function Papers(): ReactNode {
  const { t } = useTranslation();
  const when = whenOf(route.useSearch());
  const { today } = useSession();
  const navigate = useNavigate();
  const query = useQuery(papersQuery(when, DAYS));
  const items = query.data?.items ?? [];
  const policies = useQuery(policiesQuery(when)).data?.items ?? [];
  const may = useMay("make-task");
  const [task, setTask] = useState<Paper>();
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  /** A task about a paper is one about the policy that confers it. */
  const aboutOf = ({ id, name, kind, until }: Paper): About => {
    const policy = policies.find(({ confers, in_force }) => in_force && confers === kind);
    return {
      enterprise: id,
      name,
      reason: t("ladder.expires", { kind, until }),
      ...(policy === undefined ? {} : { policy: policy.id }),
    };
  };
  const chosen = items.filter((item) => keys.has(keyOf(item)));
  const columns: readonly Column<Paper>[] = [
    { id: "name", title: t("ladder.firm"), width: 232, pinned: true, cell: ({ name }) => name },
    {
      id: "until",
      title: t("ladder.until"),
      width: 104,
      cell: ({ until }) => <span className="num">{until}</span>,
    },
    {
      id: "left",
      title: t("ladder.left"),
      width: 104,
      numeric: true,
      cell: ({ until }) => <Left days={between(when.on ?? today, until)} />,
    },
    {
      id: "kind",
      title: t("ladder.kind"),
      width: 228,
      grows: true,
      cell: ({ kind, list }) => (
        <>
          {kind} <span className="note">{list}</span>
        </>
      ),
    },
    ...(may ? [giveColumn(t("task.give"), setTask)] : []),
    {
      id: "number",
      title: t("ladder.number"),
      width: 160,
      cell: ({ number }) => <span className="num">{number ?? "—"}</span>,
    },
    {
      id: "code",
      title: t("enterprise.list.code"),
      width: 178,
      cell: ({ code }) => <span className="num">{code ?? "—"}</span>,
    },
  ];
  if (query.error !== null)
    return <Fault problem={problemOf(query.error)} again={() => void query.refetch()} />;
  if (query.isPending) return <Skeleton lines={12} />;
  if (items.length === 0) return <Empty what={t("ladder.none")} how={t("ladder.noneHow")} />;
  return (
    <>
      {chosen.length > 0 ? (
        <PickedBar
          abouts={chosen.map(aboutOf)}
          names={[...new Set(chosen.map(({ code, name }) => code ?? name))]}
          onClear={() => setKeys(new Set())}
        />
      ) : (
        <p className="note query rung-total">{t("table.total", { count: items.length })}</p>
      )}
      <VirtualTable
        label={t("ladder.rung.expiring")}
        columns={columns}
        rows={items}
        total={items.length}
        rowKey={keyOf}
        picked={{ keys, change: setKeys, named: ({ name, kind }) => `${name} ${kind}` }}
        onOpen={({ id }) => void navigate(link.enterprise(id, when))}
      />
      {task !== undefined && (
        <GiveTask abouts={[aboutOf(task)]} onDone={() => setTask(undefined)} />
      )}
    </>
  );
}

function keyOf({ id, list, kind, number, until }: Paper): string {
  return `${id}:${list}:${kind}:${number ?? until}`;
}

/** Soon is amber, past is red; both say so in words. */
function Left({ days }: { readonly days: number }): ReactNode {
  const { t } = useTranslation();
  if (days < 0) return <span className="mark-no">{t("ladder.over", { count: -days })}</span>;
  return <span className={days <= 60 ? "mark-near" : ""}>{t("ladder.days", { count: days })}</span>;
}
