// A chart: title with the question, unit under it, source and day beneath; each mark opens its list.
import type { BarSeriesOption, EChartsOption, LineSeriesOption } from "echarts";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useMode } from "./mode";
import { palettes, type as letters, type Mode } from "./tokens";
import "./chart.css";

export interface Point {
  readonly name: string;
  /** Missing is drawn hatched, never as zero. */
  readonly value: number | undefined;
  /** What is read on hover and printed at the mark. */
  readonly said: string;
}

interface Props {
  readonly title: string;
  readonly unit: string;
  readonly source: string;
  readonly points: readonly Point[];
  readonly shape?: "bar" | "line";
  readonly height?: number;
  readonly target?: { readonly value: number; readonly said: string };
  readonly onOpen?: (name: string) => void;
}

export function Chart(props: Props): ReactNode {
  const { title, unit, source, points, height = 180 } = props;
  const { t } = useTranslation();
  const box = useChart(props);
  // For those who do not see it.
  const spoken = title + t("aside", { what: unit }) + t("colon") + said(points, t("semicolon"));
  return (
    <figure className="chart">
      <figcaption>
        <h3>{title}</h3>
        <p className="note">{unit}</p>
      </figcaption>
      <div ref={box} style={{ height }} role="img" aria-label={spoken} />
      <p className="note">{source}</p>
    </figure>
  );
}

/** What stands at each mark, in words. */
function said(points: readonly Point[], between: string): string {
  return points.map(({ name, said: value }) => `${name} ${value}`).join(between);
}

function useChart(props: Props): React.RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  const { mode, calm } = useMode();
  const { onOpen } = props;
  const drawn = JSON.stringify(option(props, mode, calm));
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    let end = (): void => undefined;
    let gone = false;
    void import("./echarts").then(({ init }) => {
      if (gone) return;
      const chart = init(element);
      const next: EChartsOption = JSON.parse(drawn);
      chart.setOption(next);
      chart.on("click", ({ name }) => onOpen?.(name));
      const watch = new ResizeObserver(() => chart.resize());
      watch.observe(element);
      end = () => {
        watch.disconnect();
        chart.dispose();
      };
    });
    return () => {
      gone = true;
      end();
    };
  }, [drawn, onOpen]);
  return box;
}

function option(props: Props, mode: Mode, calm: boolean): EChartsOption {
  const colour = palettes[mode];
  const text = { color: colour.n9, fontFamily: letters.sans, fontSize: 12 };
  return {
    animation: !calm,
    animationDuration: 150,
    textStyle: text,
    aria: { enabled: false },
    grid: { left: 8, right: 24, top: 24, bottom: 4, containLabel: true },
    xAxis: {
      type: "category",
      data: props.points.map(({ name }) => name),
      axisLine: { lineStyle: { color: colour.n5 } },
      axisTick: { show: false },
      axisLabel: { ...text },
    },
    yAxis: {
      type: "value",
      min: 0,
      axisLabel: { show: false },
      splitLine: { lineStyle: { color: colour.n3 } },
    },
    series: [series(props, mode)],
  };
}

function series(props: Props, mode: Mode): BarSeriesOption | LineSeriesOption {
  const colour = palettes[mode];
  const most = Math.max(0, ...props.points.map(({ value }) => value ?? 0));
  const data = props.points.map(({ value, said }) => ({
    value: value ?? (props.shape === "line" ? "-" : most * 0.5),
    label: {
      show: true,
      formatter: said,
      color: value === undefined ? colour.unknown : colour.n10,
    },
    itemStyle:
      value === undefined
        ? {
            color: colour.unknownSoft,
            borderColor: colour.unknown,
            borderType: "dashed" as const,
            decal: {
              symbol: "rect",
              dashArrayX: [1, 0],
              dashArrayY: [2, 5],
              rotation: -0.8,
              color: colour.unknown,
            },
          }
        : { color: colour.series[0] ?? colour.accent },
  }));
  const mark =
    props.target === undefined
      ? {}
      : {
          markLine: {
            symbol: "none",
            silent: true,
            lineStyle: { color: colour.near, width: 1, type: "solid" as const },
            label: { formatter: props.target.said, color: colour.near },
            data: [{ yAxis: props.target.value }],
          },
        };
  if (props.shape === "line") {
    return {
      type: "line",
      data,
      symbolSize: 6,
      lineStyle: { width: 2 },
      label: { position: "top" },
      ...mark,
    };
  }
  return { type: "bar", data, barMaxWidth: 40, label: { position: "top" }, ...mark };
}

/** A small line of a few years with its last value printed. */
export function Spark({ points }: { readonly points: readonly Point[] }): ReactNode {
  const { t } = useTranslation();
  const known = points.map(({ value }) => value).filter((value) => value !== undefined);
  const most = Math.max(...known, 0);
  const least = Math.min(...known, 0);
  const span = most - least || 1;
  const wide = 16;
  const bars = points.map(({ name, value, said }, at) => {
    const tall = value === undefined ? 20 : Math.max(1, (Math.abs(value) / span) * 20);
    const top = value === undefined ? 0 : ((most - Math.max(value, 0)) / span) * 20;
    return (
      <rect
        key={name}
        x={at * wide}
        y={top}
        width={wide - 4}
        height={tall}
        className={value === undefined ? "spark-unknown" : value < 0 ? "spark-loss" : "spark-bar"}
      >
        <title>{`${name} ${said}`}</title>
      </rect>
    );
  });
  const words = said(points, t("semicolon"));
  return (
    <svg className="spark" width={points.length * wide} height={20} role="img" aria-label={words}>
      {bars}
    </svg>
  );
}
