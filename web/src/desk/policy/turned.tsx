// Why one firm's answer is another one now: the edition, the conditions that turned, the figures.
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { ChangedItem } from "../../api/policy";
import { link } from "../../link";
import type { AsOf } from "../../search";
import "./policy.css";

interface Props {
  readonly item: ChangedItem;
  readonly policy: string;
  readonly when: AsOf;
}

export function Turned({ item, policy, when }: Props): ReactNode {
  const { t } = useTranslation();
  const { editions, clauses, figures } = item;
  return (
    <div className="stack">
      <p className="num">
        {item.code}{" "}
        <Link {...link.enterprise(item.id, { ...when, policy })} className="among-words">
          {t("changes.open")}
        </Link>
      </p>
      {editions !== null && (
        <p>{t("changes.editions", { was: editions[0] ?? "—", is: editions[1] ?? "—" })}</p>
      )}
      <Pairs
        title={t("changes.clauses")}
        pairs={clauses.map(({ clause, was, is }) => [clause, was ?? "—", is ?? "—"])}
      />
      <Pairs
        title={t("changes.figures")}
        pairs={figures.map(({ fact, was, is }) => [fact, was, is])}
      />
      <p className="note">{t("disclaimer")}</p>
    </div>
  );
}

interface PairsProps {
  readonly title: string;
  /** What, what it was, what it is. */
  readonly pairs: readonly (readonly [string, string, string])[];
}

function Pairs({ title, pairs }: PairsProps): ReactNode {
  const { t } = useTranslation();
  if (pairs.length === 0) return null;
  return (
    <table className="plain turned">
      <thead>
        <tr>
          <th>{title}</th>
          <th>{t("changes.was")}</th>
          <th>{t("changes.is")}</th>
        </tr>
      </thead>
      <tbody>
        {pairs.map(([what, was, is]) => (
          <tr key={`${what}${was}${is}`}>
            <td>{what}</td>
            <td>{was}</td>
            <td>
              <strong>{is}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
