// Verdicts that were handed out, and whether they come out again.
import { once } from "./ask";
import { get, send } from "./client";

export interface Verdict {
  readonly id: number;
  readonly line: number;
  readonly at: string | null;
  readonly policies: readonly string[];
  /** Of whom; of all where none is named. */
  readonly enterprises: readonly number[] | null;
  readonly on: string;
  readonly known: number;
  readonly packs: string;
  readonly answer: string;
}

export interface VerdictPage {
  readonly items: readonly Verdict[];
  readonly total: number;
  readonly next?: string;
}

export const verdictsKey = ["verdicts"];

/** Those that name an enterprise, the last first, page after page. */
export function verdictsSource(enterprise: number) {
  return {
    key: [...verdictsKey, enterprise],
    read: (after: string | undefined, signal: AbortSignal) =>
      get<VerdictPage>("/api/verdicts", { enterprise, after }, signal),
  };
}

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
