// Who is signed in, and the door.
import { queryOptions } from "@tanstack/react-query";

import { expectSession } from "./ask";
import { get, send } from "./client";
import { forgetEarly, rememberReads } from "./early";
import { problemOf } from "./problem";

export interface Post {
  readonly id: number;
  readonly title: string;
  readonly department: string;
  readonly roles: readonly string[];
  readonly scope: string;
  readonly until: string | null;
}

export interface Session {
  readonly zone: string;
  readonly mark: string | null;
  readonly user: { readonly code: string; readonly name: string; readonly login: string };
  readonly post: Post;
  readonly posts: readonly Post[];
  readonly acts: readonly string[];
  /** Whom the first start waits for; till then nobody does more than sign in. */
  readonly awaited: readonly Administrator[];
  readonly csrf: string;
  readonly today: string;
  readonly ends_at: string;
  readonly idle_minutes: number;
  readonly factor: boolean;
}

/** The three who are three people. */
export type Administrator = "keeper" | "security" | "auditor";

export interface FirstPost {
  readonly role: Administrator;
  readonly title: string;
  /** Whether somebody is it, or was. */
  readonly taken: boolean;
}

export interface SignIn {
  readonly login: string;
  readonly password: string;
  readonly code?: string;
}

/** As the server names the role of a firm's own people. */
const OWN = "企业";

/** Whether the post sees its own enterprise and nothing else. */
export function seesOwn({ post }: Session): boolean {
  return post.roles.every((role) => role === OWN);
}

/** What is asked from here on, and first at the next visit, is asked as who is here. */
function entered(session: Session): Session {
  expectSession(true, session.csrf);
  rememberReads(session.acts.includes("read-register") && !seesOwn(session));
  return session;
}

/** The session, or null where nobody is signed in. */
async function read(): Promise<Session | null> {
  try {
    return entered(await get<Session>("/api/session"));
  } catch (thrown) {
    if (problemOf(thrown).status !== 401) throw thrown;
    forgetEarly();
    return null;
  }
}

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: read,
  staleTime: Infinity,
});

export async function signIn(body: SignIn): Promise<Session> {
  const session = await send<Session>("POST", "/api/session", body);
  forgetEarly();
  return entered(session);
}

export async function signOut(): Promise<void> {
  await send("DELETE", "/api/session");
  expectSession(false, "");
}

export async function takePost(post: number): Promise<Session> {
  const session = await send<Session>("PUT", "/api/session/post", { post });
  forgetEarly();
  return entered(session);
}

/** How far the first start is. */
export interface First {
  readonly zone: string;
  readonly mark: string | null;
  readonly posts: readonly FirstPost[];
  /** Whether one may sign in elsewhere (统一身份认证). */
  readonly oidc: boolean;
}

export const firstQuery = queryOptions({
  queryKey: ["first"],
  queryFn: ({ signal }) => get<First>("/api/first", {}, signal),
});

export interface PersonSaid {
  readonly login: string;
  readonly name: string;
  readonly phone: string | undefined;
}

/** One of the three; which one says the link. */
export interface Founding {
  readonly token: string;
  readonly person: PersonSaid;
  readonly password: string;
}

/** Which post a link of the first start is for: the word before its secret. */
export function postOf(token: string, { posts }: First): FirstPost | undefined {
  return posts.find(({ role }) => token.startsWith(`${role}-`));
}

/** A link that somebody is sent once. */
export interface Invitation {
  readonly officer: number;
  readonly name: string;
  readonly login: string;
  readonly link: string;
  /** Null while it waits for a second administrator. */
  readonly until_at: string | null;
}

export function found(founding: Founding): Promise<First> {
  return send("POST", "/api/first", founding);
}

export interface Accepting {
  readonly password: string;
  /** What the second administrator said, where the link is one half. */
  readonly code?: string;
}

export function acceptInvitation(token: string, given: Accepting): Promise<void> {
  const { password, code } = given;
  return send("POST", "/api/invitations/accept", { token, password, code });
}

/** Whether a link opens only together with a code. */
export function isHalf(token: string): boolean {
  return token.startsWith("half-");
}

/** The old password, and the one from here on. */
export function changePassword(old: string, next: string): Promise<void> {
  return send("PUT", "/api/session/password", { old, new: next });
}

export interface FactorSecret {
  readonly secret: string;
  readonly uri: string;
}

export function startFactor(): Promise<FactorSecret> {
  return send<FactorSecret>("POST", "/api/session/factor");
}

export function confirmFactor(given: {
  readonly secret: string;
  readonly code: string;
}): Promise<void> {
  return send("PUT", "/api/session/factor", given);
}

export function stopFactor(given: {
  readonly password: string;
  readonly code: string;
}): Promise<void> {
  return send("POST", "/api/session/factor/removal", given);
}
