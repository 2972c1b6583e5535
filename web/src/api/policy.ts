// Policies and titles: the library, one policy, what it says of everyone.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import type { AsOf } from "../search";
import { get } from "./client";
import type { AsOfSaid, PolicyType } from "./enterprise";

export interface LibraryEntry {
  readonly id: string;
  readonly title: string;
  readonly issuer: string | null;
  readonly type: PolicyType;
  readonly kind: string;
  readonly trust: "official" | "secondary" | "draft" | "demo";
  readonly status: string | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly checked: string | null;
  readonly confers: string | null;
  readonly in_force: boolean;
  readonly open: boolean | null;
}

export interface Cite {
  readonly title: string | null;
  readonly number: string | null;
  readonly place: string | null;
  readonly url: string | null;
  readonly issued: string | null;
  readonly copy: string | null;
}

export interface PolicyClause {
  readonly id: string;
  readonly text: string | null;
  readonly summary: string | null;
  readonly when: string | null;
  readonly any: readonly string[];
  readonly give: string | null;
  readonly cap: string | null;
  readonly memory: boolean;
  readonly cite: Cite;
}

export interface Band {
  /** As written; `-` is whatever no band before took. */
  readonly test: string;
  readonly points: string | null;
  /** More than `points` where a person chooses between them. */
  readonly most: string | null;
  /** For what it gives, as written. */
  readonly formula: string | null;
  readonly class: string | null;
}

export interface Indicator {
  readonly name: string;
  readonly text: string | null;
  readonly summary: string | null;
  readonly of: string | null;
  /** The first that holds counts. */
  readonly bands: readonly Band[];
  /** The indicators that it is the sum of, and those of which the highest counts. */
  readonly sum: readonly string[];
  readonly best: readonly string[];
  readonly max: string | null;
  readonly cite: Cite | null;
}

export interface PolicyShown extends LibraryEntry {
  readonly editions: readonly {
    readonly from: string | null;
    readonly until: string | null;
    readonly status: string | null;
    readonly title: string;
  }[];
  readonly clauses: readonly PolicyClause[];
  readonly indicators: readonly Indicator[];
  readonly windows: readonly {
    readonly from: string | null;
    readonly until: string | null;
    readonly cite: Cite;
  }[];
  readonly cases: readonly string[];
  readonly path: string;
}

export interface Population {
  readonly policy: string;
  readonly title: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly total: number;
  readonly as_of: AsOfSaid;
}

export function policiesQuery({ on }: AsOf) {
  return queryOptions({
    queryKey: ["policies", on],
    queryFn: ({ signal }) =>
      get<{ readonly items: readonly LibraryEntry[] }>("/api/policies", { on }, signal),
    placeholderData: keepPreviousData,
  });
}

export function policyQuery(id: string, { on }: AsOf) {
  return queryOptions({
    queryKey: ["policy", id, on],
    queryFn: ({ signal }) => get<PolicyShown>(`/api/policies/${id}`, { on }, signal),
  });
}

export function populationQuery(id: string, { on, known }: AsOf) {
  return queryOptions({
    queryKey: ["policy", id, "population", on, known],
    queryFn: ({ signal }) =>
      get<Population>(`/api/policies/${id}/population`, { on, known }, signal),
  });
}

/** An enterprise whose answer changed. */
export interface ChangedItem {
  readonly id: number;
  readonly code: string | null;
  readonly name: string;
  readonly was: string;
  readonly is: string;
  readonly value: readonly string[] | null;
  /** The first days of the editions, where they differ. */
  readonly editions: readonly (string | null)[] | null;
  readonly clauses: readonly {
    readonly clause: string;
    readonly was: string | null;
    readonly is: string | null;
  }[];
  readonly figures: readonly { readonly fact: string; readonly was: string; readonly is: string }[];
}

export interface ChangedPage {
  readonly items: readonly ChangedItem[];
  readonly total: number;
  readonly next?: string;
  /** How many changed in what, whatever was asked for. */
  readonly shifts: { readonly answer: number; readonly value: number };
}

export interface ChangesQuestion extends AsOf {
  readonly policy: string;
  /** `answer` or `value`: what has to have changed. */
  readonly only?: string | undefined;
  /** One firm alone. */
  readonly enterprise?: string | undefined;
  readonly was_on?: string | undefined;
  readonly was_known?: string | undefined;
}

export function readChanges(
  question: ChangesQuestion,
  after: string | undefined,
  signal: AbortSignal,
): Promise<ChangedPage> {
  return get("/api/changes", { ...question, after, limit: 100 }, signal);
}
