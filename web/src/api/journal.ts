// The journal, and whether every link of it holds.
import { queryOptions } from "@tanstack/react-query";

import { get, send } from "./client";

/** Which lines are asked for. */
export interface JournalAsked {
  /** A name, or the code that the journal keeps. */
  readonly who?: string | undefined;
  readonly act?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

export interface JournalLine {
  readonly id: number;
  readonly at: string;
  readonly said_at: string | null;
  readonly operator: string;
  /** 谁在何时对什么做了什么, in the reader's language. */
  readonly sentence: string;
  readonly department: string;
  readonly act: string;
  readonly detail: unknown;
  readonly hash: string;
}

export interface JournalPage {
  readonly items: readonly JournalLine[];
  readonly total: number;
  readonly next?: string;
}

/** Page after page, the last line first. */
export function journalSource(asked: JournalAsked) {
  return {
    key: ["journal", asked],
    read: (after: string | undefined, signal: AbortSignal) =>
      get<JournalPage>("/api/journal", { ...asked, after, limit: 200 }, signal),
  };
}

/** One line alone. */
export function lineQuery(id: number) {
  return queryOptions({
    queryKey: ["journal", "line", id],
    queryFn: ({ signal }) => get<JournalPage>("/api/journal", { after: id + 1, limit: 1 }, signal),
  });
}

export interface Verified {
  readonly lines: number;
  readonly hash: string;
  readonly broken: readonly string[];
}

export function verifyJournal(): Promise<Verified> {
  return send("POST", "/api/journal/verify");
}
