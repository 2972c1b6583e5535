// The library: policies and titles by issuer, kind and day.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Input, Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { policiesQuery, type LibraryEntry } from "../../api/policy";
import { problemOf } from "../../api/problem";
import { link } from "../../link";
import type { PoliciesSearch } from "../../route/search";
import { kept, whenOf, type AsOf } from "../../search";
import { Check } from "../../ui/check";
import { useClear } from "../../ui/clear";
import { Empty, Fault, Skeleton } from "../../ui/faces";
import { Title } from "../../ui/title";
import { Export } from "../export";

const route = getRouteApi("/desk/policies");

export function Policies(): ReactNode {
  const { t } = useTranslation();
  const clear = useClear();
  const search = route.useSearch();
  const navigate = useNavigate();
  const query = useQuery(policiesQuery(search));
  const word = search.q ?? "";
  const there = (query.data?.items ?? []).filter(({ in_force }) => in_force || search.all === true);
  const found = there.filter(
    ({ title, issuer, trust, type }) =>
      `${title}${issuer ?? ""}`.includes(word) &&
      (search.issuer === undefined || issuersOf(issuer).includes(search.issuer)) &&
      (search.kind === undefined || type === search.kind) &&
      (search.status === undefined || trust === search.status),
  );
  const wordOf = (status: string | null): string => status ?? t("policy.list.official");
  const ask = (change: Asked): void =>
    void navigate(link.policies(kept<PoliciesSearch>({ ...search, ...change })));
  return (
    <>
      <Title
        title={t("policy.list.title")}
        says={query.data === undefined ? "" : t("policy.list.says", { count: found.length })}
      >
        <Export path="/api/policies" query={{ ...whenOf(search) }} act="read-register" />
      </Title>
      <div className="row query">
        <Input
          style={{ width: 260 }}
          allowClear={clear(t("policy.list.find"))}
          defaultValue={word}
          aria-label={t("policy.list.find")}
          placeholder={t("policy.list.find")}
          onChange={({ target }) =>
            void navigate({
              ...link.policies({ ...search, q: target.value }),
              replace: true,
            })
          }
        />
        <Among
          name={t("policy.list.issuer")}
          value={search.issuer}
          among={there.flatMap(({ issuer }) => issuersOf(issuer).map((one) => [one, one] as const))}
          onChange={(issuer) => ask({ issuer })}
        />
        <Among
          name={t("policy.list.kind")}
          value={search.kind}
          among={there.map(({ type, kind }) => [type, kind] as const)}
          onChange={(kind) => ask({ kind })}
        />
        <Among
          name={t("policy.list.status")}
          value={search.status}
          among={there.map(({ trust, status }) => [trust, wordOf(status)] as const)}
          onChange={(status) => ask({ status })}
        />
        <Check
          checked={search.all === true}
          onChange={(all) => {
            const { all: _, ...rest } = search;
            void navigate(link.policies(all ? { ...rest, all } : rest));
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
      {found.length > 0 && <Library entries={found} when={whenOf(search)} />}
    </>
  );
}

/** Several that issue one document together are each found. */
function issuersOf(issuer: string | null): readonly string[] {
  return issuer === null ? [] : issuer.split("、");
}

/** What is chosen among; nothing of what is not. */
type Asked = { readonly [K in "issuer" | "kind" | "status"]?: PoliciesSearch[K] | undefined };

interface AmongProps<T extends string> {
  readonly name: string;
  readonly value: T | undefined;
  /** What may be chosen, and how it is called; several have the same. */
  readonly among: readonly (readonly [value: T, label: string])[];
  readonly onChange: (value: T | undefined) => void;
}

function Among<T extends string>(props: AmongProps<T>): ReactNode {
  const { name, value, among, onChange } = props;
  const clear = useClear();
  return (
    <Select
      allowClear={clear(name)}
      showSearch
      style={{ width: 172 }}
      aria-label={name}
      placeholder={name}
      value={value}
      onChange={onChange}
      options={[...new Map(among)].map(([value, label]) => ({ value, label }))}
    />
  );
}

interface LibraryProps {
  readonly entries: readonly LibraryEntry[];
  readonly when: AsOf;
}

function Library({ entries, when }: LibraryProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="sheet file-section figures-scroll">
      <table className="plain stacks">
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
                    entry.in_force || entry.from === null ? when : { ...when, on: entry.from },
                  )}
                >
                  {entry.title}
                </Link>
                {!entry.in_force && <span className="note"> {t("policy.list.notInForce")}</span>}
              </td>
              <td data-name={t("policy.list.kind")}>{entry.kind}</td>
              <td data-name={t("policy.list.issuer")}>{entry.issuer ?? "—"}</td>
              <td data-name={t("policy.list.window")}>{t(`policy.list.${windowOf(entry)}`)}</td>
              <td className="day" data-name={t("policy.list.from")}>
                {entry.from ?? "—"}
              </td>
              <td className="note day" data-name={t("policy.list.checked")}>
                {entry.checked ?? "—"}
              </td>
              <td data-name={t("policy.list.status")}>
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
