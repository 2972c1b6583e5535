// Cells of a draft that somebody should look at, the graver first; each says all that there is to do.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Preview } from "../../api/draft";
import { count } from "../../say";

export function Faults({ looked }: { readonly looked: Preview }): ReactNode {
  const { t } = useTranslation();
  const { faults, errors, warnings } = looked;
  return (
    <section className="sheet file-section">
      <h2>
        {t("draft.faults")}
        <small>{t("draft.faultsSays", { errors: count(errors), warnings: count(warnings) })}</small>
      </h2>
      {faults.length === 0 ? (
        <p className="note">{t("draft.faultsNone")}</p>
      ) : (
        <div className="draft-faults" role="region" aria-label={t("draft.faults")} tabIndex={0}>
          <table className="plain stacks" aria-label={t("draft.faults")}>
            <thead>
              <tr>
                <th>{t("draft.level")}</th>
                <th>{t("draft.cell")}</th>
                <th>{t("draft.content")}</th>
                <th>{t("draft.hint")}</th>
              </tr>
            </thead>
            <tbody>
              {faults.map(({ sheet, cell, kind, level, content, hint }, at) => (
                <tr key={`${sheet}!${cell}:${kind}:${at}`}>
                  <td>
                    <span className={level === "error" ? "tag tag-no" : "tag tag-near"}>
                      {t(`draft.${level}`)}
                    </span>
                  </td>
                  <td data-name={t("draft.cell")}>{`${sheet} ${cell}`}</td>
                  <td data-name={t("draft.content")}>{content}</td>
                  <td data-name={t("draft.hint")}>{hint}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
