// The dictionary: every fact, what it means, who answers for it, what reads it.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Input } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { factsQuery, type Fact } from "../../api/content";
import { policiesQuery } from "../../api/policy";
import { problemOf } from "../../api/problem";
import { link } from "../../link";
import { whenOf } from "../../search";
import { useClear } from "../../ui/clear";
import { Drawer } from "../../ui/drawer";
import { Empty, Fault, Skeleton } from "../../ui/faces";
import { VirtualTable, type Column } from "../../ui/table";
import { Title } from "../../ui/title";
import { Export } from "../export";

const route = getRouteApi("/desk/facts");

export function Facts(): ReactNode {
  const { t } = useTranslation();
  const clear = useClear();
  const search = route.useSearch();
  const navigate = useNavigate();
  const query = useQuery(factsQuery);
  const word = (search.q ?? "").trim();
  const facts = query.data?.items ?? [];
  const found = facts.filter(({ id, name, synonyms }) =>
    [id, name, ...synonyms].some((one) => one.includes(word)),
  );
  const open = facts.find(({ id }) => id === search.open);
  const columns: readonly Column<Fact>[] = [
    { id: "name", title: t("facts.name"), width: 240, pinned: true, cell: ({ name }) => name },
    {
      id: "kind",
      title: t("facts.kind"),
      width: 148,
      cell: ({ kind, yearly }) =>
        `${t(`facts.kinds.${kind}`)}${yearly ? ` · ${t("facts.yearly")}` : ""}`,
    },
    { id: "unit", title: t("facts.unit"), width: 80, cell: ({ unit }) => unit ?? "" },
    {
      id: "department",
      title: t("facts.department"),
      width: 212,
      cell: ({ department }) => department ?? "—",
    },
    {
      id: "used",
      title: t("facts.used"),
      width: 100,
      numeric: true,
      cell: ({ policies }) => t("facts.usedBy", { count: policies.length }),
    },
    {
      id: "synonyms",
      title: t("facts.synonyms"),
      width: 320,
      cell: ({ synonyms }) => (
        <span title={synonyms.join(t("comma"))}>{synonyms.join(t("comma"))}</span>
      ),
    },
  ];
  return (
    <>
      <Title
        title={t("facts.title")}
        says={query.data === undefined ? "" : t("facts.says", { count: found.length })}
      >
        <Export path="/api/facts" act="read-register" />
      </Title>
      <div className="row query">
        <Input
          allowClear={clear(t("facts.find"))}
          style={{ width: 260 }}
          defaultValue={search.q}
          aria-label={t("facts.find")}
          placeholder={t("facts.find")}
          onChange={({ target }) =>
            void navigate({ ...link.facts({ ...search, q: target.value }), replace: true })
          }
        />
      </div>
      {query.error !== null && (
        <Fault problem={problemOf(query.error)} again={() => void query.refetch()} />
      )}
      {query.isPending && <Skeleton lines={14} />}
      {query.data !== undefined && found.length === 0 && (
        <Empty what={t("facts.none")} how={t("facts.noneHow")} />
      )}
      {found.length > 0 && (
        <VirtualTable
          label={t("facts.title")}
          columns={columns}
          rows={found}
          total={found.length}
          rowKey={({ id }) => id}
          open={search.open}
          onOpen={({ id }) => void navigate(link.facts({ ...search, open: id }))}
        />
      )}
      <Drawer
        open={open !== undefined}
        width={480}
        title={open?.name ?? ""}
        onClose={() => void navigate(link.facts({ ...search, open: "" }))}
      >
        {open !== undefined && <Entry fact={open} />}
      </Drawer>
    </>
  );
}

function Entry({ fact }: { readonly fact: Fact }): ReactNode {
  const { t } = useTranslation();
  const when = whenOf(route.useSearch());
  const policies = useQuery(policiesQuery(when)).data?.items ?? [];
  const title = (policy: string): string =>
    policies.find(({ id, in_force }) => id === policy && in_force)?.title ?? policy;
  const rows: readonly (readonly [string, ReactNode])[] = [
    [
      t("facts.kind"),
      `${t(`facts.kinds.${fact.kind}`)}${fact.yearly ? ` · ${t("facts.yearly")}` : ""}`,
    ],
    [t("facts.unit"), fact.unit],
    [t("facts.department"), fact.department],
    [t("facts.note"), fact.note],
    [
      t("facts.formula"),
      fact.formula === null ? null : <code className="rule">{fact.formula}</code>,
    ],
    [t("facts.values"), fact.values.join(t("comma"))],
    [t("facts.fields"), fact.fields.join(t("comma"))],
    [t("facts.synonyms"), fact.synonyms.join(t("comma"))],
    [t("facts.checked"), fact.checked],
    [
      t("facts.used"),
      fact.policies.length === 0
        ? null
        : fact.policies.map((id) => (
            <div key={id}>
              <Link {...link.policy(id)}>{title(id)}</Link>
            </div>
          )),
    ],
  ];
  return (
    <dl className="passport">
      {rows.map(([name, value]) =>
        value === null || value === "" ? null : (
          <div key={name} style={{ display: "contents" }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
