// 企业一页通: what one reads before a visit, on one sheet of A4.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import {
  answersQuery,
  fileQuery,
  type EnterpriseFile,
  type PolicyAnswer,
} from "../../api/enterprise";
import { link } from "../../link";
import { whenOf } from "../../search";
import { Amounts } from "../../ui/amounts";
import { Button } from "../../ui/button";
import { Skeleton } from "../../ui/faces";
import { Figure, Unknown } from "../../ui/figure";
import { useSession } from "../session";
import { Gone } from "./gone";
import { saidOf, unitOf } from "./said";
import { disputed, grouped, series, wanting, yearsOf, type Standing } from "./standing";
import "./brief.css";

const route = getRouteApi("/desk/enterprises/$id/brief");
/** What a visitor asks about; the pack's own names of facts. */
const MAIN: readonly string[] = [
  "营业收入",
  "净利润",
  "研发费用",
  "资产总额",
  "职工总数",
  "科技人员",
];
const YEARS = 3;
/** To write on by hand. */
const LINES = 5;

export function Brief(): ReactNode {
  const { id } = route.useParams();
  const when = whenOf(route.useSearch());
  const file = useQuery(fileQuery(id, when));
  const answers = useQuery(answersQuery(id, when));
  const error = file.error ?? answers.error;
  const again = (): void => {
    void file.refetch();
    void answers.refetch();
  };
  if (error !== null) return <Gone id={id} error={error} again={again} />;
  if (file.data === undefined || answers.data === undefined) return <Skeleton lines={20} />;
  return <Page file={file.data} answers={answers.data.items} />;
}

interface Props {
  readonly file: EnterpriseFile;
  readonly answers: readonly PolicyAnswer[];
}

function Page({ file, answers }: Props): ReactNode {
  const { t } = useTranslation();
  const when = whenOf(route.useSearch());
  const { zone, mark } = useSession();
  const groups = grouped(answers);
  const titles = answers.filter(({ conferred, type }) => conferred && type === "title");
  const wanted = wanting(answers).slice(0, 5);
  const odd = disputed(file.figures);
  const founded = file.figures.find(({ name }) => name === "成立日期")?.stands?.shown;
  const industry = file.figures.find(({ name }) => name === "划型行业")?.stands?.shown;
  return (
    <>
      <div className="row no-print" style={{ marginBottom: 12 }}>
        <Button kind="primary" onClick={() => window.print()}>
          {t("do.print")}
        </Button>
        <Link {...link.enterprise(file.id, when)}>{t("enterprise.list.openFile")}</Link>
      </div>
      <article className="brief sheet">
        <header>
          <p className="note">
            {zone} · {t("enterprise.brief.title")}
            {mark !== null && ` · ${mark}`}
          </p>
          <h1>{file.name}</h1>
          <p className="num">
            {[
              file.code ?? t("enterprise.file.noCode"),
              file.park,
              industry,
              founded === undefined ? null : t("enterprise.brief.founded", { day: founded }),
            ]
              .filter((text) => text !== null && text !== undefined)
              .join(" · ")}
          </p>
        </header>
        <Section title={t("enterprise.brief.titles")}>
          {titles.length === 0
            ? t("enterprise.brief.noTitles")
            : titles.map(({ title }) => title).join(t("comma"))}
        </Section>
        <Section title={t("enterprise.brief.figures")}>
          <Main file={file} />
        </Section>
        <Section title={t("enterprise.brief.reach")}>
          <List groups={groups} of={["near", "unclaimed"]} none={t("enterprise.brief.noReach")} />
        </Section>
        <Section title={t("enterprise.brief.attention")}>
          <List groups={groups} of={["unsupported", "person"]} none="" />
          {odd.map((figure) => (
            <p key={`${figure.fact}${figure.year ?? ""}`}>
              {figure.name} {figure.year ?? ""}
              {t("colon")}
              {t(`enterprise.ground.${figure.ground}`)}
            </p>
          ))}
          {wanted.length > 0 && (
            <p>
              {t("answer.unknown")}
              {t("colon")}
              {wanted
                .map(
                  ({ names, year, settles }) =>
                    `${names.join(t("comma"))}${year === null ? "" : ` ${year}`}${t("aside", { what: t("enterprise.file.settles", { count: settles.length }) })}`,
                )
                .join(t("comma"))}
            </p>
          )}
        </Section>
        <Section title={t("enterprise.brief.notes")}>
          <div className="brief-lines">
            {Array.from({ length: LINES }, (_, at) => (
              <hr key={at} />
            ))}
          </div>
        </Section>
        <footer className="note">
          {t("asOf.on")} {file.as_of.on} · {t("enterprise.file.line", { line: file.as_of.known })} ·{" "}
          {t("disclaimer")}
        </footer>
      </article>
    </>
  );
}

function Section({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section>
      <h2>{title}</h2>
      <div>{children}</div>
    </section>
  );
}

function Main({ file }: { readonly file: EnterpriseFile }): ReactNode {
  const { t } = useTranslation();
  const years = yearsOf(file.figures).slice(-YEARS);
  const lines = series(file.figures).filter(({ name }) => MAIN.includes(name));
  if (lines.length === 0) return <Unknown />;
  return (
    <table className="plain">
      <thead>
        <tr>
          <th>
            <span className="out-of-sight">{t("table.fact")}</span>
          </th>
          {years.map((year) => (
            <th key={year} className="num">
              {year}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.fact}>
            <td>
              {line.name}
              <span className="unit">{unitOf(line)}</span>
            </td>
            {years.map((year) => {
              const stands = line.byYear.get(year)?.stands ?? null;
              const said = stands === null ? undefined : saidOf(stands, line.kind);
              return (
                <td key={year} className="num">
                  <Figure said={said} bare={line.kind === "money"} />
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ListProps {
  readonly groups: ReadonlyMap<Standing, readonly PolicyAnswer[]>;
  readonly of: readonly Standing[];
  readonly none: string;
}

function List({ groups, of, none }: ListProps): ReactNode {
  const { t } = useTranslation();
  const found = of.flatMap((standing) =>
    (groups.get(standing) ?? []).map((answer) => ({ standing, answer })),
  );
  if (found.length === 0) return none === "" ? null : <p>{none}</p>;
  return found.map(({ standing, answer }) => (
    <p key={answer.policy}>
      <strong>{answer.title}</strong>
      {t("aside", { what: t(`policy.group.${standing}`) })}
      <Amounts says={answer.sentence} />
    </p>
  ));
}
