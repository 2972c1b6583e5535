// Bringing sheets in: sent, looked at, brought in or thrown away; and what was brought in before.
import { queryOptions } from "@tanstack/react-query";
import i18next from "i18next";

import { once } from "./ask";
import { address, get, send } from "./client";
import { token } from "./lost";
import { Problem, problemIn } from "./problem";

export interface PlannedColumn {
  readonly sheet: string;
  readonly column: string;
  readonly heading: string;
  /** The fact's name; empty where the column is left out. */
  readonly fact: string;
  readonly unit?: string;
  readonly year?: number;
  readonly stage?: string;
  readonly basis?: string;
  /** It was not read for what is wrong with its heading, and nobody said what it is. */
  readonly refused?: boolean;
}

export interface Plan {
  readonly feed?: string;
  readonly since?: string;
  readonly stage?: string;
  readonly column?: readonly PlannedColumn[];
}

export interface CellFault {
  readonly file: string;
  readonly sheet: string;
  readonly cell: string;
  readonly kind: string;
  readonly level: "error" | "warning";
  readonly content: string;
  readonly hint: string;
}

/** How what comes in compares with what is held, in values. */
export interface Counts {
  readonly new: number;
  readonly changed: number;
  readonly same: number;
  readonly confirmed: number;
  readonly at_odds: number;
  /** Of those, how many the trust order decides: nobody settles them. */
  readonly ranked: number;
}

export interface Preview {
  readonly before: number | null;
  readonly like: number | null;
  readonly feed: string;
  readonly feed_title: string;
  readonly verdict: boolean;
  readonly plan: Plan;
  /** 阶段 of the columns that do not say their own in the plan. */
  readonly stage: string;
  readonly enterprises: number;
  readonly made: number;
  readonly renamed: number;
  readonly counts: Counts;
  readonly held: number;
  readonly errors: number;
  readonly warnings: number;
  readonly faults: readonly CellFault[];
  readonly aside: number;
}

export interface DraftShown {
  readonly id: number;
  readonly name: string;
  readonly bytes: number;
  /** While it arrives: how many bytes it was said to have. */
  readonly of?: number | null;
  readonly state: "arriving" | "reading" | "looked" | "failed" | "accepting";
  readonly progress: {
    readonly sheet: string;
    readonly rows: number;
    /** How many rows the sheet says it has. */
    readonly of?: number | null;
  } | null;
  readonly failed: string | null;
  readonly looked: Preview | null;
}

const BUSY: readonly DraftShown["state"][] = ["arriving", "reading", "accepting"];

/** While one of them is being read they are looked at again. */
export const draftsQuery = queryOptions({
  queryKey: ["drafts"],
  queryFn: ({ signal }) =>
    get<{ readonly items: readonly DraftShown[]; readonly most: number }>(
      "/api/drafts",
      {},
      signal,
    ),
  refetchInterval: ({ state }) =>
    state.data?.items.some((one) => BUSY.includes(one.state)) === true ? 800 : false,
});

export function oneDraft(id: string, signal?: AbortSignal): Promise<DraftShown> {
  return get<DraftShown>(`/api/drafts/${id}`, {}, signal);
}

/** While it is being read it is looked at again every moment. */
export function draftQuery(id: string) {
  return queryOptions({
    queryKey: ["draft", id],
    queryFn: ({ signal }) => oneDraft(id, signal),
    refetchInterval: ({ state }) =>
      state.data !== undefined && BUSY.includes(state.data.state) ? 400 : false,
  });
}

/** Sends a file, and tells how much of it has gone; `fetch` could not tell. */
export function upload(file: File, onSent: (share: number) => void): Promise<DraftShown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address("/api/drafts", { name: file.name }));
    request.setRequestHeader("x-csrf-token", token());
    request.setRequestHeader("accept-language", i18next.language === "en" ? "en" : "zh-CN");
    for (const [name, value] of Object.entries(once())) request.setRequestHeader(name, value);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => onSent(total === 0 ? 0 : loaded / total);
    request.onerror = () => reject(new TypeError("the connection broke"));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        resolve(JSON.parse(request.responseText));
        return;
      }
      const { status, responseText } = request;
      void problemIn(new Response(responseText, { status })).then((body) =>
        reject(new Problem(body)),
      );
    };
    request.send(file);
  });
}

export interface Replan {
  readonly plan?: Plan;
  readonly feed?: string;
  readonly since?: string;
}

export function replan(id: string, change: Replan): Promise<DraftShown> {
  return send("PUT", `/api/drafts/${id}/plan`, change);
}

export interface Accepted {
  readonly import: number;
  readonly line: number;
  readonly rows: number;
}

export function accept(id: string): Promise<Accepted> {
  return send("POST", `/api/drafts/${id}/accept`, undefined, once());
}

export function throwAway(id: string): Promise<void> {
  return send("DELETE", `/api/drafts/${id}`);
}

export interface Imported {
  readonly id: number;
  readonly name: string;
  readonly line: number;
  readonly at: string | null;
  readonly undone: number | null;
  readonly feed: string | null;
  /** Null where nobody can tell any more. */
  readonly errors: number | null;
  readonly warnings: number | null;
}

export interface ImportedPage {
  readonly items: readonly Imported[];
  readonly total: number;
  readonly next?: string;
}

/** What was brought in, the last first, page after page. */
export const importsSource = {
  key: ["imports"],
  read: (after: string | undefined, signal: AbortSignal) =>
    get<ImportedPage>("/api/imports", { after }, signal),
};

export function undoImport(id: number, reason: string): Promise<void> {
  return send("POST", `/api/imports/${id}/undo`, { reason }, once());
}
