// What everyone states together, year by year.
import { queryOptions } from "@tanstack/react-query";

import { get } from "./client";
import type { AsOfSaid, CellKind } from "./enterprise";

export interface YearSum {
  readonly year: number;
  /** 截至. */
  readonly day: string;
  /** 阶段, the least final first. */
  readonly stages: readonly string[];
  readonly sum: string;
  readonly known: number;
  readonly unknown: number;
}

/** What is to be reached in a year, and how far it is. */
export interface Aim {
  readonly year: number;
  readonly value: string;
  /** The share of it; null where nobody states the year yet. */
  readonly reached: string | null;
  /** The share of the year that has passed. */
  readonly passed: string;
  readonly source: string;
  readonly cite: string;
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
  readonly targets: readonly Aim[];
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
