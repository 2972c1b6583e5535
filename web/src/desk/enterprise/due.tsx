// What needs doing about a firm: figures at odds, figures that wait, papers that lack.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { EnterpriseFile, PolicyAnswer } from "../../api/enterprise";
import { disputed, figureKey, waiting, wanting } from "./standing";

interface Props {
  readonly file: EnterpriseFile;
  readonly answers: readonly PolicyAnswer[];
  readonly onFigure: (key: string) => void;
}

/** Those that settle most; the rest is in each answer. */
const MOST = 5;

export function Due({ file, answers, onFigure }: Props): ReactNode {
  const { t } = useTranslation();
  const odd = disputed(file.figures);
  const held = waiting(file.figures);
  const wanted = wanting(answers);
  const nothing = odd.length + held.length + wanted.length + file.objections.length === 0;
  const named = ({ name, year }: { name: string; year: number | null }): string =>
    year === null ? name : `${name} ${year}`;
  return (
    <section id="due" className="sheet file-section">
      <h2>{t("enterprise.file.due")}</h2>
      {nothing && <p className="note">{t("enterprise.file.dueNone")}</p>}
      {odd.map((figure) => (
        <div key={figureKey(figure)} className="due-row">
          <span className="tag tag-near">{t(`enterprise.ground.${figure.ground}`)}</span>
          <button className="bare figure-link grow" onClick={() => onFigure(figureKey(figure))}>
            {named(figure)}：
            {[figure.stands, ...figure.others]
              .map((said) => said?.shown)
              .filter(Boolean)
              .join(" / ")}
          </button>
          <span className="note">{figure.department ?? ""}</span>
        </div>
      ))}
      {held.map((figure) => (
        <div key={figureKey(figure)} className="due-row">
          <span className="tag tag-near">{t("enterprise.ground.held")}</span>
          <button className="bare figure-link grow" onClick={() => onFigure(figureKey(figure))}>
            {named(figure)}：{figure.held.map(({ shown }) => shown).join(" / ")}
          </button>
          <span className="note">{figure.department ?? ""}</span>
        </div>
      ))}
      {file.objections.map(({ fact, reason, line }) => (
        <div key={line} className="due-row">
          <span className="tag tag-near">{t("enterprise.file.objection")}</span>
          <span className="grow">
            {file.figures.find((figure) => figure.fact === fact)?.name ?? fact}：{reason}
          </span>
          <span className="note">{t("enterprise.file.line", { line })}</span>
        </div>
      ))}
      {wanted.slice(0, MOST).map((one) => (
        <div key={figureKey(one)} className="due-row">
          <span className="tag tag-unknown">{t("answer.unknown")}</span>
          <span className="grow">
            {named(one)}
            <span className="note">
              {" "}
              {t("enterprise.file.settles", { count: one.settles.length })}：
              {one.settles.join("、")}
            </span>
          </span>
          <span className="note">{one.department ?? ""}</span>
        </div>
      ))}
      {wanted.length > MOST && (
        <p className="note">{t("enterprise.file.moreMissing", { count: wanted.length - MOST })}</p>
      )}
    </section>
  );
}
