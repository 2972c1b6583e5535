// Lists and forms filled in from the register.
import { once } from "./ask";
import { address, send, sendFile } from "./client";
import type { AsOfSaid, ListedColumn } from "./enterprise";

export interface Pasted {
  readonly text: string;
  readonly columns: readonly string[];
  readonly on?: string;
}

export type MatchStatus = "sure" | "check" | "likely" | "none";

export interface Candidate {
  readonly id: number;
  readonly code: string | null;
  readonly name: string;
  readonly why: string | null;
}

export interface MatchedItem {
  readonly line: string;
  readonly status: MatchStatus;
  readonly why: string | null;
  readonly enterprises: readonly Candidate[];
  readonly cells: readonly unknown[];
}

export interface Matched {
  readonly items: readonly MatchedItem[];
  readonly columns: readonly ListedColumn[];
  /** How many are sure, to be looked at, one of several, and not found. */
  readonly counts: readonly number[];
  readonly as_of: AsOfSaid;
}

export function matchList(pasted: Pasted): Promise<Matched> {
  return send("POST", "/api/matches", pasted);
}

export interface Lacking {
  readonly department: string;
  readonly sheet: string;
  readonly cell: string;
  readonly firm: string;
  readonly enterprise: number;
  readonly what: string;
  readonly fact: string | null;
  readonly why: string;
}

/** A workbook that was filled in. */
export interface Filled {
  readonly id: number;
  readonly name: string;
  readonly told: readonly string[];
  readonly missing: readonly Lacking[];
  readonly departments: readonly string[];
  /** What a person should look at, of a form. */
  readonly looks: readonly Looked[];
}

/** A cell that is filled and to be looked at, or that stands open with a question. */
export interface Looked {
  readonly sheet: string;
  readonly cell: string;
  readonly firm: string;
  readonly enterprise: number;
  readonly what: string;
  readonly value: string;
  readonly why: string;
}

export function exportList(pasted: Pasted): Promise<Filled> {
  return send("POST", "/api/fills/list", pasted, once());
}

export interface FormAsked {
  readonly file: File;
  readonly firms?: string | undefined;
  readonly year?: number | undefined;
  readonly on?: string | undefined;
}

export function fillForm({ file, firms, year, on }: FormAsked): Promise<Filled> {
  return sendFile(address("/api/fills/form", { name: file.name, firms, year, on }), file);
}

export function filledAt(id: number): string {
  return `/api/fills/${id}/filled.xlsx`;
}
