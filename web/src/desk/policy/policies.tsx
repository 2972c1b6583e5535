// The library: policies and titles by issuer, kind and day.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Input } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { policiesQuery, type LibraryEntry } from "../../api/policy";
import { problemOf } from "../../api/problem";
import { link } from "../../link";
import { Check } from "../../ui/check";
import { Empty, Fault, Skeleton } from "../../ui/faces";
import { Title } from "../../ui/title";

const route = getRouteApi("/desk/policies");

export function Policies(): ReactNode {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = useNavigate();
  const query = useQuery(policiesQuery(search));
  const word = search.q ?? "";
  const found = (query.data?.items ?? []).filter(
    ({ title, issuer, in_force }) =>
      (in_force || search.all === true) && `${title}${issuer ?? ""}`.includes(word),
  );
  return (
    <>
      <Title title={t("policy.list.title")} says={t("policy.list.says", { count: found.length })} />
      <div className="row query">
        <Input
          style={{ width: 260 }}
          allowClear
          defaultValue={word}
          aria-label={t("policy.list.find")}
          placeholder={t("policy.list.find")}
          onChange={({ target }) =>
            void navigate({
              to: "/policies",
              search: { ...search, q: target.value },
              replace: true,
            })
          }
        />
        <Check
          checked={search.all === true}
          onChange={(all) => {
            const { all: _, ...rest } = search;
            void navigate({ to: "/policies", search: all ? { ...rest, all } : rest });
          }}
        >
          {t("policy.list.all")}
        </Check>
      </div>
      {query.error !== null && (
        <Fault problem={problemOf(query.error)} again={() => void query.refetch()} />
      )}
      {query.isPending && <Skeleton lines={12} />}
      {query.data !== undefined && found.length === 0 && (
        <Empty what={t("policy.list.none")} how={t("policy.list.noneHow")} />
      )}
      {found.length > 0 && <Library entries={found} />}
    </>
  );
}

function Library({ entries }: { readonly entries: readonly LibraryEntry[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="sheet file-section figures-scroll">
      <table className="plain">
        <thead>
          <tr>
            <th>{t("policy.list.name")}</th>
            <th>{t("policy.list.kind")}</th>
            <th>{t("policy.list.issuer")}</th>
            <th>{t("policy.list.window")}</th>
            <th>{t("policy.list.from")}</th>
            <th>{t("policy.list.checked")}</th>
            <th>{t("policy.list.status")}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={`${entry.id}${entry.from ?? ""}`}>
              <td>
                <Link
                  {...link.policy(
                    entry.id,
                    entry.in_force || entry.from === null ? {} : { on: entry.from },
                  )}
                >
                  {entry.title}
                </Link>
                {!entry.in_force && <span className="note"> {t("policy.list.notInForce")}</span>}
              </td>
              <td>{entry.kind}</td>
              <td>{entry.issuer ?? "—"}</td>
              <td>{t(`policy.list.${windowOf(entry)}`)}</td>
              <td className="day">{entry.from ?? "—"}</td>
              <td className="note day">{entry.checked ?? "—"}</td>
              <td>
                {entry.status === null ? (
                  t("policy.list.official")
                ) : (
                  <span className="tag tag-plain">{entry.status}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function windowOf({ open }: LibraryEntry): "open" | "closed" | "unknown" {
  if (open === null) return "unknown";
  return open ? "open" : "closed";
}
