// The form that sets one more filter of the register.
import { useQuery } from "@tanstack/react-query";
import { Input, Select } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { factsQuery, type Fact } from "../../api/content";
import { Button } from "../../ui/button";
import { DayInput } from "../../ui/day";
import { withUnit } from "../../value";
import { OPS, PART, type Filter, type Kind, type Op } from "./filter";

function kindOf({ kind }: Fact): Kind | undefined {
  if (kind === "bool" || kind === "text") return kind;
  if (kind === "day") return "date";
  return kind === "list" || kind === "time" ? undefined : "number";
}

export function Setter({ onSet }: { readonly onSet: (filter: Filter) => void }): ReactNode {
  const { t } = useTranslation();
  const { data } = useQuery(factsQuery);
  const facts = (data?.items ?? []).filter((fact) => !fact.hidden && kindOf(fact) !== undefined);
  const [name, setName] = useState<string>();
  const [year, setYear] = useState(-1);
  const [op, setOp] = useState<Op>();
  const [value, setValue] = useState("");
  const fact = facts.find((one) => one.name === name);
  const kind = fact === undefined ? undefined : kindOf(fact);
  const ops = kind === undefined ? [] : OPS[kind];
  const chosen = ops.find((one) => one === op) ?? ops[0];
  const ready =
    fact !== undefined && chosen !== undefined && (kind === "bool" || value.trim() !== "");

  function set(): void {
    if (!ready) return;
    onSet({
      fact: fact.name,
      op: chosen,
      ...(fact.yearly ? { year } : {}),
      ...(kind === "bool" ? {} : { value: withUnit(value, fact.unit) }),
    });
  }

  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        set();
      }}
    >
      <Select
        showSearch={{ optionFilterProp: "search" }}
        autoFocus
        aria-label={t("enterprise.filter.fact")}
        placeholder={t("enterprise.filter.pick")}
        value={name}
        onChange={setName}
        options={facts.map((one) => ({
          value: one.name,
          label: one.name,
          search: [one.name, ...one.synonyms].join(" "),
        }))}
      />
      {fact?.yearly === true && (
        <Select
          aria-label={t("enterprise.filter.year")}
          value={year}
          onChange={setYear}
          options={[-1, -2, -3].map((lag) => ({
            value: lag,
            label:
              lag === -1
                ? t("enterprise.list.lastYear")
                : t("enterprise.list.yearsBack", { count: -lag }),
          }))}
        />
      )}
      {chosen !== undefined && (
        <Select
          aria-label={t("enterprise.filter.op")}
          value={chosen}
          onChange={setOp}
          options={ops.map((one) => ({ value: one, label: t(`enterprise.filter.${one}`) }))}
        />
      )}
      {kind === "date" && (
        <DayInput
          label={t("enterprise.filter.value")}
          value={value}
          onChange={(day) => setValue(day ?? "")}
        />
      )}
      {kind === "text" && fact !== undefined && fact.values.length > 0 && chosen === "among" ? (
        <Select
          mode="multiple"
          aria-label={t("enterprise.filter.value")}
          value={value === "" ? [] : value.split(PART)}
          onChange={(values) => setValue(values.join(PART))}
          options={fact.values.map((one) => ({ value: one, label: one }))}
        />
      ) : (
        (kind === "text" || kind === "number") && (
          <Input
            aria-label={t("enterprise.filter.value")}
            value={value}
            suffix={kind === "number" ? fact?.unit : undefined}
            onChange={({ target }) => setValue(target.value)}
          />
        )
      )}
      {kind === "number" && <p className="note">{t("enterprise.filter.numberHelp")}</p>}
      {kind === "text" && <p className="note">{t("enterprise.filter.textHelp")}</p>}
      <Button kind="primary" type="submit" closed={ready ? undefined : t("enterprise.filter.need")}>
        {t("enterprise.filter.apply")}
      </Button>
    </form>
  );
}
