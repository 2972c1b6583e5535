// Choosing the columns: all facts of the dictionary, found by any part of their names.
import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Input, Popover, Segmented } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { factsQuery, type Fact } from "../../api/content";
import { Skeleton } from "../../ui/faces";
import { useSession } from "../session";
import { USUAL } from "./columns";

interface Props {
  readonly columns: readonly string[];
  readonly onChange: (columns: readonly string[]) => void;
}

export function Picker(props: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      title={t("enterprise.list.columnsTitle")}
      content={<Chooser {...props} />}
    >
      <Button>{t("table.columns")}</Button>
    </Popover>
  );
}

function Chooser({ columns, onChange }: Props): ReactNode {
  const { t } = useTranslation();
  const facts = useQuery(factsQuery);
  const [typed, setTyped] = useState("");
  const [lag, setLag] = useState(-1);
  const last = Number(useSession().today.slice(0, 4)) - 1;
  const found = (facts.data?.items ?? []).filter(({ name, synonyms }) =>
    [name, ...synonyms].some((word) => word.includes(typed.trim())),
  );
  const key = ({ name, yearly }: Fact): string =>
    !yearly || lag === -1 ? name : `${name}:${last + 1 + lag}`;
  const toggle = (column: string): void =>
    onChange(
      columns.includes(column) ? columns.filter((one) => one !== column) : [...columns, column],
    );
  return (
    <div className="stack" style={{ width: 340 }}>
      <Input
        autoFocus
        allowClear
        aria-label={t("enterprise.list.columnsFind")}
        placeholder={t("enterprise.list.columnsFind")}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      <Segmented
        size="small"
        value={lag}
        onChange={setLag}
        options={[-1, -2, -3].map((value) => ({
          value,
          label: last + 1 + value,
        }))}
      />
      <div style={{ maxHeight: 320, overflow: "auto", display: "grid", gap: 2 }}>
        {facts.isPending && <Skeleton lines={6} />}
        {facts.data !== undefined && found.length === 0 && (
          <p className="note">{t("enterprise.list.columnsNone")}</p>
        )}
        {found.slice(0, 200).map((fact) => (
          <Checkbox
            key={fact.id}
            checked={columns.includes(key(fact))}
            onChange={() => toggle(key(fact))}
          >
            {fact.name}
          </Checkbox>
        ))}
      </div>
      <Button size="small" onClick={() => onChange(USUAL)}>
        {t("do.undo")}
      </Button>
    </div>
  );
}
