// The key to the formulas of a policy: which figure each name means, in what unit, how it is counted.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { factsQuery } from "../../api/content";
import type { PolicyShown } from "../../api/policy";
import { problemOf } from "../../api/problem";
import { link } from "../../link";
import { FaultLine, Skeleton } from "../../ui/faces";
import { formulasOf, namesIn } from "./names";

export function Key({ policy }: { readonly policy: PolicyShown }): ReactNode {
  const { t } = useTranslation();
  const query = useQuery(factsQuery);
  const used = new Set(formulasOf(policy).flatMap(namesIn));
  const facts = (query.data?.items ?? []).filter(({ name }) => used.has(name));
  if (query.data !== undefined && facts.length === 0) return null;
  return (
    <section className="sheet file-section figures-scroll">
      <h2>
        {t("policy.one.key")}
        <small>{t("policy.one.keySays")}</small>
      </h2>
      {query.error !== null && (
        <FaultLine problem={problemOf(query.error)} again={() => void query.refetch()} />
      )}
      {query.isPending && <Skeleton lines={4} />}
      {facts.length > 0 && (
        <table className="plain stacks">
          <thead>
            <tr>
              <th>{t("facts.name")}</th>
              <th>{t("facts.unit")}</th>
              <th>{t("facts.note")}</th>
              <th>{t("facts.department")}</th>
            </tr>
          </thead>
          <tbody>
            {facts.map(({ id, name, kind, unit, yearly, note, formula, department }) => (
              <tr key={id}>
                <td className="key-name">
                  <Link {...link.facts({ open: id })}>{name}</Link>
                  <div className="note">
                    {t(`facts.kinds.${kind}`)}
                    {yearly && ` · ${t("facts.yearly")}`}
                  </div>
                </td>
                <td data-name={t("facts.unit")}>{unit ?? "—"}</td>
                <td>
                  {note ?? (formula === null ? "—" : "")}
                  {formula !== null && <code className="rule">{formula}</code>}
                </td>
                <td className="note" data-name={t("facts.department")}>
                  {department ?? "—"}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
