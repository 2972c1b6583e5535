// What is to be done: the first page, tasks, what waits for a second person, duplicates, saved queries.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { once } from "./ask";
import { get, ifMatch, send } from "./client";
import type { AsOfSaid, FileFigure, Written } from "./enterprise";

interface All<T> {
  readonly items: readonly T[];
}

export interface Task {
  readonly id: number;
  readonly enterprise: number;
  readonly name: string;
  readonly policy: string | null;
  readonly fact: string | null;
  readonly reason: string;
  readonly department: string;
  readonly officer: number | null;
  readonly by: string;
  readonly line: number;
  readonly at: string | null;
  readonly due: string;
  readonly provisional: boolean;
  /** Working days that are left; negative where it is late, null where it is done. */
  readonly left: number | null;
  readonly result: string | null;
  readonly mine: boolean;
  /** The state that it was read in. */
  readonly tag: string;
}

export interface Rung {
  readonly policy: string;
  readonly title: string;
  readonly counts: Readonly<Record<string, number>>;
}

export interface Freshness {
  readonly id: string;
  readonly title: string;
  readonly department: string;
  readonly last: string | null;
  readonly imports: number;
}

export interface HomeShown {
  readonly tasks: readonly Task[];
  readonly enterprises: number;
  readonly ladder: readonly Rung[];
  readonly feeds: readonly Freshness[];
  /** Imports of which nobody can tell the source any more: they are in none of the feeds. */
  readonly unsourced: number;
  readonly waiting: number;
  /** Figures on which sources are at odds, and those that one's own department settles. */
  readonly disputed: { readonly all: number; readonly mine: number };
  /** Objections that nobody has settled, likewise. */
  readonly objections: { readonly all: number; readonly mine: number };
  /** What became of the tasks that one gave; null where one gave none. */
  readonly given: TasksGiven | null;
  readonly as_of: AsOfSaid;
}

export interface TasksGiven {
  readonly open: number;
  /** Of those, past their last day. */
  readonly late: number;
  readonly done: number;
}

export const homeQuery = queryOptions({
  queryKey: ["home"],
  queryFn: ({ signal }) => get<HomeShown>("/api/home", {}, signal),
});

export interface NewTask {
  readonly enterprise: number;
  readonly policy?: string;
  readonly fact?: string;
  readonly reason: string;
  readonly department: string;
  readonly days?: number;
}

export interface Given {
  readonly id: number;
  readonly due: string;
}

/** The same key gives the same task once, however often it is sent. */
export function giveTask(task: NewTask, key: Record<string, string>): Promise<Given> {
  return send("POST", "/api/tasks", task, key);
}

export interface DueDay {
  readonly due: string;
  /** Whether a calendar that is not announced yet may move it. */
  readonly provisional: boolean;
}

/** The last day of so many working days from today. */
export function dueQuery(days: number) {
  return queryOptions({
    queryKey: ["due", days],
    queryFn: ({ signal }) => get<DueDay>("/api/tasks/due", { days }, signal),
    placeholderData: keepPreviousData,
  });
}

/** Departments in which somebody does tasks. */
export const departmentsQuery = queryOptions({
  queryKey: ["departments"],
  queryFn: ({ signal }) => get<All<string>>("/api/departments", {}, signal),
  staleTime: 300_000,
});

/** All tasks about a firm, the done ones too. */
export function tasksQuery(enterprise: number) {
  return queryOptions({
    queryKey: ["home", "tasks", enterprise],
    queryFn: ({ signal }) =>
      get<All<Task>>("/api/tasks", { enterprise, done: true, limit: 100 }, signal),
  });
}

/** The tasks that one gave, the last first, page after page; those that are done too, if asked. */
export function givenSource(done: boolean) {
  return {
    key: ["home", "given", done],
    read: (after: string | undefined, signal: AbortSignal) =>
      get<TaskPage>("/api/tasks", { given: true, done, after, limit: 20 }, signal),
  };
}

export interface TaskPage extends All<Task> {
  readonly total: number;
  readonly next?: string;
}

export function closeTask({ id, tag }: Task, result: string): Promise<void> {
  return send("POST", `/api/tasks/${id}/close`, { result }, ifMatch(tag));
}

/** From here on it is the other department's to do. */
export function passTask({ id, tag }: Task, department: string): Promise<void> {
  return send("POST", `/api/tasks/${id}/pass`, { department }, { ...once(), ...ifMatch(tag) });
}

export interface View {
  readonly id: number;
  readonly name: string;
  readonly query: string;
}

export const viewsQuery = queryOptions({
  queryKey: ["views"],
  queryFn: ({ signal }) => get<All<View>>("/api/views", {}, signal),
});

export function saveView(name: string, query: string): Promise<View> {
  return send("POST", "/api/views", { name, query }, once());
}

export function forgetView(id: number): Promise<void> {
  return send("DELETE", `/api/views/${id}`);
}

export interface Side {
  readonly id: number;
  readonly code: string | null;
  readonly name: string;
}

export interface Pair {
  readonly one: Side;
  readonly other: Side;
  readonly why: string;
}

export const duplicatesQuery = queryOptions({
  queryKey: ["duplicates"],
  queryFn: ({ signal }) => get<All<Pair>>("/api/duplicates", {}, signal),
});

/** One file becomes another's; where their codes differ a reason is owed. */
export function merge(file: number, into: number, reason?: string): Promise<Written> {
  return send("POST", "/api/merges", { file, into, reason }, once());
}

/** Two files are not of one enterprise, and are not proposed again. */
export function apart(file: number, from: number, reason: string): Promise<Written> {
  return send("POST", "/api/partings", { file, from, reason }, once());
}

/** The two files are each their own again. */
export function part(file: number): Promise<Written> {
  return send("DELETE", `/api/merges/${file}`);
}

/** What was brought in and waits for a second person. */
export interface Waiting {
  readonly line: number;
  readonly tag: string;
  readonly at: string;
  readonly by: string;
  readonly import: number | null;
  readonly name: string | null;
  readonly correction: Correction | null;
  readonly facts: readonly string[];
}

/** Whose figure is to be what, and what it is. */
export interface Correction {
  readonly enterprise: Side;
  readonly fact: string;
  readonly name: string;
  readonly year: number | null;
  readonly since: string | null;
  readonly was: SaidShown | null;
  readonly becomes: SaidShown | null;
  readonly reason: string;
  readonly hidden: boolean;
}

interface SaidShown {
  readonly shown: string;
  readonly source: { readonly feed?: string };
}

export const waitingQuery = queryOptions({
  queryKey: ["reviews"],
  queryFn: ({ signal }) => get<All<Waiting>>("/api/reviews", {}, signal),
});

export interface Look {
  readonly of: Waiting;
  readonly outcome: "accepted" | "returned";
  readonly reason: string;
}

export function review({ of: { line, tag }, ...look }: Look): Promise<Written> {
  return send("POST", "/api/reviews", { line, ...look }, { ...once(), ...ifMatch(tag) });
}

/** A figure on which sources are at odds. */
export interface Odd {
  readonly enterprise: Side;
  readonly figure: FileFigure;
  /** Whether who asks may say which counts. */
  readonly settles: boolean;
}

export interface OddPage extends All<Odd> {
  readonly total: number;
  readonly next?: string;
}

/** That somebody holds a figure to be wrong, and nobody has settled it. */
export interface Raised {
  readonly enterprise: Side;
  readonly fact: string;
  readonly name: string;
  readonly year: number | null;
  /** What counts now; null where nothing does, and where it is hidden. */
  readonly stands: SaidShown | null;
  readonly reason: string;
  readonly hidden: boolean;
  /** Null for a firm's own people, who are told of departments only. */
  readonly by: string | null;
  readonly from: string;
  readonly line: number;
  readonly at: string | null;
  readonly department: string | null;
  /** Whether who asks may settle it. */
  readonly settles: boolean;
}

export interface RaisedPage extends All<Raised> {
  readonly total: number;
  readonly next?: string;
}

/** Page after page; those that one's own department settles alone, if asked. */
export function raisedSource(mine: boolean) {
  return {
    key: ["objections", mine],
    read: (after: string | undefined, signal: AbortSignal) =>
      get<RaisedPage>("/api/objections", { mine, after, limit: 50 }, signal),
  };
}

/** Page after page; those of one's own department alone, if asked. */
export function oddSource(mine: boolean) {
  return {
    key: ["disputes", mine],
    read: (after: string | undefined, signal: AbortSignal) =>
      get<OddPage>("/api/disputes", { mine, after, limit: 50 }, signal),
  };
}
