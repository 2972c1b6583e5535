// Lists of work over everyone: who could apply, who is one step away, whose papers run out.
import { queryOptions } from "@tanstack/react-query";

import type { Effort } from "../route/search";
import type { AsOf } from "../search";
import { get, type Query } from "./client";
import type { AsOfSaid } from "./enterprise";

export type WorkList = "unclaimed" | "unsupported" | "near" | "unknown" | "person" | "approaching";

export interface WorkItem {
  readonly id: number;
  readonly code: string | null;
  readonly name: string;
  readonly policy: string;
  readonly title: string;
  readonly reply: string;
  readonly standing: string;
  readonly step: string | null;
  readonly missing: readonly string[];
}

export interface WorkPage {
  readonly items: readonly WorkItem[];
  readonly total: number;
  readonly next?: string;
  readonly as_of: AsOfSaid;
}

export interface WorkQuestion extends AsOf {
  readonly list: WorkList;
  readonly policy?: string | undefined;
  readonly issuer?: string | undefined;
  readonly by?: Effort | undefined;
}

export function workQuery(question: WorkQuestion): Query {
  return { ...question };
}

export function readWork(
  question: WorkQuestion,
  after: string | undefined,
  signal: AbortSignal,
): Promise<WorkPage> {
  return get("/api/ladder", { ...workQuery(question), after, limit: 100 }, signal);
}

export interface Paper {
  readonly id: number;
  readonly code: string | null;
  readonly name: string;
  readonly list: string;
  readonly kind: string;
  readonly number: string | null;
  readonly until: string;
}

export function papersQuery({ on, known }: AsOf, days: number) {
  return queryOptions({
    queryKey: ["papers", on, known, days],
    queryFn: ({ signal }) =>
      get<{ readonly items: readonly Paper[]; readonly total: number }>(
        "/api/papers",
        { on, known, days },
        signal,
      ),
  });
}
