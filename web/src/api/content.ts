// What the register is read by: the dictionary of facts, the sources, the packs.
import { queryOptions } from "@tanstack/react-query";

import type { AsOf } from "../search";
import { get, send } from "./client";
import type { CellKind } from "./enterprise";

export interface Fact {
  readonly id: string;
  readonly name: string;
  readonly kind: CellKind;
  readonly unit: string | null;
  readonly yearly: boolean;
  readonly formula: string | null;
  readonly synonyms: readonly string[];
  readonly note: string | null;
  readonly values: readonly string[];
  readonly fields: readonly string[];
  readonly department: string | null;
  /** Sensitive, and not for who asks to see: no list or filter may name it. */
  readonly hidden: boolean;
  readonly policies: readonly string[];
  readonly status: string | null;
  readonly checked: string | null;
}

export const factsQuery = queryOptions({
  queryKey: ["facts"],
  queryFn: ({ signal }) => get<{ readonly items: readonly Fact[] }>("/api/facts", {}, signal),
  staleTime: 300_000,
});

/** What a clause says, and where: the same whoever is asked about. */
export interface ClauseWords {
  readonly id: string;
  readonly text: string | null;
  readonly summary: string | null;
  readonly memory: boolean;
  readonly cite: string;
  readonly url: string | null;
}

export interface PolicyWords {
  readonly policy: string;
  readonly edition: string | null;
  readonly clauses: readonly ClauseWords[];
}

/** The clauses of the policies in force on a day. */
export function clausesQuery({ on }: AsOf) {
  return queryOptions({
    queryKey: ["clauses", on],
    queryFn: ({ signal }) =>
      get<{ readonly items: readonly PolicyWords[] }>("/api/clauses", { on }, signal),
    staleTime: 300_000,
  });
}

export interface Feed {
  readonly id: string;
  readonly title: string;
  readonly department: string;
  readonly ground: string;
  readonly uses: readonly string[];
}

export const feedsQuery = queryOptions({
  queryKey: ["feeds"],
  queryFn: ({ signal }) => get<{ readonly items: readonly Feed[] }>("/api/feeds", {}, signal),
  staleTime: 300_000,
});

export interface Source {
  readonly id: string;
  readonly title: string;
  readonly number: string | null;
  readonly issuer: readonly string[];
  readonly issued: string | null;
  readonly url: string | null;
  readonly copy: string | null;
  readonly checked: string | null;
  readonly status: string | null;
}

export interface Packs {
  readonly hash: string;
  readonly files: number;
  readonly policies: number;
  readonly facts: number;
  readonly sources: readonly Source[];
}

export const packsQuery = queryOptions({
  queryKey: ["packs"],
  queryFn: ({ signal }) => get<Packs>("/api/packs", {}, signal),
});

/** Reads the packs again; a faulty one is refused whole. */
export function reloadPacks(): Promise<Packs> {
  return send("POST", "/api/packs/reload");
}
