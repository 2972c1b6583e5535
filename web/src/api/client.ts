// The ways to ask: read, and change.
import { guarded } from "./ask";
import { Problem, problemIn } from "./problem";

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** A path with its query; what is undefined is left out. */
export function address(path: string, query: Query = {}): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) pairs.set(name, String(value));
  }
  const text = pairs.toString();
  return text === "" ? path : `${path}?${text}`;
}

async function answered(path: string, init: RequestInit): Promise<Response> {
  const response = await guarded(new Request(new URL(path, location.href), init));
  if (!response.ok) throw new Problem(await problemIn(response));
  return response;
}

export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const response = await answered(address(path, query), signal === undefined ? {} : { signal });
  return response.json();
}

/** What was read, with the tag of the state that it was read in. */
export async function getTagged<T>(
  path: string,
  query: Query = {},
  signal?: AbortSignal,
): Promise<T & { readonly tag: string | null }> {
  const response = await answered(address(path, query), signal === undefined ? {} : { signal });
  const body: T = await response.json();
  return { ...body, tag: response.headers.get("etag") };
}

/** Says which state is meant to be changed; nothing where that is not known. */
export function ifMatch(tag: string | null): Readonly<Record<string, string>> {
  return tag === null ? {} : { "if-match": tag };
}

type Method = "POST" | "PUT" | "PATCH" | "DELETE";

/** Sends a change and reads what came of it; an answer without a body is undefined. */
export async function send<T = void>(
  method: Method,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<T> {
  const said = body === undefined ? {} : { body: JSON.stringify(body) };
  const type = body === undefined ? {} : { "content-type": "application/json" };
  const response = await answered(path, { method, headers: { ...type, ...headers }, ...said });
  const text = await response.text();
  return text === "" ? JSON.parse("null") : JSON.parse(text);
}

/** Sends a file as it is. */
export async function sendFile<T>(path: string, file: File): Promise<T> {
  const headers = { "content-type": "application/octet-stream" };
  const response = await answered(path, { method: "POST", headers, body: file });
  return response.json();
}
