// The journal, and whether every link of it holds.
import { get, send } from "./client";

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

export function readJournal(before: string | undefined, signal: AbortSignal): Promise<JournalPage> {
  return get("/api/journal", { before, limit: 200 }, signal);
}

export interface Verified {
  readonly lines: number;
  readonly hash: string;
  readonly broken: readonly string[];
}

export function verifyJournal(): Promise<Verified> {
  return send("POST", "/api/journal/verify");
}
