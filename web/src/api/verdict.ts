// Verdicts that were handed out, and whether they come out again.
import { queryOptions } from "@tanstack/react-query";

import { once } from "./ask";
import { get, send } from "./client";

export interface Verdict {
  readonly id: number;
  readonly line: number;
  readonly policies: readonly string[];
  /** Of whom; of all where none is named. */
  readonly enterprises: readonly number[] | null;
  readonly on: string;
  readonly known: number;
  readonly packs: string;
  readonly answer: string;
}

export const verdictsQuery = queryOptions({
  queryKey: ["verdicts"],
  queryFn: ({ signal }) => get<{ readonly items: readonly Verdict[] }>("/api/verdicts", {}, signal),
});

export function issue(id: number, policy: string, on: string | undefined): Promise<Verdict> {
  return send(
    "POST",
    `/api/enterprises/${id}/verdicts`,
    { policy, ...(on === undefined ? {} : { on }) },
    once(),
  );
}

export interface Again {
  readonly same: boolean;
  readonly was: string | null;
  readonly is: string | null;
}

export function replay(id: number): Promise<Again> {
  return send("POST", `/api/verdicts/${id}/replay`);
}
