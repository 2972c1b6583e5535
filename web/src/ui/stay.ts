// Where the focus goes when what had it is gone: with a dialog, or with the row that a change took.

/** What had the focus last, but for what floats over the page. */
let last: HTMLElement | null = null;
/** The part of the page that it was in. */
let place: Element | null = null;

/** Whether a dialog lies over the page: it holds the focus, though that slips out for a moment. */
function isCovered(): boolean {
  const dialogs = [...document.querySelectorAll(".ant-modal-wrap")];
  return dialogs.some((dialog) => getComputedStyle(dialog).display !== "none");
}

document.addEventListener("focusin", ({ target }) => {
  if (!(target instanceof HTMLElement) || target.closest(".pop") !== null || isCovered()) return;
  last = target;
  place = target.closest("section, [role=dialog], main");
});

/** So long what floats takes to give the focus back to what may be gone by then. */
const CLOSED = 400;

/** Where nothing has the focus: to what had it, else to the heading of the part that that was in;
 * what lies beside the page has a name itself. */
function settle(): void {
  const { activeElement } = document;
  if (isCovered() || (activeElement !== null && activeElement !== document.body)) return;
  last?.focus({ preventScroll: true });
  if (last !== null && document.activeElement === last) return;
  const part = place?.isConnected === true ? place : document.querySelector("main");
  const named = part?.matches("[role=dialog]") === true ? part : part?.querySelector("h1, h2");
  // A page that is still on its way has no heading.
  const next = named ?? part;
  if (!(next instanceof HTMLElement)) return;
  if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
  next.focus({ preventScroll: true });
}

/** To be told once something is gone, or what hangs on a change was read again. */
export function stay(): void {
  requestAnimationFrame(settle);
  setTimeout(settle, CLOSED);
}
