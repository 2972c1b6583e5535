// Whether the window is as narrow as a phone's, followed as it changes.
import { useSyncExternalStore } from "react";

import { widths } from "./tokens";

const phone = window.matchMedia(`(max-width: ${widths.phone}px)`);

function listen(listener: () => void): () => void {
  phone.addEventListener("change", listener);
  return () => phone.removeEventListener("change", listener);
}

export function usePhone(): boolean {
  return useSyncExternalStore(listen, () => phone.matches);
}
