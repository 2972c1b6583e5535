// What the dictionary says of a figure: how it is counted or worked out, and where everybody's stand.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { factsQuery } from "../../api/content";
import type { FileFigure } from "../../api/enterprise";
import { link } from "../../link";
import { useOwn } from "../session";

export function Meaning({ figure }: { readonly figure: FileFigure }): ReactNode {
  const { t } = useTranslation();
  const own = useOwn();
  const fact = useQuery(factsQuery).data?.items.find(({ id }) => id === figure.fact);
  if (fact === undefined) return null;
  const { id, name, note, formula, policies } = fact;
  const column = figure.year === null ? name : `${name}:${figure.year}`;
  return (
    <dl className="passport">
      {note !== null && (
        <>
          <dt>{t("facts.note")}</dt>
          <dd>{note}</dd>
        </>
      )}
      {formula !== null && (
        <>
          <dt>{t("facts.formula")}</dt>
          <dd>
            <code className="rule">{formula}</code>
          </dd>
        </>
      )}
      <dt>{t("facts.used")}</dt>
      <dd>
        <Link {...link.facts({ open: id })} className="among-words">
          {t("facts.usedBy", { count: policies.length })}
        </Link>
        {!own && !fact.hidden && figure.kind !== "list" && (
          <>
            {" · "}
            <Link
              {...link.enterprises({ columns: [column], sort: `-${column}` })}
              className="among-words"
            >
              {t("enterprise.figure.everybody")}
            </Link>
          </>
        )}
      </dd>
    </dl>
  );
}
