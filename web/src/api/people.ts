// People, posts and programs.
import { queryOptions } from "@tanstack/react-query";

import { once } from "./ask";
import { get, ifMatch, send } from "./client";
import type { Invitation } from "./session";

export const ROLES = [
  "leader",
  "reader",
  "clerk",
  "reviewer",
  "steward",
  "enterprise",
  "keeper",
  "security",
  "auditor",
] as const;
export type Role = (typeof ROLES)[number];

export type Scope =
  "zone" | { readonly department: string } | { readonly park: string } | { readonly own: number };

export interface PostSaid {
  readonly title: string;
  readonly department: string;
  readonly roles: readonly Role[];
  readonly scope: Scope;
}

export interface Term {
  readonly post: number;
  readonly title: string;
  readonly officer: number;
  readonly from: string | null;
  readonly until: string | null;
  readonly by: number | null;
}

export interface Officer extends Seen {
  readonly code: string;
  readonly login: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly password: boolean;
  readonly factor: boolean;
  readonly left: string | null;
  readonly terms: readonly Term[];
}

export interface PostShown extends PostSaid, Seen {
  readonly closed: string | null;
  readonly terms: readonly Term[];
}

export interface Client extends PostSaid, Seen {
  readonly until: string;
}

/** Which of them is changed, in the state in which it was read. */
export interface Seen {
  readonly id: number;
  readonly tag: string;
}

interface All<T> {
  readonly items: readonly T[];
}

export const officersQuery = queryOptions({
  queryKey: ["people", "officers"],
  queryFn: ({ signal }) => get<All<Officer>>("/api/officers", {}, signal),
});

export const postsQuery = queryOptions({
  queryKey: ["people", "posts"],
  queryFn: ({ signal }) => get<All<PostShown>>("/api/posts", {}, signal),
});

/** What one administrator asked for, while it waits for another of another kind. */
export interface Motion extends Seen {
  /** In the reader's language. */
  readonly what: string;
  readonly by: string;
  readonly at: string | null;
  /** Whether who is here may agree. */
  readonly second: boolean;
  /** Whether it is their own. */
  readonly own: boolean;
}

export const motionsQuery = queryOptions({
  queryKey: ["people", "motions"],
  queryFn: ({ signal }) => get<All<Motion>>("/api/motions", { limit: 500 }, signal),
});

/** The half of an invitation that who agrees hands over; null where nobody is invited. */
export interface Agreed {
  readonly code: string | null;
  readonly until_at: string | null;
}

export function agree({ id, tag }: Seen): Promise<Agreed> {
  return send("POST", `/api/motions/${id}/agree`, undefined, ifMatch(tag));
}

export function refuse({ id, tag }: Seen, reason: string): Promise<void> {
  return send("POST", `/api/motions/${id}/refuse`, { reason }, { ...once(), ...ifMatch(tag) });
}

/** What was done; with a motion's number, where it waits for a second. */
export interface Granted {
  readonly motion: number | null;
}

export const clientsQuery = queryOptions({
  queryKey: ["people", "clients"],
  queryFn: ({ signal }) => get<All<Client>>("/api/clients", {}, signal),
});

export interface NewPerson {
  readonly login: string;
  readonly name: string;
  readonly phone?: string;
}

export function join(person: NewPerson): Promise<Invitation> {
  return send("POST", "/api/officers", person, once());
}

export function inviteAgain({ id, tag }: Seen): Promise<Invitation> {
  return send("POST", `/api/officers/${id}/invitation`, undefined, { ...once(), ...ifMatch(tag) });
}

export function leave({ id, tag }: Seen): Promise<void> {
  return send("DELETE", `/api/officers/${id}`, undefined, ifMatch(tag));
}

/** For who has lost the phone: until they start a factor anew, the password alone opens. */
export function dropFactor({ id, tag }: Seen): Promise<Granted> {
  return send("DELETE", `/api/officers/${id}/factor`, undefined, ifMatch(tag));
}

export function makePost(post: PostSaid): Promise<void> {
  return send("POST", "/api/posts", post, once());
}

export function closePost({ id, tag }: Seen): Promise<void> {
  return send("DELETE", `/api/posts/${id}`, undefined, ifMatch(tag));
}

export interface Appointing {
  readonly officer: number;
  readonly from?: string;
  readonly until?: string;
}

export function appoint({ id, tag }: Seen, said: Appointing): Promise<Granted> {
  return send("POST", `/api/posts/${id}/appointments`, said, { ...once(), ...ifMatch(tag) });
}

export function relieve({ id, tag }: Seen, officer: number): Promise<void> {
  return send("POST", `/api/posts/${id}/relief`, { officer }, ifMatch(tag));
}

export interface Delegating {
  readonly by: number;
  readonly to: number;
  readonly from: string;
  readonly until: string;
}

export function delegate({ id, tag }: Seen, said: Delegating): Promise<Granted> {
  return send("POST", `/api/posts/${id}/delegations`, said, { ...once(), ...ifMatch(tag) });
}

export function admit(is: PostSaid, until: string): Promise<void> {
  return send("POST", "/api/clients", { is, until }, once());
}

export function expel({ id, tag }: Seen): Promise<void> {
  return send("DELETE", `/api/clients/${id}`, undefined, ifMatch(tag));
}

export function giveKey({ id, tag }: Seen): Promise<{ readonly key: string }> {
  return send("POST", `/api/clients/${id}/key`, undefined, ifMatch(tag));
}
