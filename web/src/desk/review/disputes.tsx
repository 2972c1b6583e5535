// 数据不一致: the figures on which sources are at odds, with what each says and who settles it.
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import { oddSource, type Odd, type OddPage } from "../../api/work";
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
import { useStage } from "../stage";
import "./review.css";

const route = getRouteApi("/desk/disputes");

export function Disputes(): ReactNode {
  const { t } = useTranslation();
  const { mine = false } = route.useSearch();
  const navigate = useNavigate();
  const pages = usePages<Odd, OddPage>(oddSource(mine));
  return (
    <>
      <Title title={t("disputes.title")} says={t("disputes.says")}>
        <Export path="/api/disputes" query={{ mine }} />
      </Title>
      <div className="row query">
        <Check
          checked={mine}
          onChange={(only) =>
            void navigate({ ...link.disputes(only ? { mine: true } : {}), replace: true })
          }
        >
          {t("disputes.mine")}
        </Check>
        <span className="note">
          {pages.head !== undefined && t("disputes.total", { count: pages.total })}
        </span>
      </div>
      {pages.error !== null && <Fault problem={problemOf(pages.error)} again={pages.again} />}
      {pages.pending && <Skeleton lines={12} />}
      {pages.head !== undefined && pages.total === 0 && (
        <Empty what={t("disputes.none")} how={t("disputes.noneHow")} />
      )}
      {pages.rows.length > 0 && (
        <div className="stack">
          <section className="sheet file-section">
            <table className="plain stacks odd">
              <thead>
                <tr>
                  <th>{t("disputes.firm")}</th>
                  <th>{t("disputes.figure")}</th>
                  <th>{t("disputes.said")}</th>
                  <th>{t("disputes.who")}</th>
                </tr>
              </thead>
              <tbody>
                {pages.rows.map((odd) => (
                  <Row key={`${odd.enterprise.id}:${figureKey(odd.figure)}`} odd={odd} />
                ))}
              </tbody>
            </table>
            <More pages={pages} />
          </section>
        </div>
      )}
    </>
  );
}

function Row({ odd: { enterprise, figure, settles } }: { readonly odd: Odd }): ReactNode {
  const { t } = useTranslation();
  const opened = link.enterprise(enterprise.id, { figure: figureKey(figure) });
  return (
    <tr>
      <td>
        <Link {...link.enterprise(enterprise.id)}>{enterprise.name}</Link>
        <div className="note num">{enterprise.code ?? t("enterprise.file.noCode")}</div>
      </td>
      <td>
        <Link {...opened}>
          {figure.name} {figure.year}
        </Link>
        {figure.ground === "bases" && <div className="note">{t("enterprise.ground.bases")}</div>}
      </td>
      <td>{figure.hidden ? <Hidden /> : <Said figure={figure} />}</td>
      <td data-name={t("disputes.who")}>
        {figure.department ?? t("disputes.nobody")}
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

/** What each source says, the more trusted first. */
function Said({ figure }: { readonly figure: Odd["figure"] }): ReactNode {
  const { t } = useTranslation();
  const learnt = useLearnt();
  const stage = useStage();
  return figure.others.map((one) => (
    <div key={`${one.origin}:${one.line}:${one.row}`} className="odd-said">
      <span className="num">{one.shown}</span>
      <span>
        {one.source.feed ?? t("enterprise.figure.byHand")}
        <span className="note">
          {" "}
          {[one.source.stage === undefined ? "" : stage(one.source.stage), one.source.basis ?? ""]
            .filter((part) => part !== "")
            .join("，")}
        </span>
        <span className="note odd-place">
          {[one.source.file, one.source.sheet, one.source.cell]
            .filter((part) => part !== "")
            .join(" · ")}{" "}
          <span className="day">{learnt(one)}</span>
        </span>
      </span>
    </div>
  ));
}
