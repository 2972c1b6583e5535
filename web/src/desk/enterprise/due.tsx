// What needs doing about a firm: figures at odds, figures that wait, papers that lack.
import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { EnterpriseFile, FileFigure, PolicyAnswer } from "../../api/enterprise";
import type { link } from "../../link";
import { Skeleton } from "../../ui/faces";
import { usePhone } from "../../ui/phone";
import { useLearnt } from "../learnt";
import { OpenTasks } from "../task/firm";
import "./answer.css";
import { disputed, figureKey, waiting, wanting, type Wanting } from "./standing";

type ToFigure = (key: string) => ReturnType<typeof link.enterprise>;

interface Props {
  readonly file: EnterpriseFile;
  readonly answers: UseQueryResult<{ readonly items: readonly PolicyAnswer[] }>;
  readonly toFigure: ToFigure;
}

/** Those that settle most; the rest is in each answer. */
const MOST = 5;
/** Of many policies the first say what it is about. */
const NAMED = 3;
/** About as high as the rows that come. */
const LINES = 7;
const LINES_ON_PHONE = 15;

export function Due({ file, answers, toFigure }: Props): ReactNode {
  const { t } = useTranslation();
  const learnt = useLearnt();
  const lines = usePhone() ? LINES_ON_PHONE : LINES;
  const odd = disputed(file.figures);
  const held = waiting(file.figures);
  const wanted = wanting(answers.data?.items ?? []);
  const sum = odd.length + held.length + wanted.length + file.objections.length;
  return (
    <section id="due" className="sheet file-section">
      <h2>{t("enterprise.file.due")}</h2>
      {sum === 0 && answers.data !== undefined && (
        <p className="note">{t("enterprise.file.dueNone")}</p>
      )}
      <OpenTasks id={file.id} />
      <Odd figures={odd} toFigure={toFigure} />
      {held.map((figure) => (
        <div key={figureKey(figure)} className="due-row">
          <span className="tag tag-near">{t("enterprise.ground.held")}</span>
          <Link {...toFigure(figureKey(figure))} className="grow">
            {named(figure)}
            {t("colon")}
            {figure.held.map(({ shown }) => shown).join(" / ")}
          </Link>
          <span className="note">{figure.department ?? ""}</span>
        </div>
      ))}
      {file.objections.map(({ fact, year, reason, line, at }) => (
        <div key={line} className="due-row">
          <span className="tag tag-near">{t("enterprise.file.objection")}</span>
          <Link {...toFigure(figureKey({ fact, year }))} className="grow">
            {file.figures.find((figure) => figure.fact === fact)?.name ?? fact} {year}
            {reason !== "" && `${t("colon")}${reason}`}
          </Link>
          <span className="note">{learnt({ line, at })}</span>
        </div>
      ))}
      {answers.isPending && <Skeleton lines={lines} />}
      {answers.isLoadingError && <p className="note">{t("enterprise.file.dueUnknown")}</p>}
      <Wanted wanted={wanted} toFigure={toFigure} />
    </section>
  );
}

function named({ name, year }: { readonly name: string; readonly year: number | null }): string {
  return year === null ? name : `${name} ${year}`;
}

interface OddProps {
  readonly figures: readonly FileFigure[];
  readonly toFigure: ToFigure;
}

/** Figures on which sources are at odds, with what each says. */
export function Odd({ figures, toFigure }: OddProps): ReactNode {
  const { t } = useTranslation();
  return figures.map((figure) => (
    <div key={figureKey(figure)} className="due-row">
      <span className="tag tag-near">{t(`enterprise.ground.${figure.ground}`)}</span>
      <Link {...toFigure(figureKey(figure))} className="grow">
        {named(figure)}
        {t("colon")}
        {[figure.stands, ...figure.others]
          .map((said) => said?.shown)
          .filter(Boolean)
          .join(" / ")}
      </Link>
      <span className="note">{figure.department ?? ""}</span>
    </div>
  ));
}

interface WantedProps {
  readonly wanted: readonly Wanting[];
  readonly toFigure: ToFigure;
}

/** 待补数据, first what would settle most. */
export function Wanted({ wanted, toFigure }: WantedProps): ReactNode {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  return (
    <>
      {(all ? wanted : wanted.slice(0, MOST)).map((one) => (
        <div key={figureKey(one)} className="due-row">
          <span className="tag tag-unknown">{t("answer.unknown")}</span>
          <span className="grow">
            <Link {...toFigure(figureKey(one))}>
              {named({ name: one.names.join(t("comma")), year: one.year })}
            </Link>{" "}
            <span className="note" title={one.settles.join(t("comma"))}>
              {t("enterprise.file.settles", { count: one.settles.length })}
              {t("colon")}
              {one.settles.slice(0, NAMED).join(t("comma"))}
              {one.settles.length > NAMED && "…"}
            </span>
          </span>
          <span className="note">{one.department ?? ""}</span>
        </div>
      ))}
      {wanted.length > MOST && !all && (
        <button className="bare figure-link note" onClick={() => setAll(true)}>
          {t("enterprise.file.moreMissing", { count: wanted.length - MOST })}
        </button>
      )}
    </>
  );
}
