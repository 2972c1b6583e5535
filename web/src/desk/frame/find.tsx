// The search of the bar: a firm by any part of its name, its pinyin initials or its code.
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import {
  useDeferredValue,
  useEffect,
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from "react";
import { useTranslation } from "react-i18next";

import { findQuery } from "../../api/enterprise";
import { link } from "../../link";
import { whenOf } from "../../search";

export function Find(): ReactNode {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const q = useDeferredValue(typed.trim());
  const found = useQuery({ ...findQuery(q), enabled: q !== "" });
  const navigate = useNavigate();
  // Who looks back goes on looking back.
  const when = whenOf(useSearch({ from: "/desk" }));
  const list = useId();
  const box = useRef<HTMLInputElement>(null);
  useSlash(box);
  const items = found.data?.items ?? [];

  function go(index: number): void {
    const firm = items[index];
    setOpen(false);
    setTyped("");
    void navigate(
      firm === undefined
        ? link.enterprises({ q, stay: "all", ...when })
        : link.enterprise(firm.id, when),
    );
  }

  function press(event: KeyboardEvent): void {
    const last = items.length;
    if (event.key === "ArrowDown") setAt((now) => Math.min(now + 1, last));
    else if (event.key === "ArrowUp") setAt((now) => Math.max(now - 1, 0));
    else if (event.key === "Escape") setOpen(false);
    else if (event.key === "Enter" && q !== "" && found.data !== undefined) go(at);
    else return;
    event.preventDefault();
  }

  const shown = open && q !== "";
  return (
    <div
      className="find"
      role="search"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setOpen(false);
      }}
    >
      <input
        ref={box}
        type="search"
        className="field"
        role="combobox"
        value={typed}
        placeholder={t("bar.search")}
        aria-label={t("bar.searchLabel")}
        aria-expanded={shown}
        aria-controls={list}
        aria-activedescendant={shown ? `${list}-${at}` : undefined}
        onChange={({ target }) => {
          setTyped(target.value);
          setAt(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onKeyDown={press}
      />
      {shown && (
        <div className="find-list" id={list} role="listbox" aria-label={t("bar.searchLabel")}>
          {found.isPending && <p className="note find-item">{t("bar.searching")}</p>}
          {found.data !== undefined && items.length === 0 && (
            <p className="note find-item">{t("bar.noFirm")}</p>
          )}
          {items.map(({ id, name, code, away }, index) => (
            <div
              key={id}
              id={`${list}-${index}`}
              className="find-item"
              role="option"
              aria-selected={index === at}
              onPointerEnter={() => setAt(index)}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => go(index)}
            >
              <span>{name}</span>
              <span className="note num">
                {away && `${t("enterprise.list.away")} · `}
                {code}
              </span>
            </div>
          ))}
          {items.length > 0 && (
            <div
              id={`${list}-${items.length}`}
              className="find-item note"
              role="option"
              aria-selected={at === items.length}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => go(items.length)}
            >
              {t("bar.allFound")}
              {t("aside", { what: found.data?.total })}
            </div>
          )}
        </div>
      )}
    </div>
  );
}

/** The key / leads here from anywhere that is not a field. */
function useSlash(box: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    function press(event: globalThis.KeyboardEvent): void {
      const { target } = event;
      const field =
        target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
      if (event.key !== "/" || field || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      box.current?.focus();
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [box]);
}
