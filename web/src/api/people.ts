// People, posts and programs.
import { queryOptions } from "@tanstack/react-query";

import { once } from "./ask";
import { get, send } from "./client";
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

export interface Officer {
  readonly id: number;
  readonly code: string;
  readonly login: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly password: boolean;
  readonly factor: boolean;
  readonly left: string | null;
  readonly terms: readonly Term[];
}

export interface PostShown extends PostSaid {
  readonly id: number;
  readonly closed: string | null;
  readonly terms: readonly Term[];
}

export interface Client extends PostSaid {
  readonly id: number;
  readonly until: string;
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

export function inviteAgain(officer: number): Promise<Invitation> {
  return send("POST", `/api/officers/${officer}/invitation`, undefined, once());
}

export function leave(officer: number): Promise<void> {
  return send("DELETE", `/api/officers/${officer}`);
}

export function makePost(post: PostSaid): Promise<void> {
  return send("POST", "/api/posts", post, once());
}

export function closePost(post: number): Promise<void> {
  return send("DELETE", `/api/posts/${post}`);
}

export interface Appointing {
  readonly officer: number;
  readonly from?: string;
  readonly until?: string;
}

export function appoint(post: number, said: Appointing): Promise<void> {
  return send("POST", `/api/posts/${post}/appointments`, said, once());
}

export function relieve(post: number, officer: number): Promise<void> {
  return send("POST", `/api/posts/${post}/relief`, { officer });
}

export interface Delegating {
  readonly by: number;
  readonly to: number;
  readonly from: string;
  readonly until: string;
}

export function delegate(post: number, said: Delegating): Promise<void> {
  return send("POST", `/api/posts/${post}/delegations`, said, once());
}

export function admit(is: PostSaid, until: string): Promise<void> {
  return send("POST", "/api/clients", { is, until }, once());
}

export function expel(client: number): Promise<void> {
  return send("DELETE", `/api/clients/${client}`);
}

export function giveKey(client: number): Promise<{ readonly key: string }> {
  return send("POST", `/api/clients/${client}/key`);
}
