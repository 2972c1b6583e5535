// Choosing the columns: all facts of the dictionary, found by any part of their names.
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { factsQuery, type Fact } from "../../api/content";
import { Button } from "../../ui/button";
import { Check } from "../../ui/check";
import { Skeleton } from "../../ui/faces";
import { Pop } from "../../ui/pop";
import { useSession } from "../session";
import { USUAL } from "./question";

interface Props {
  readonly columns: readonly string[];
  readonly onChange: (columns: readonly string[]) => void;
}

export function Picker(props: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <Pop word={t("table.columns")} label={t("enterprise.list.columnsTitle")} titled width={364}>
      {() => <Chooser {...props} />}
    </Pop>
  );
}

function Chooser({ columns, onChange }: Props): ReactNode {
  const { t } = useTranslation();
  const facts = useQuery(factsQuery);
  const [typed, setTyped] = useState("");
  const [lag, setLag] = useState(-1);
  const last = Number(useSession().today.slice(0, 4)) - 1;
  const found = (facts.data?.items ?? []).filter(
    ({ name, synonyms, hidden }) =>
      !hidden && [name, ...synonyms].some((word) => word.includes(typed.trim())),
  );
  const key = ({ name, yearly }: Fact): string =>
    !yearly || lag === -1 ? name : `${name}:${last + 1 + lag}`;
  const toggle = (column: string): void =>
    onChange(
      columns.includes(column) ? columns.filter((one) => one !== column) : [...columns, column],
    );
  return (
    <div className="stack">
      <input
        type="search"
        className="field"
        aria-label={t("enterprise.list.columnsFind")}
        placeholder={t("enterprise.list.columnsFind")}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      <div className="row" role="radiogroup" aria-label={t("enterprise.filter.year")}>
        {[-1, -2, -3].map((value) => (
          <label key={value} className="check">
            <input
              type="radio"
              name="year"
              checked={lag === value}
              onChange={() => setLag(value)}
            />
            {last + 1 + value}
          </label>
        ))}
      </div>
      <div style={{ maxHeight: 320, overflow: "auto", display: "grid", gap: 2 }}>
        {facts.isPending && <Skeleton lines={6} />}
        {facts.data !== undefined && found.length === 0 && (
          <p className="note">{t("enterprise.list.columnsNone")}</p>
        )}
        {found.slice(0, 200).map((fact) => (
          <Check
            key={fact.id}
            checked={columns.includes(key(fact))}
            onChange={() => toggle(key(fact))}
          >
            {fact.name}
          </Check>
        ))}
      </div>
      <Button small onClick={() => onChange(USUAL)}>
        {t("enterprise.list.columnsUsual")}
      </Button>
    </div>
  );
}
