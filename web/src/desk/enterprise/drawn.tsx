// A figure over its years, and the records of one that is a list.
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { factsQuery } from "../../api/content";
import type { EnterpriseFile, FileFigure } from "../../api/enterprise";
import { Chart } from "../../ui/chart";
import { approximate, said } from "../../value";
import { yearsOf } from "./standing";

interface Props {
  readonly file: EnterpriseFile;
  readonly figure: FileFigure;
}

const YEARS = 5;

export function ByYear({ file, figure }: Props): ReactNode {
  const { t } = useTranslation();
  const { fact, kind, year, name, unit } = figure;
  const same = file.figures.filter((one) => one.fact === fact && one.year !== null);
  const drawn = kind === "money" || kind === "number" || kind === "ratio";
  if (!drawn || year === null || same.length < 2) return null;
  const points = yearsOf(same)
    .slice(-YEARS)
    .map((of) => {
      const stands = same.find((one) => one.year === of)?.stands ?? null;
      return {
        name: String(of),
        value: stands === null ? undefined : approximate({ number: stands.value }),
        said: stands === null ? t("answer.unknown") : stands.shown,
      };
    });
  const feeds = new Set(same.flatMap(({ stands }) => stands?.source.feed ?? []));
  return (
    <Chart
      title={t("enterprise.figure.byYear", { name })}
      unit={kind === "money" ? "万元" : (unit ?? "")}
      source={`${[...feeds].join(t("comma"))} · ${t("asOf.on")} ${file.as_of.on}`}
      points={points}
    />
  );
}

/** The most records that are shown here; a list says how many there are. */
const MOST = 100;

export function Records({ figure }: Pick<Props, "figure">): ReactNode {
  const { t } = useTranslation();
  const facts = useQuery(factsQuery).data?.items ?? [];
  const fields = facts.find(({ id }) => id === figure.fact)?.fields ?? [];
  const value: unknown = figure.stands?.value;
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  if (rows.length === 0 || fields.length === 0) return null;
  return (
    <div>
      <h3>{t("enterprise.figure.records")}</h3>
      <div className="figures-scroll" tabIndex={0} role="group" aria-label={figure.name}>
        <table className="plain records">
          <thead>
            <tr>
              {fields.map((field) => (
                <th key={field}>{field}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST).map((row, at) => (
              <tr key={at}>
                {fields.map((field, of) => (
                  <td key={field}>{said(Array.isArray(row) ? row[of] : null)?.text ?? "—"}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
