// Headline figures for those who lead: each with what stands behind it, each opening its list.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { headlineQuery, type Aim, type Headline } from "../../api/headline";
import { problemOf } from "../../api/problem";
import { link } from "../../link";
import { count, share } from "../../say";
import { Spark } from "../../ui/chart";
import { Fault, Skeleton } from "../../ui/faces";
import { Figure, Unknown } from "../../ui/figure";
import { approximate, said } from "../../value";
import { Export } from "../export";
import { useStage } from "../stage";
import { growth } from "./growth";

/** What a zone is led by; the dictionary's own names. */
export const FACTS: readonly string[] = [
  "营业收入",
  "工业总产值",
  "研发费用",
  "净利润",
  "职工总数",
];

export function Headlines(): ReactNode {
  const { t } = useTranslation();
  const query = useQuery(headlineQuery(FACTS));
  return (
    <section className="sheet file-section home-headline">
      <div className="row">
        <h2 className="grow">
          {t("home.headline")}
          <small>{t("home.headlineSays")}</small>
        </h2>
        <Export path="/api/headline" query={{ facts: FACTS.join(",") }} orWhy />
      </div>
      {query.error !== null && <Fault problem={problemOf(query.error)} />}
      <div className="headlines">
        {query.isPending &&
          FACTS.map((name) => (
            <div key={name} className="headline headline-wait">
              <span className="headline-name">{name}</span>
              <Skeleton lines={5} />
            </div>
          ))}
        {(query.data?.items ?? []).map((one) => (
          <Tile key={one.name} headline={one} />
        ))}
      </div>
    </section>
  );
}

function Tile({ headline }: { readonly headline: Headline }): ReactNode {
  const { t } = useTranslation();
  const stage = useStage();
  const { name, years, department, kind } = headline;
  const last = years.at(-1);
  if (last === undefined) {
    return (
      <div className="headline">
        <span className="headline-name">{name}</span>
        <span className="tag tag-unknown">{t("home.none")}</span>
      </div>
    );
  }
  const column = `${name}:${last.year}`;
  const points = years.map(({ year, sum }) => ({
    name: String(year),
    value: approximate({ number: sum }),
    said: full(sum, headline),
  }));
  const unit = kind === "money" ? { unit: "元" } : {};
  const value = said({ number: last.sum, ...unit }, { unit: headline.unit ?? undefined });
  return (
    <Link
      {...link.enterprises({ sort: `-${column}`, columns: [column, `${name}:${last.year - 1}`] })}
      className="headline"
    >
      <span className="headline-name">{name}</span>
      <strong className="headline-value">
        <Figure said={value} />
      </strong>
      <Spark points={points} />
      <Growth headline={headline} />
      <Aims headline={headline} />
      <span className="note">
        {[t("home.upTo", { day: last.day }), ...last.stages.map(stage)].join(" · ")}
        {department !== null && ` · ${department}`}
      </span>
      <span className="note num">
        {t("home.stated", { known: count(last.known), unknown: count(last.unknown) })}
      </span>
    </Link>
  );
}

/** 目标, 完成率 and 时序进度 of each year that has a target. */
function Aims({ headline }: { readonly headline: Headline }): ReactNode {
  const { t } = useTranslation();
  const { targets } = headline;
  if (targets.length === 0) return <span className="note">{t("home.noTarget")}</span>;
  return targets.map((aim) => (
    <span key={aim.year} className="aim" title={aim.source + t("aside", { what: aim.cite })}>
      <span className="num">
        {t("home.target", { year: String(aim.year), value: full(aim.value, headline) })}
      </span>
      <Progress aim={aim} />
      <span className="note num">
        {t("home.reached")}{" "}
        {aim.reached === null ? <Unknown why={t("home.notStated")} /> : share(aim.reached).text}
        {" · "}
        {t("home.passed", { share: share(aim.passed).text })}
      </span>
    </span>
  ));
}

/** How far the year is beside how much is reached; the words beneath say the same. */
function Progress({ aim: { reached, passed } }: { readonly aim: Aim }): ReactNode {
  const part = (of: string): string => `${Math.min(Math.max(Number(of), 0), 1) * 100}%`;
  return (
    <span className={reached === null ? "aim-line hatch" : "aim-line"} aria-hidden="true">
      {reached !== null && <span className="aim-reached" style={{ inlineSize: part(reached) }} />}
      <span className="aim-passed" style={{ insetInlineStart: part(passed) }} />
    </span>
  );
}

function full(sum: string, { kind, unit }: Headline): string {
  const value = said(
    { number: sum, ...(kind === "money" ? { unit: "元" } : {}) },
    { unit: unit ?? undefined },
  );
  return value === undefined ? "" : `${value.text} ${value.unit}`.trim();
}

/** 同比, over those alone who stated both years. */
function Growth({ headline: { same } }: { readonly headline: Headline }): ReactNode {
  const { t } = useTranslation();
  const rate = same === null ? undefined : growth(same.before, same.now);
  if (same === null || rate === undefined)
    return <span className="note">{t("home.noYearOn")}</span>;
  return (
    <span className="num">
      {t("home.yearOn")} {rate}
      <span className="note"> {t("home.sameFirms", { count: same.enterprises })}</span>
    </span>
  );
}
