// The firms of one answer to one policy.
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { queryOf, type EnterprisePage, type Listed } from "../../api/enterprise";
import { problemOf } from "../../api/problem";
import { link } from "../../link";
import type { Group } from "../../route/search";
import { count } from "../../say";
import { whenOf } from "../../search";
import { Fault, Skeleton } from "../../ui/faces";
import { usePages } from "../../ui/pages";
import { VirtualTable } from "../../ui/table";
import { columnsOf } from "../enterprise/columns";
import { registerPages, remembered } from "../enterprise/question";
import { Export } from "../export";

interface Props {
  readonly policy: string;
  readonly group: Group;
}

export function Firms({ policy, group }: Props): ReactNode {
  const { t } = useTranslation();
  const when = whenOf(useSearch({ from: "/desk" }));
  const navigate = useNavigate();
  const answer = `${policy}:${group}`;
  const question = { answer, columns: remembered().join(","), ...when };
  const pages = usePages<Listed, EnterprisePage>(registerPages(question));
  const columns = useMemo(
    () =>
      columnsOf(pages.head?.columns ?? [], {
        name: t("enterprise.list.name"),
        code: t("enterprise.list.code"),
        away: t("enterprise.list.away"),
      }),
    [pages.head?.columns, t],
  );
  return (
    <section className="sheet file-section firms">
      <div className="row query">
        <h2 className="grow">
          {t("policy.one.firms")}
          <small>
            {pages.head !== undefined && t("enterprise.list.says", { total: count(pages.total) })}
          </small>
        </h2>
        <Link {...link.enterprises({ answer, ...when })}>{t("enterprise.list.title")}</Link>
        <Export path="/api/enterprises" query={queryOf(question)} />
      </div>
      {pages.error !== null && <Fault problem={problemOf(pages.error)} again={pages.again} />}
      {pages.pending && <Skeleton lines={13} />}
      {pages.head !== undefined && pages.error === null && (
        <div
          className="vtable-short"
          style={{ height: Math.min(420, 40 + Math.max(pages.total, 2) * 36) }}
        >
          <VirtualTable
            label={t("policy.one.firms")}
            columns={columns}
            rows={pages.rows}
            at={pages.at}
            total={pages.total}
            stale={pages.stale}
            list={pages.list}
            rowKey={({ id }) => String(id)}
            onReach={pages.reach}
            onOpen={({ id }) => void navigate(link.enterprise(id, { ...when, policy }))}
          />
        </div>
      )}
    </section>
  );
}
