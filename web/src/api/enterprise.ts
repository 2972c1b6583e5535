// The register: lists of enterprises, one enterprise, one figure.
import { queryOptions, type QueryKey } from "@tanstack/react-query";

import type { AsOf } from "../search";
import type { Value } from "../value";
import { once } from "./ask";
import { get, getTagged, ifMatch, send, type Query } from "./client";
import { fileOf, type FileTold } from "./told";

export interface AsOfSaid {
  readonly on: string;
  readonly known: number;
  readonly packs: string;
}

export type CellKind = "money" | "ratio" | "number" | "bool" | "text" | "day" | "time" | "list";

export interface ListedColumn {
  readonly fact: string;
  readonly name: string;
  readonly year?: number;
  readonly unit?: string;
  readonly kind: CellKind;
}

export interface Listed {
  readonly id: number;
  readonly code: string | null;
  readonly name: string;
  /** Outside the zone on the day: it left, or comes only later. */
  readonly away: boolean;
  readonly cells: readonly Value[];
}

export interface EnterprisePage {
  readonly items: readonly Listed[];
  readonly columns: readonly ListedColumn[];
  readonly total: number;
  readonly unknown: number;
  /** How many more fit who are outside the zone on the day. */
  readonly away: number;
  readonly next?: string;
  readonly as_of: AsOfSaid;
}

export interface EnterpriseQuestion extends AsOf {
  readonly q?: string | undefined;
  readonly where?: string | undefined;
  readonly answer?: string | undefined;
  /** Those in the zone on the day, unless others are asked for. */
  readonly stay?: "left" | "all" | undefined;
  readonly columns?: string | undefined;
  readonly sort?: string | undefined;
}

export function queryOf(question: EnterpriseQuestion): Query {
  return { ...question };
}

export function readEnterprises(
  question: EnterpriseQuestion,
  after: string | undefined,
  signal: AbortSignal,
): Promise<EnterprisePage> {
  const limit = after === undefined ? 100 : 500;
  return get("/api/enterprises", { ...queryOf(question), after, limit }, signal);
}

/** Those from a place of the list on. */
export function jumpEnterprises(
  question: EnterpriseQuestion,
  place: { readonly offset: number; readonly limit: number },
  signal: AbortSignal,
): Promise<EnterprisePage> {
  return get("/api/enterprises", { ...queryOf(question), ...place }, signal);
}

/** A few firms for the search of the bar, those too that left. */
export function findQuery(q: string) {
  return queryOptions({
    queryKey: ["find", q],
    queryFn: ({ signal }) =>
      get<EnterprisePage>("/api/enterprises", { q, stay: "all", limit: 8 }, signal),
  });
}

/** Where a figure comes from. */
export interface Passport {
  readonly file: string;
  readonly sheet: string;
  readonly cell: string;
  readonly feed?: string;
  readonly stage?: string;
  readonly basis?: string;
  readonly learnt?: number;
}

/** What a source said. */
export interface SourceSaid {
  readonly value: Value;
  readonly shown: string;
  readonly source: Passport;
  readonly origin: number;
  readonly line: number;
  /** When, in UTC. */
  readonly at: string | null;
  readonly row: number;
}

export type Ground = "agreed" | "trusted" | "settled" | "disputed" | "bases" | "nothing";

/** A fact of a year: what counts, and what else was said. */
export interface FileFigure {
  readonly fact: string;
  readonly name: string;
  readonly year: number | null;
  readonly unit: string | null;
  readonly kind: CellKind;
  readonly department: string | null;
  readonly ground: Ground;
  readonly stands: SourceSaid | null;
  /** A list that may go on: nobody says that these are all. */
  readonly open: boolean;
  readonly others: readonly SourceSaid[];
  readonly held: readonly SourceSaid[];
  readonly barred: number;
  /** What a sheet with what counts would be remarked; it counts all the same. */
  readonly doubt: string | null;
  /** Sensitive, and not for who asks to see: what was said is left out. */
  readonly hidden: boolean;
}

export interface EnterpriseFile {
  readonly id: number;
  readonly code: string | null;
  readonly name: string;
  readonly names: readonly { readonly name: string; readonly since: string | null }[];
  readonly here: boolean | null;
  readonly stays: readonly {
    readonly on: string;
    readonly here: boolean;
    /** 理由和依据的文书, such as where it went; none where an import brought it. */
    readonly reason: string | null;
    readonly line: number;
  }[];
  readonly park: string | null;
  readonly parts: readonly { readonly id: number; readonly name: string }[];
  readonly figures: readonly FileFigure[];
  readonly objections: readonly {
    readonly fact: string;
    readonly year: number | null;
    readonly reason: string;
    readonly line: number;
    readonly at: string | null;
  }[];
  readonly as_of: AsOfSaid;
}

/** The file with the tag of the state that it was read in. */
export interface TaggedFile extends EnterpriseFile {
  readonly tag: string | null;
}

/** What a clause came to; its words are the same for everybody. */
export interface ClauseSaid {
  readonly id: string;
  readonly answer: string;
  readonly sums: readonly {
    readonly says: string;
    readonly threshold: string;
    readonly answer: string;
  }[];
  /** Their places among the figures of the answer. */
  readonly figures: readonly number[];
  readonly gaps: readonly string[];
}

export interface UsedFigure {
  readonly fact: string;
  readonly name: string;
  readonly year: number | null;
  readonly shown: string;
  readonly derived: boolean;
  readonly assumed: boolean;
}

export interface MissingFact {
  readonly fact: string;
  readonly name: string;
  readonly year: number | null;
  readonly department: string | null;
}

export type PolicyType = "title" | "class" | "grant" | "amount" | "score";

/** How a firm stands to a policy. */
export type Standing =
  | "yes"
  | "unclaimed"
  | "near-paper"
  | "near-money"
  | "near-time"
  | "unknown"
  | "person"
  | "no"
  | "unsupported"
  | "outside";

export interface PolicyAnswer {
  readonly policy: string;
  readonly title: string;
  readonly type: PolicyType;
  /** The same in words, as all that follows it in words is: in the reader's language. */
  readonly kind: string;
  readonly edition: string | null;
  readonly status: string | null;
  readonly reply: string;
  /** Among whom the firm is counted. */
  readonly group: Standing;
  /** Whether it is known to hold the title. */
  readonly conferred: boolean;
  readonly held: string | null;
  readonly window: string;
  readonly value: string | null;
  readonly sentence: string;
  readonly figures: readonly UsedFigure[];
  readonly clauses: readonly ClauseSaid[];
  readonly scores: readonly {
    readonly name: string;
    readonly value: string;
    readonly says: readonly string[];
  }[];
  readonly change: readonly string[];
  readonly missing: readonly MissingFact[];
  readonly asked: readonly string[];
  readonly assumed: readonly string[];
}

export interface AnswersTold {
  readonly items: readonly PolicyAnswer[];
  readonly total: number;
  readonly note: string;
}

function asOfQuery({ on, known }: AsOf): Query {
  return { on, known };
}

/** What is shown of a firm stays until it is read as of another day; of another firm nothing does. */
function stays(id: string) {
  return <T>(before: T | undefined, query: { readonly queryKey: QueryKey } | undefined) =>
    query?.queryKey[1] === id ? before : undefined;
}

export function fileQuery(id: string, when: AsOf) {
  return queryOptions({
    queryKey: ["enterprise", id, when],
    queryFn: async ({ signal }): Promise<TaggedFile> => {
      const file = fileOf(
        await getTagged<FileTold>(`/api/enterprises/${id}`, asOfQuery(when), signal),
      );
      // What was known on another day is not the state that is changed.
      return when.known === undefined ? file : { ...file, tag: null };
    },
    placeholderData: stays(id),
  });
}

export function answersQuery(id: string, when: AsOf) {
  return queryOptions({
    queryKey: ["enterprise", id, "answers", when],
    queryFn: ({ signal }) =>
      get<AnswersTold>(`/api/enterprises/${id}/answers`, asOfQuery(when), signal),
    placeholderData: stays(id),
  });
}

/** The one enterprise that its own people see. */
export const ownQuery = queryOptions({
  queryKey: ["enterprises", "own"],
  queryFn: async ({ signal }): Promise<Listed | null> => {
    const { items } = await get<EnterprisePage>("/api/enterprises", { limit: 1 }, signal);
    return items[0] ?? null;
  },
});

type Of = Pick<FileFigure, "fact" | "year">;

/** That something was written: with which line, and whether it waits for a second person. */
export interface Written {
  readonly line: number;
  readonly held: boolean;
  /** What is hardly possible about it; it was written all the same. */
  readonly doubt?: string | null;
  /** Of a correction: whether it counts now. */
  readonly counts?: boolean;
  /** Of a correction: that it counts, or why it does not and what does. */
  readonly effect?: string | null;
}

/** What was said of a figure before it was corrected. */
export interface Was extends SourceSaid {
  /** From which day on, where the fact has no years. */
  readonly since: string | null;
}

export interface Corrected extends Written {
  /** What the source said, or else what counted; null where nothing did, or it is not to be seen. */
  readonly was: Was | null;
}

interface Given {
  readonly value: string;
  readonly feed: string;
  readonly reason: string;
}

/** Which figure; facts without years take the day of today. */
function which({ fact, year }: Of): { readonly fact: string; readonly year?: number } {
  return year === null ? { fact } : { fact, year };
}

/** The firm that is changed, in the state in which it was read. */
export type Target = Pick<TaggedFile, "id" | "tag">;

/** A correction: what was said before stays, from here on this counts. */
export function correct({ id, tag }: Target, of: Of, given: Given): Promise<Corrected> {
  return send(
    "POST",
    `/api/enterprises/${id}/corrections`,
    { ...which(of), ...given },
    { ...once(), ...ifMatch(tag) },
  );
}

/** What changes of who a firm is. */
export interface Alteration {
  readonly what: "name" | "code" | "arrived" | "left";
  /** The new name or code; coming and going have none. */
  readonly value?: string;
  /** From which day on; a code has none. */
  readonly on?: string;
  readonly reason: string;
}

export function alter({ id, tag }: Target, given: Alteration): Promise<Written> {
  return send("POST", `/api/enterprises/${id}/alterations`, given, { ...once(), ...ifMatch(tag) });
}

/** The owning department's word on which statement counts. */
export function settle(
  { id, tag }: Target,
  of: Of,
  said: SourceSaid,
  reason: string,
): Promise<Written> {
  const { origin, line, row } = said;
  return send(
    "POST",
    `/api/enterprises/${id}/settlements`,
    { ...which(of), origin, line, row, reason },
    { ...once(), ...ifMatch(tag) },
  );
}

/** That somebody holds a figure to be wrong. */
export function object(id: number, of: Of, reason: string): Promise<Written> {
  return send("POST", `/api/enterprises/${id}/objections`, { ...which(of), reason }, once());
}

/** Something that was ever said of a figure. */
export interface Version {
  readonly year: number | null;
  readonly since: string | null;
  readonly shown: string;
  readonly source: Passport;
  readonly unit: string | null;
  readonly origin: number;
  readonly line: number;
  readonly at: string | null;
  readonly counts: number | null;
  readonly undone: number | null;
  readonly reason: string | null;
}

export function versionsQuery(id: number, { fact, year }: Of) {
  return queryOptions({
    queryKey: ["enterprise", String(id), "versions", fact, year],
    queryFn: ({ signal }) =>
      get<{ readonly items: readonly Version[] }>(
        `/api/enterprises/${id}/facts/${fact}`,
        year === null ? {} : { year },
        signal,
      ),
  });
}
