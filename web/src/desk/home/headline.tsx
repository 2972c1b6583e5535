// Headline figures for those who lead: each with what stands behind it, each opening its list.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { headlineQuery, type Headline } from "../../api/headline";
import { problemOf } from "../../api/problem";
import { link } from "../../link";
import { count } from "../../say";
import { Spark } from "../../ui/chart";
import { Fault, Skeleton } from "../../ui/faces";
import { Figure } from "../../ui/figure";
import { approximate, said } from "../../value";
import { growth } from "./growth";

/** What a zone is led by; the dictionary's own names. */
const FACTS: readonly string[] = ["营业收入", "工业总产值", "研发费用", "净利润", "职工总数"];

export function Headlines(): ReactNode {
  const { t } = useTranslation();
  const query = useQuery(headlineQuery(FACTS));
  return (
    <section className="sheet file-section home-headline">
      <h2>
        {t("home.headline")}
        <small>{t("home.headlineSays")}</small>
      </h2>
      {query.error !== null && <Fault problem={problemOf(query.error)} />}
      {query.isPending && <Skeleton lines={5} />}
      <div className="headlines">
        {(query.data?.items ?? []).map((one) => (
          <Tile key={one.name} headline={one} />
        ))}
      </div>
    </section>
  );
}

function Tile({ headline }: { readonly headline: Headline }): ReactNode {
  const { t } = useTranslation();
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
      <span className="note">{t("home.noTarget")}</span>
      <span className="note">
        {t("home.ofYear", { year: String(last.year) })}
        {department !== null && ` · ${department}`}
      </span>
      <span className="note num">
        {t("home.stated", { known: count(last.known), unknown: count(last.unknown) })}
      </span>
    </Link>
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
