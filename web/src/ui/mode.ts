// Light or dark: the person's choice on this machine, else the machine's own.
import { useSyncExternalStore } from "react";

import { variables, type Mode } from "./tokens";

export type Choice = Mode | "system";

const KEY = "yuanshu.mode";
const system = window.matchMedia("(prefers-color-scheme: dark)");
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const listeners = new Set<() => void>();

function stored(): Choice {
  const value = localStorage.getItem(KEY);
  return value === "light" || value === "dark" ? value : "system";
}

export function modeOf(choice: Choice): Mode {
  if (choice !== "system") return choice;
  return system.matches ? "dark" : "light";
}

export function choose(choice: Choice): void {
  if (choice === "system") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, choice);
  dress();
}

function dress(): void {
  document.documentElement.dataset["mode"] = modeOf(stored());
  for (const listener of listeners) listener();
}

/** Lays the variables of both modes down, and follows the machine; paper is always light. */
export function layVariables(): void {
  const sheet = document.createElement("style");
  sheet.textContent = `:root{${variables("light")}}@media not print{:root[data-mode=dark]{${variables("dark")}}}`;
  document.head.prepend(sheet);
  system.addEventListener("change", dress);
  calm.addEventListener("change", dress);
  dress();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useMode(): { choice: Choice; mode: Mode; calm: boolean } {
  const choice = useSyncExternalStore(listen, stored);
  const mode = useSyncExternalStore(listen, () => modeOf(stored()));
  const still = useSyncExternalStore(listen, () => calm.matches);
  return { choice, mode, calm: still };
}
