// The row of the sheet that a figure was read from, with what stands beside it.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { EnterpriseFile, FileFigure, SourceSaid } from "../../api/enterprise";
import { around } from "./sheet";

interface Props {
  readonly file: EnterpriseFile;
  readonly figure: FileFigure;
  readonly said: SourceSaid;
}

export function Around({ file, said }: Props): ReactNode {
  const { t } = useTranslation();
  const part = around(file.figures, said);
  if (part === undefined || part.cells.length === 0) return null;
  return (
    <div>
      <h3>{t("enterprise.figure.around")}</h3>
      <div
        className="around figures-scroll"
        tabIndex={0}
        role="group"
        aria-label={said.source.sheet}
      >
        <table>
          <thead>
            <tr>
              <td />
              {part.cells.map(({ column }) => (
                <th key={column}>{column}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr className="around-names">
              <td />
              {part.cells.map(({ column, name }) => (
                <td key={column}>{name}</td>
              ))}
            </tr>
            <tr>
              <th>{part.row}</th>
              {part.cells.map(({ column, shown, here }) => (
                <td
                  key={column}
                  className={here ? "around-here num" : "num"}
                  aria-current={here ? "true" : undefined}
                >
                  {shown}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      <p className="note">{t("enterprise.figure.aroundSays", { rows: part.row })}</p>
    </div>
  );
}
