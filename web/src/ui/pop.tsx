// A small panel that opens below a button and closes when one is done with it.
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";

import "./pop.css";

interface Props {
  /** What is on the button. */
  readonly word: ReactNode;
  readonly className?: string;
  /** What the panel is, for screen readers; its heading where it is shown. */
  readonly label: string;
  readonly titled?: boolean;
  readonly width: number;
  /** Menus are walked through by the arrow keys. */
  readonly menu?: boolean;
  readonly children: (close: () => void) => ReactNode;
}

/** Lists that float elsewhere in the document and belong to the panel. */
const ITS_OWN = ".pop-panel, .ant-select-dropdown";
const EDGE = 12;

export function Pop({
  word,
  className = "button",
  label,
  titled = false,
  width,
  menu = false,
  children,
}: Props): ReactNode {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  useAway(open, button, () => setOpen(false));
  const place = usePlace(open, button, width);
  useEffect(() => {
    if (open) first(panel.current)?.focus();
  }, [open]);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-haspopup={menu ? "menu" : "dialog"}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {word}
      </button>
      {open && (
        <div
          ref={panel}
          className="pop-panel"
          role={menu ? "menu" : "dialog"}
          aria-label={label}
          style={place}
          onKeyDown={(event) => {
            if (event.key === "Escape") {
              event.stopPropagation();
              close();
            } else if (menu && walk(event.key, event.currentTarget)) event.preventDefault();
          }}
        >
          {titled && <h3>{label}</h3>}
          {children(close)}
        </div>
      )}
    </>
  );
}

function first(panel: HTMLElement | null): HTMLElement | undefined {
  return (
    panel?.querySelector<HTMLElement>("[autofocus], [role^=menuitem], input, button") ?? undefined
  );
}

/** Moves to the item above or below; whether the key was one for that. */
function walk(key: string, panel: HTMLElement): boolean {
  const by = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
  if (by === 0) return false;
  const items = [...panel.querySelectorAll<HTMLElement>("[role^=menuitem]")];
  const at = items.findIndex((item) => item === document.activeElement);
  items[(at + by + items.length) % items.length]?.focus();
  return true;
}

/** Told when one presses elsewhere, or goes elsewhere by the tab key. */
function useAway(
  open: boolean,
  button: React.RefObject<HTMLElement | null>,
  away: () => void,
): void {
  useEffect(() => {
    if (!open) return undefined;
    const press = ({ target }: Event): void => {
      const inside =
        target instanceof Element &&
        (target.closest(ITS_OWN) !== null || button.current?.contains(target) === true);
      if (!inside) away();
    };
    document.addEventListener("pointerdown", press);
    document.addEventListener("focusin", press);
    return () => {
      document.removeEventListener("pointerdown", press);
      document.removeEventListener("focusin", press);
    };
  });
}

/** Below the button, and within the window. */
function usePlace(
  open: boolean,
  button: React.RefObject<HTMLElement | null>,
  width: number,
): React.CSSProperties {
  const [place, setPlace] = useState<React.CSSProperties>({});
  useLayoutEffect(() => {
    if (!open) return undefined;
    const look = (): void => {
      const at = button.current?.getBoundingClientRect();
      if (at === undefined) return;
      const room = Math.min(width, window.innerWidth - 2 * EDGE);
      const left = Math.max(EDGE, Math.min(at.left, window.innerWidth - room - EDGE));
      const top = at.bottom + 4;
      setPlace({ left, top, width: room, maxHeight: window.innerHeight - top - EDGE });
    };
    look();
    window.addEventListener("resize", look);
    document.addEventListener("scroll", look, true);
    return () => {
      window.removeEventListener("resize", look);
      document.removeEventListener("scroll", look, true);
    };
  }, [open, button, width]);
  return place;
}
