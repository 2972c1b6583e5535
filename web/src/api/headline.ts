// What everyone states together, year by year.
import { queryOptions } from "@tanstack/react-query";

import { get } from "./client";
import type { AsOfSaid, CellKind } from "./enterprise";

export interface YearSum {
  readonly year: number;
  readonly sum: string;
  readonly known: number;
  readonly unknown: number;
}

export interface Headline {
  readonly fact: string | null;
  readonly name: string;
  readonly unit: string | null;
  readonly kind: CellKind | null;
  readonly department: string | null;
  readonly years: readonly YearSum[];
  /** The two last years of those who stated both. */
  readonly same: {
    readonly enterprises: number;
    readonly before: string;
    readonly now: string;
  } | null;
}

export interface Headlines {
  readonly items: readonly Headline[];
  readonly as_of: AsOfSaid;
}

export function headlineQuery(facts: readonly string[]) {
  return queryOptions({
    queryKey: ["headline", facts],
    queryFn: ({ signal }) => get<Headlines>("/api/headline", { facts: facts.join(",") }, signal),
  });
}
