// Days: one that is typed, and the slider that shows a file as it was.
import { Button, Checkbox, Input } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { between, isDay, later } from "../say";
import "./day.css";

interface DayInputProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (day: string | undefined) => void;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly id?: string;
}

/** The browser's own input of days: every keyboard and screen reader knows it. */
export function DayInput({ label, value, onChange, min, max, id }: DayInputProps): ReactNode {
  return (
    <Input
      type="date"
      className="day-input"
      aria-label={label}
      value={value ?? ""}
      onChange={({ target }) => onChange(isDay(target.value) ? target.value : undefined)}
      {...(id === undefined ? {} : { id })}
      {...(min === undefined ? {} : { min })}
      {...(max === undefined ? {} : { max })}
    />
  );
}

interface SliderProps {
  readonly first: string;
  readonly today: string;
  readonly on: string | undefined;
  /** Whether only what was known on that day counts. */
  readonly known: boolean;
  /** Days on which something was learnt. */
  readonly ticks: readonly string[];
  readonly onChange: (on: string | undefined, known: boolean) => void;
}

export function DaySlider(props: SliderProps): ReactNode {
  const { t } = useTranslation();
  const { first, today, on, known, ticks, onChange } = props;
  // While it is dragged the day runs along; the page follows when it is let go.
  const [dragged, setDragged] = useState<number>();
  const span = Math.max(1, between(first, today));
  const at = dragged ?? between(first, on ?? today);
  const day = later(first, at);
  const settle = (value: number): void => {
    setDragged(undefined);
    const next = later(first, value);
    onChange(next === today ? undefined : next, known);
  };
  return (
    <div className="day-slider">
      <span className="day-name">{t("asOf.on")}</span>
      <DayInput
        label={t("asOf.on")}
        value={dragged === undefined ? (on ?? today) : day}
        max={today}
        onChange={(next) =>
          next !== undefined && onChange(next === today ? undefined : next, known)
        }
      />
      <div className="day-track">
        <input
          type="range"
          min={0}
          max={span}
          value={Math.min(Math.max(at, 0), span)}
          aria-label={t("asOf.slider")}
          aria-valuetext={day}
          onChange={({ target }) => setDragged(Number(target.value))}
          onPointerUp={({ currentTarget }) => settle(Number(currentTarget.value))}
          onKeyUp={({ currentTarget }) => settle(Number(currentTarget.value))}
        />
        <div className="day-ticks" aria-hidden="true">
          {[...new Set(ticks)].map((tick) => (
            <i
              key={tick}
              title={tick}
              style={{ left: `${(between(first, tick) / span) * 100}%` }}
            />
          ))}
        </div>
      </div>
      <Checkbox checked={known} onChange={({ target }) => onChange(on, target.checked)}>
        {t("asOf.known")}
      </Checkbox>
      {(on !== undefined || known) && (
        <Button size="small" onClick={() => onChange(undefined, false)}>
          {t("asOf.today")}
        </Button>
      )}
    </div>
  );
}
