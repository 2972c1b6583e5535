// 异议: the figures that somebody holds to be wrong, and who settles them.
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import { raisedSource, type Raised, type RaisedPage } from "../../api/work";
import { link } from "../../link";
import { Check } from "../../ui/check";
import { Empty, Fault, Skeleton } from "../../ui/faces";
import { Hidden } from "../../ui/figure";
import { More } from "../../ui/more";
import { usePages } from "../../ui/pages";
import { Title } from "../../ui/title";
import { figureKey } from "../enterprise/standing";
import { Export } from "../export";
import { useLearnt } from "../learnt";
import "./review.css";

const route = getRouteApi("/desk/objections");

export function Objections(): ReactNode {
  const { t } = useTranslation();
  const { mine = false } = route.useSearch();
  const navigate = useNavigate();
  const pages = usePages<Raised, RaisedPage>(raisedSource(mine));
  return (
    <>
      <Title title={t("objections.title")} says={t("objections.says")}>
        <Export path="/api/objections" query={{ mine }} />
      </Title>
      <div className="row query">
        <Check
          checked={mine}
          onChange={(only) =>
            void navigate({ ...link.objections(only ? { mine: true } : {}), replace: true })
          }
        >
          {t("disputes.mine")}
        </Check>
        <span className="note">
          {pages.head !== undefined && t("objections.total", { count: pages.total })}
        </span>
      </div>
      {pages.error !== null && <Fault problem={problemOf(pages.error)} again={pages.again} />}
      {pages.pending && <Skeleton lines={12} />}
      {pages.head !== undefined && pages.total === 0 && (
        <Empty what={t("objections.none")} how={t("objections.noneHow")} />
      )}
      {pages.rows.length > 0 && (
        <section className="sheet file-section">
          <table className="plain stacks odd">
            <thead>
              <tr>
                <th>{t("disputes.firm")}</th>
                <th>{t("disputes.figure")}</th>
                <th>{t("objections.reason")}</th>
                <th>{t("disputes.who")}</th>
              </tr>
            </thead>
            <tbody>
              {pages.rows.map((one) => (
                <Row key={one.line} of={one} />
              ))}
            </tbody>
          </table>
          <More pages={pages} />
        </section>
      )}
    </>
  );
}

function Row({ of }: { readonly of: Raised }): ReactNode {
  const { t } = useTranslation();
  const learnt = useLearnt();
  const { enterprise, name, year, stands, reason, hidden, by, from, department, settles } = of;
  const opened = link.enterprise(enterprise.id, { figure: figureKey(of) });
  return (
    <tr>
      <td>
        <Link {...link.enterprise(enterprise.id)}>{enterprise.name}</Link>
        <div className="note num">{enterprise.code ?? t("enterprise.file.noCode")}</div>
      </td>
      <td>
        <Link {...opened}>
          {name} {year}
        </Link>
        <div className="note">
          {hidden ? (
            <Hidden />
          ) : stands === null ? (
            t("objections.nothing")
          ) : (
            <>
              {t("objections.stands")} <span className="num">{stands.shown}</span>
            </>
          )}
        </div>
      </td>
      <td>
        {hidden ? <Hidden /> : reason}
        <div className="note">
          {[from, by].filter(Boolean).join(" · ")} · <span className="day">{learnt(of)}</span>
        </div>
      </td>
      <td data-name={t("disputes.who")}>
        {department ?? t("disputes.nobody")}
        {settles && (
          <div>
            <Link {...opened} className="tag tag-near">
              {t("disputes.settles")}
            </Link>
          </div>
        )}
      </td>
    </tr>
  );
}
