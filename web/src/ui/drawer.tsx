// Detail beside what it is a detail of: the list stays in sight and in use.
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Icon } from "./icon";
import "./drawer.css";

interface Props {
  readonly title: string;
  readonly width: number;
  readonly onClose: () => void;
  /** What stands beside the title. */
  readonly extra?: ReactNode;
  readonly side?: "right" | "left";
  readonly children: ReactNode;
}

export function Drawer(props: Props & { readonly open: boolean }): ReactNode {
  return props.open ? <Opened {...props} /> : null;
}

/** The widths of the drawers that lie beside the page, one over the other. */
const beside = new Map<symbol, number>();

/** The page keeps out of the way of the widest. */
function lay(): void {
  const { style } = document.documentElement;
  if (beside.size === 0) style.removeProperty("--beside");
  else style.setProperty("--beside", `${Math.max(...beside.values())}px`);
}

/** Those that are open, the one on top last. */
const open: symbol[] = [];
/** Where Escape is for something else than a drawer: what floats closes itself, a field clears. */
const OTHERS = "[role=dialog], [role=menu], [role=combobox], .ant-modal, textarea, select";
const FIELD = "input:not([type=checkbox], [type=radio], [type=range])";

/** Escape closes the one on top, too, where one is in the page beside it. */
function useEscape(close: () => void): void {
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  });
  useEffect(() => {
    const here = Symbol("drawer");
    open.push(here);
    const press = ({ key, target, defaultPrevented }: KeyboardEvent): void => {
      const apart = target instanceof Element && target.closest(`${OTHERS}, ${FIELD}`) !== null;
      if (key === "Escape" && !defaultPrevented && !apart && open.at(-1) === here) latest.current();
    };
    document.addEventListener("keydown", press);
    return () => {
      open.splice(open.indexOf(here), 1);
      document.removeEventListener("keydown", press);
    };
  }, []);
}

function Opened({ title, width, onClose, extra, side = "right", children }: Props): ReactNode {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (side === "left") return undefined;
    const here = Symbol("drawer");
    beside.set(here, width);
    lay();
    return () => {
      beside.delete(here);
      lay();
    };
  }, [side, width]);
  useEscape(onClose);
  useEffect(() => {
    const before = document.activeElement;
    // It may come while one types elsewhere.
    if (before?.matches("textarea, input:not([type=checkbox])") !== true)
      box.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected)
        before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <div
      ref={box}
      className={`drawer drawer-${side} no-print`}
      role="dialog"
      aria-label={title}
      tabIndex={-1}
      style={{ width }}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) onClose();
      }}
    >
      <header className="drawer-head">
        <h2 className="grow">{title}</h2>
        {extra}
        <button className="bare drawer-close" aria-label={t("do.close")} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div className="drawer-body">{children}</div>
    </div>
  );
}
