// Days: one that is typed, and the slider that shows a file as it was.
import { useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { between, isDay, later } from "../say";
import "./day.css";
import { Button } from "./button";
import { Check } from "./check";
import { Icon } from "./icon";

interface DayInputProps {
  readonly label: string;
  /** A form hands it in, and takes what comes. */
  readonly value?: string | undefined;
  readonly onChange?: (day: string | undefined) => void;
  readonly max?: string | undefined;
}

/** Typed as 2026-11-21 in every browser; its own calendar is a click away. */
export function DayInput({ label, value = "", onChange, max }: DayInputProps): ReactNode {
  const [typed, setTyped] = useState<string>();
  const calendar = useRef<HTMLInputElement>(null);
  const text = typed ?? value;
  const wrong = text !== "" && !isDay(text);
  const take = (next: string): void => {
    const late = max !== undefined && next > max;
    if (isDay(next) && !late) {
      setTyped(undefined);
      onChange?.(next);
    } else {
      setTyped(next);
      if (next === "") onChange?.(undefined);
    }
  };
  return (
    <span className="day-input">
      <input
        className="field"
        aria-label={label}
        placeholder="2026-01-31"
        inputMode="numeric"
        maxLength={10}
        value={text}
        aria-invalid={wrong && text.length === 10 ? true : undefined}
        onChange={({ target }) => take(target.value)}
        onBlur={() => setTyped(undefined)}
      />
      <button
        type="button"
        className="bare day-open"
        tabIndex={-1}
        aria-hidden="true"
        onClick={() => calendar.current?.showPicker()}
      >
        <Icon name="calendar" />
      </button>
      <input
        ref={calendar}
        className="day-calendar"
        type="date"
        tabIndex={-1}
        aria-hidden="true"
        value={value}
        max={max}
        onChange={({ target }) => take(target.value)}
      />
    </span>
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
      <Check checked={known} onChange={(checked) => onChange(on, checked)}>
        {t("asOf.known")}
      </Check>
      {(on !== undefined || known) && (
        <Button small onClick={() => onChange(undefined, false)}>
          {t("asOf.today")}
        </Button>
      )}
    </div>
  );
}
