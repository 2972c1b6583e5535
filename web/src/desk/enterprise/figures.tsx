// The figures of a firm by year, each of which opens where it comes from.
import { Input } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { FileFigure } from "../../api/enterprise";
import { Spark } from "../../ui/chart";
import { useClear } from "../../ui/clear";
import { Figure, Hidden, Unknown } from "../../ui/figure";
import { approximate } from "../../value";
import { saidOf, unitOf } from "./said";
import { figureKey, series, yearsOf, type Series } from "./standing";

interface Props {
  readonly figures: readonly FileFigure[];
  readonly onOpen: (key: string) => void;
}

/** More years than these make lines that no one reads. */
const YEARS = 5;

export function Figures({ figures, onOpen }: Props): ReactNode {
  const { t } = useTranslation();
  const clear = useClear();
  const [typed, setTyped] = useState("");
  const found = figures.filter(({ name }) => name.includes(typed.trim()));
  const years = yearsOf(figures).slice(-YEARS);
  const lines = series(found);
  const points = found.filter(({ year }) => year === null);
  return (
    <section id="figures" className="sheet file-section">
      <div className="row">
        <h2 className="grow">{t("enterprise.file.figures")}</h2>
        <Input
          allowClear={clear(t("enterprise.list.columnsFind"))}
          className="no-print"
          style={{ width: 200 }}
          aria-label={t("enterprise.list.columnsFind")}
          placeholder={t("enterprise.list.columnsFind")}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      {lines.length > 0 && (
        <div className="figures-scroll">
          <table className="plain">
            <thead>
              <tr>
                <th>{t("enterprise.file.fact")}</th>
                {years.map((year) => (
                  <th key={year} className="num">
                    {year}
                  </th>
                ))}
                <th className="figures-units">{t("enterprise.file.unit")}</th>
                <th>{t("enterprise.file.trend")}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <Line key={line.fact} line={line} years={years} onOpen={onOpen} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {points.length > 0 && (
        <table className="plain points">
          <thead>
            <tr>
              <th>{t("enterprise.file.fact")}</th>
              <th>{t("enterprise.file.value")}</th>
              <th>{t("enterprise.file.source")}</th>
            </tr>
          </thead>
          <tbody>
            {points.map((figure) => (
              <tr key={figure.fact}>
                <td>{figure.name}</td>
                <td>
                  <Cell figure={figure} onOpen={onOpen} />
                </td>
                <td className="note">{figure.stands?.source.feed ?? ""}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

interface LineProps {
  readonly line: Series;
  readonly years: readonly number[];
  readonly onOpen: (key: string) => void;
}

function Line({ line, years, onOpen }: LineProps): ReactNode {
  const points = years.map((year) => {
    const stands = line.byYear.get(year)?.stands;
    const cell = plainCell(stands?.value);
    return { name: String(year), value: approximate(cell), said: stands?.shown ?? "" };
  });
  return (
    <tr>
      <td>
        {line.name} <span className="note figures-unit">{unitOf(line)}</span>
      </td>
      {years.map((year) => {
        const figure = line.byYear.get(year);
        return (
          <td key={year} className="num">
            {figure === undefined ? <Unknown /> : <Cell figure={figure} onOpen={onOpen} />}
          </td>
        );
      })}
      <td className="note figures-units">{unitOf(line)}</td>
      <td>{isDrawn(line) && <Spark points={points} />}</td>
    </tr>
  );
}

/** What is no number has no curve. */
function isDrawn({ kind }: Series): boolean {
  return kind === "money" || kind === "number" || kind === "ratio";
}

/** A number for a drawing of it. */
function plainCell(value: unknown): unknown {
  return typeof value === "string" && value !== "" ? { number: value } : value;
}

function Cell({
  figure,
  onOpen,
}: {
  readonly figure: FileFigure;
  readonly onOpen: (key: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { kind, stands, ground, open, held, doubt, hidden } = figure;
  if (hidden) return <Hidden />;
  const odd = ground === "disputed" || ground === "bases" || held.length > 0;
  const says = odd ? t(`enterprise.ground.${held.length > 0 ? "held" : ground}`) : doubt;
  const said = stands === null ? undefined : saidOf(stands, kind);
  return (
    <button
      className={`bare figure-link${says === null ? "" : " figure-odd"}`}
      title={says ?? undefined}
      onClick={() => onOpen(figureKey(figure))}
    >
      {said === undefined && odd ? (
        <span className="mark-near">{says}</span>
      ) : (
        <>
          {open && said !== undefined && `${t("enterprise.figure.atLeast")} `}
          <Figure said={said} bare={kind === "money"} />
        </>
      )}
    </button>
  );
}
