// One column of a draft: its heading, what it is taken for, and in what.
import { Input, InputNumber, Select } from "antd";
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Fact } from "../../api/content";
import type { PlannedColumn } from "../../api/draft";
import { useClear } from "../../ui/clear";
import { STAGE_WORDS, useStage } from "../stage";
import { sayable, type More } from "./planned";

interface Option {
  readonly value: string;
  readonly label: string;
  readonly search: string;
}

interface Props {
  readonly at: number;
  readonly column: PlannedColumn;
  readonly fact: Fact | undefined;
  /** 阶段 of the sheet, where the column does not say its own. */
  readonly stage: string;
  readonly options: Option[];
  /** What stands where no year is said. */
  readonly noYear: string;
  readonly onChange: (at: number, more: More) => void;
}

/** Drawn again alone: who types in one of a hundred columns does not wait for the others. */
export const ColumnRow = memo(function ColumnRow(props: Props): ReactNode {
  const { at, column, fact, options, onChange } = props;
  const { t } = useTranslation();
  const clear = useClear();
  const { heading } = column;
  const named = (what: string): string => `${heading} ${what}`;
  const { unit } = sayable(fact);
  return (
    <tr>
      <td className="note">
        {column.sheet} {column.column}
      </td>
      <td>{heading}</td>
      <td>
        <Select
          size="small"
          allowClear={clear(named(t("draft.fact")))}
          showSearch={{ optionFilterProp: "search" }}
          style={{ width: 220 }}
          aria-label={named(t("draft.fact"))}
          placeholder={t("draft.leave")}
          value={column.fact === "" ? undefined : column.fact}
          onChange={(name: string | undefined) => onChange(at, { fact: name ?? "" })}
          options={options}
        />
      </td>
      <td data-name={t("draft.unit")}>
        {unit && (
          <Input
            size="small"
            style={{ width: 72 }}
            aria-label={named(t("draft.unit"))}
            value={column.unit ?? ""}
            onChange={({ target }) => onChange(at, { unit: target.value })}
          />
        )}
      </td>
      <Period {...props} />
    </tr>
  );
});

/** Of which year, how final and by what measure: of figures of a year alone. */
function Period({ at, column, fact, stage, noYear, onChange }: Props): ReactNode {
  const { t } = useTranslation();
  const say = useStage();
  const { heading } = column;
  if (!sayable(fact).period)
    return (
      <>
        <td />
        <td />
        <td />
      </>
    );
  return (
    <>
      <td data-name={t("draft.year")}>
        <InputNumber
          size="small"
          controls={false}
          style={{ width: 64 }}
          min={1949}
          max={2100}
          aria-label={`${heading} ${t("draft.year")}`}
          value={column.year ?? null}
          placeholder={noYear}
          onChange={(year) => onChange(at, { year })}
        />
      </td>
      <td data-name={t("draft.stage")}>
        <Select
          size="small"
          style={{ width: 84 }}
          aria-label={`${heading} ${t("draft.stage")}`}
          value={column.stage ?? stage}
          onChange={(chosen: string) => onChange(at, { stage: chosen === stage ? "" : chosen })}
          options={STAGE_WORDS.map((value) => ({ value, label: say(value) }))}
        />
      </td>
      <td data-name={t("draft.basis")}>
        <Input
          size="small"
          style={{ width: 96 }}
          aria-label={`${heading} ${t("draft.basis")}`}
          value={column.basis ?? ""}
          onChange={({ target }) => onChange(at, { basis: target.value })}
        />
      </td>
    </>
  );
}
