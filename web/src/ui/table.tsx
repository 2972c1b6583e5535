// A list of any length: only the rows in sight are drawn, the head and the name stay put.
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  memo,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from "react";
import { useTranslation } from "react-i18next";

import { Check } from "./check";
import { usePassing } from "./passing";
import { usePhone } from "./phone";
import { space } from "./tokens";
import "./table.css";

/** Whether the tab key stops at what is pressed in a row: it does in the row that the arrows are
 * on, so that one tabs through a list and not through all its rows. */
export type Stop = 0 | -1;

export interface Column<T> {
  readonly id: string;
  readonly title: string;
  readonly unit?: string;
  readonly width: number;
  readonly numeric?: boolean;
  /** Stays in sight when the rest is scrolled aside. */
  readonly pinned?: boolean;
  /** Takes what is left of the width, or its share of it; else the last does. */
  readonly grows?: boolean;
  /** The name that the server sorts by. */
  readonly sort?: string;
  readonly cell: (row: T, stop: Stop) => ReactNode;
}

export interface Picked<T> {
  readonly keys: ReadonlySet<string>;
  readonly change: (keys: ReadonlySet<string>) => void;
  /** What a row is called, for screen readers. */
  readonly named: (row: T) => string;
}

interface Props<T> {
  /** What the list is, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  /** The row of a place, where more was read than the rows from the first on. */
  readonly at?: (index: number) => T | undefined;
  /** How many there are, read or not. */
  readonly total: number;
  readonly rowKey: (row: T) => string;
  /** Told how far down one looks. */
  readonly onReach?: (index: number) => void;
  readonly onOpen?: (row: T) => void;
  /** The key of the row that is open beside the list. */
  readonly open?: string | undefined;
  readonly sort?: string | undefined;
  readonly onSort?: (sort: string) => void;
  readonly picked?: Picked<T>;
  readonly compact?: boolean;
  /** The next list is under way: this one is the one before. */
  readonly stale?: boolean;
  /** Which list it is, where it can become another: each begins at its top. */
  readonly list?: string;
}

const PICK = 36;
/** The width of a pinned column on a phone. */
const NARROW = 150;

/** On a phone, too, what stays in sight leaves room for the rest. */
function fitted<T>(columns: readonly Column<T>[]): readonly Column<T>[] {
  return columns.map((column) =>
    column.pinned === true ? { ...column, width: Math.min(column.width, NARROW) } : column,
  );
}

function rowAt<T>({ rows, at }: Props<T>, index: number): T | undefined {
  return at === undefined ? rows[index] : at(index);
}

/** What a row asks of its table: the same thing however often the table is drawn. */
interface Acts {
  readonly open: (index: number) => void;
  readonly pick: (key: string) => void;
}

function useActs<T>(props: Props<T>, setActive: (index: number) => void): Acts {
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  const open = useCallback(
    (index: number) => {
      const { onOpen } = latest.current;
      const row = rowAt(latest.current, index);
      setActive(index);
      if (row !== undefined) onOpen?.(row);
    },
    [setActive],
  );
  const pick = useCallback((key: string) => {
    const { picked } = latest.current;
    picked?.change(toggled(picked.keys, key));
  }, []);
  return useMemo(() => ({ open, pick }), [open, pick]);
}

export function VirtualTable<T>(given: Props<T>): ReactNode {
  const { t } = useTranslation();
  const phone = usePhone();
  const columns = useMemo(
    () => (phone ? fitted(given.columns) : given.columns),
    [phone, given.columns],
  );
  const props = { ...given, columns };
  const { total, compact = false, onReach, picked, rowKey } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const acts = useActs(props, setActive);
  const height = compact ? space.rowCompact : space.row;
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
    onChange: (it) => onReach?.(it.getVirtualItems().at(-1)?.index ?? 0),
  });
  useTop(props, () => {
    scroller.current?.scrollTo({ top: 0 });
    setActive(0);
  });
  const first = picked === undefined ? 0 : PICK;
  const width = first + columns.reduce((sum, column) => sum + column.width, 0);
  const template = useMemo(() => tracks(columns, first), [columns, first]);
  const places = useMemo(() => columns.map((_, at) => place(columns, at, first)), [columns, first]);

  function move(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? height) / height) - 2);
    const target = step(event.key, active, page, total);
    if (target !== undefined) {
      event.preventDefault();
      setActive(target);
      virtual.scrollToIndex(target);
      return;
    }
    const row = rowAt(props, active);
    if (row === undefined || event.target !== scroller.current) return;
    if (event.key === "Enter") acts.open(active);
    if (event.key === " " && picked !== undefined) {
      event.preventDefault();
      acts.pick(rowKey(row));
    }
  }

  const words = useMemo(
    () => ({ pick: t("table.pick", { what: "" }).trim(), loading: t("face.loading") }),
    [t],
  );
  const drawn = virtual.getVirtualItems();
  const passing = usePassing({
    rowHeight: height,
    scrolling: virtual.isScrolling,
    drawn: drawn.length,
  });
  return (
    <div
      ref={scroller}
      className={compact ? "vtable vtable-compact" : "vtable"}
      role="grid"
      aria-label={props.label}
      aria-busy={props.stale}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      tabIndex={0}
      onKeyDown={move}
      onScroll={passing.onScroll}
    >
      <div className="vtable-sized" style={{ minWidth: width }}>
        <Head {...props} template={template} first={first} />
        <i ref={pinned} className="vtable-mark" />
        <div role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          <div style={{ height: drawn[0]?.start ?? 0 }} />
          {drawn.map(({ index }, at) => {
            const row = rowAt(props, index);
            const key = row === undefined ? undefined : rowKey(row);
            return (
              <Row
                key={index}
                index={index}
                name={key}
                of={row}
                columns={columns}
                cells={(whole, stop) =>
                  row !== undefined && (
                    <Cells columns={columns} row={row} places={places} whole={whole} stop={stop} />
                  )
                }
                passing={passing.at(at)}
                template={template}
                height={height}
                active={index === active}
                open={key !== undefined && key === props.open}
                opens={props.onOpen !== undefined}
                picked={key === undefined ? undefined : picked?.keys.has(key)}
                called={row === undefined ? undefined : picked?.named(row)}
                acts={acts}
                words={words}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Once another list is there one looks at its top; further down there may be nothing read of it. */
function useTop<T>({ list, stale = false }: Props<T>, toTop: () => void): void {
  const shown = useRef(list);
  useLayoutEffect(() => {
    if (stale || shown.current === list) return;
    shown.current = list;
    toTop();
  });
}

/** The widths of the columns; one takes what is left. */
function tracks<T>(columns: readonly Column<T>[], first: number): string {
  const last = columns.some(({ grows }) => grows === true) ? -1 : columns.length - 1;
  const own = columns.map(({ width, grows = false }, at) =>
    grows || at === last ? `minmax(${width}px,1fr)` : `${width}px`,
  );
  return (first === 0 ? own : [`${first}px`, ...own]).join(" ");
}

/** Pinned cells cost a lot at each step of scrolling: they are pinned once one has gone aside,
 * which a mark at the left edge tells without the layout being asked. */
function pinned(mark: HTMLElement | null): (() => void) | undefined {
  const scroller = mark?.closest(".vtable");
  if (mark === null || scroller === null || scroller === undefined) return undefined;
  const watch = new IntersectionObserver(
    ([seen]) => scroller.classList.toggle("vtable-aside", seen?.isIntersecting === false),
    { root: scroller },
  );
  watch.observe(mark);
  return () => watch.disconnect();
}

/** Where a key leads; nowhere when it is not one that moves. */
function step(key: string, from: number, page: number, total: number): number | undefined {
  const by: Record<string, number> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + page,
    PageUp: from - page,
    Home: 0,
    End: total - 1,
  };
  const target = by[key];
  return target === undefined ? undefined : Math.min(Math.max(target, 0), Math.max(total - 1, 0));
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}

interface Laid {
  readonly template: string;
  readonly first: number;
}

/** How far from the left a pinned column stands. */
function left<T>(columns: readonly Column<T>[], at: number, first: number): number {
  return columns.slice(0, at).reduce((sum, { width, pinned }) => sum + (pinned ? width : 0), first);
}

interface Place {
  readonly className: string;
  readonly style?: { readonly left: number };
}

function place<T>(columns: readonly Column<T>[], at: number, first: number): Place {
  const column = columns[at];
  const numeric = column?.numeric === true ? " vtable-num" : "";
  if (column?.pinned !== true) return { className: `vtable-cell${numeric}` };
  const last = columns[at + 1]?.pinned === true ? "" : " vtable-edge";
  return {
    className: `vtable-cell vtable-pinned${numeric}${last}`,
    style: { left: left(columns, at, first) },
  };
}

function Head<T>(props: Props<T> & Laid): ReactNode {
  const { t } = useTranslation();
  const { columns, rows, picked, first, rowKey } = props;
  const all = rows.length > 0 && rows.every((row) => picked?.keys.has(rowKey(row)) === true);
  return (
    <div className="vtable-head" role="row" style={{ gridTemplateColumns: props.template }}>
      {picked !== undefined && (
        <div
          className="vtable-cell vtable-pick vtable-pinned"
          role="columnheader"
          style={{ left: 0 }}
        >
          <Check
            label={t("table.pickAll")}
            checked={all}
            partly={!all && picked.keys.size > 0}
            onChange={() => picked.change(all ? new Set() : new Set(rows.map(rowKey)))}
          />
        </div>
      )}
      {columns.map((column, at) => (
        <div
          key={column.id}
          role="columnheader"
          aria-sort={sorted(column, props.sort)}
          {...place(columns, at, first)}
        >
          <HeadCell column={column} sort={props.sort} onSort={props.onSort} />
        </div>
      ))}
    </div>
  );
}

function sorted<T>(
  column: Column<T>,
  sort: string | undefined,
): "ascending" | "descending" | "none" {
  if (column.sort === undefined || sort === undefined) return "none";
  if (sort === column.sort) return "ascending";
  return sort === `-${column.sort}` ? "descending" : "none";
}

interface HeadCellProps<T> {
  readonly column: Column<T>;
  readonly sort: string | undefined;
  readonly onSort: ((sort: string) => void) | undefined;
}

function HeadCell<T>({ column, sort, onSort }: HeadCellProps<T>): ReactNode {
  const name = (
    <>
      {column.title}
      {column.unit !== undefined && column.unit !== "" && (
        <span className="unit">{column.unit}</span>
      )}
    </>
  );
  const by = column.sort;
  if (by === undefined || onSort === undefined) return <span title={column.title}>{name}</span>;
  const now = sorted(column, sort);
  // Figures are wanted largest first, names from the start of the alphabet.
  const next =
    now === "none"
      ? column.numeric === true
        ? `-${by}`
        : by
      : now === "ascending"
        ? `-${by}`
        : by;
  return (
    <button className="bare vtable-sort" title={column.title} onClick={() => onSort(next)}>
      {name}
      <span aria-hidden="true">
        {now === "ascending" ? " ↑" : now === "descending" ? " ↓" : ""}
      </span>
    </button>
  );
}

/** Asked for once, not for each row. */
interface Words {
  readonly pick: string;
  readonly loading: string;
}

interface RowProps {
  readonly index: number;
  /** Its key; absent until it is read. */
  readonly name: string | undefined;
  /** What the cells are drawn from: the same row in the same columns is not drawn again. */
  readonly of: unknown;
  readonly columns: unknown;
  readonly cells: (whole: boolean, stop: Stop) => ReactNode;
  readonly template: string;
  readonly height: number;
  readonly active: boolean;
  readonly open: boolean;
  readonly opens: boolean;
  /** Absent where rows are not picked. */
  readonly picked: boolean | undefined;
  /** For whom the box is that picks it. */
  readonly called: string | undefined;
  readonly acts: Acts;
  readonly words: Words;
  /** One flings by: what is pinned is drawn, the rest when one stops. */
  readonly passing: boolean;
}

const Row = memo(function Row(props: RowProps): ReactNode {
  const { name, index, height, template, picked, acts, words } = props;
  const style = { height, gridTemplateColumns: template };
  const stop = props.active ? 0 : -1;
  if (name === undefined) {
    return (
      <div className="vtable-row" role="row" aria-rowindex={index + 2} style={style}>
        <div className="vtable-wait" role="gridcell" aria-label={words.loading} />
      </div>
    );
  }
  const state = [
    "vtable-row",
    props.active ? "vtable-active" : "",
    props.open ? "vtable-open" : "",
    props.opens ? "vtable-can-open" : "",
  ].join(" ");
  return (
    <div
      className={state}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={picked}
      style={style}
      onClick={() => acts.open(index)}
    >
      {picked !== undefined && (
        <div
          className="vtable-cell vtable-pick vtable-pinned"
          role="gridcell"
          style={{ left: 0 }}
          onClick={(event) => event.stopPropagation()}
        >
          <Check
            label={`${words.pick} ${props.called ?? ""}`}
            checked={picked}
            stop={stop}
            onChange={() => acts.pick(name)}
          />
        </div>
      )}
      {props.cells(!props.passing, stop)}
    </div>
  );
}, isSame);

/** The function that draws the cells is another each time; what it draws from says enough.
 * A row that is whole stays so when one begins to fling. */
function isSame({ cells: _, ...before }: RowProps, { cells: __, ...after }: RowProps): boolean {
  const past: Readonly<Record<string, unknown>> = before;
  return Object.entries(after).every(
    ([name, value]) => past[name] === value || (name === "passing" && value === true),
  );
}

interface CellsProps<T> {
  readonly columns: readonly Column<T>[];
  readonly row: T;
  readonly places: readonly Place[];
  readonly whole: boolean;
  readonly stop: Stop;
}

function Cells<T>({ columns, row, places, whole, stop }: CellsProps<T>): ReactNode {
  return columns.map((column, at) =>
    whole || column.pinned === true ? (
      <div key={column.id} role="gridcell" {...places[at]}>
        {column.cell(row, stop)}
      </div>
    ) : null,
  );
}
