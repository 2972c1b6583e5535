// Cells of a draft that somebody should look at, the graver first.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { CellFault, Preview } from "../../api/draft";
import { count } from "../../say";
import { VirtualTable, type Column } from "../../ui/table";

export function Faults({ looked }: { readonly looked: Preview }): ReactNode {
  const { t } = useTranslation();
  const { faults, errors, warnings } = looked;
  const columns: readonly Column<CellFault>[] = [
    {
      id: "level",
      title: t("draft.level"),
      width: 84,
      cell: ({ level }) => (
        <span className={level === "error" ? "tag tag-no" : "tag tag-near"}>
          {t(`draft.${level}`)}
        </span>
      ),
    },
    {
      id: "cell",
      title: t("draft.cell"),
      width: 160,
      cell: ({ sheet, cell }) => `${sheet} ${cell}`,
    },
    {
      id: "content",
      title: t("draft.content"),
      width: 180,
      cell: ({ content }) => <span title={content}>{content}</span>,
    },
    {
      id: "hint",
      title: t("draft.hint"),
      width: 520,
      grows: true,
      cell: ({ hint }) => <span title={hint}>{hint}</span>,
    },
  ];
  return (
    <section className="sheet file-section">
      <h2>
        {t("draft.faults")}
        <small>{t("draft.faultsSays", { errors: count(errors), warnings: count(warnings) })}</small>
      </h2>
      {faults.length === 0 ? (
        <p className="note">{t("draft.faultsNone")}</p>
      ) : (
        <div className="vtable-short" style={{ height: Math.min(320, 40 + faults.length * 28) }}>
          <VirtualTable
            label={t("draft.faults")}
            compact
            columns={columns}
            rows={faults}
            total={faults.length}
            rowKey={({ sheet, cell, kind }) => `${sheet}!${cell}:${kind}`}
          />
        </div>
      )}
    </section>
  );
}
