// How the server is asked: language, token, sessions that end.
import i18next from "i18next";

import { taken } from "./early";
import { setToken, signedInAgain, token } from "./lost";

let signedIn = false;

/** Whether a refusal for want of a session means that one has ended. */
export function expectSession(is: boolean, csrf: string): void {
  signedIn = is;
  setToken(csrf);
}

/** As `fetch`; when the session has ended it waits for the next one and asks again. */
export async function guarded(request: Request): Promise<Response> {
  const spare = request.clone();
  const response = await (taken(request) ?? fetch(labelled(request)));
  if (response.status !== 401 || !signedIn || isDoor(request)) return response;
  await signedInAgain();
  return fetch(labelled(spare));
}

/** Signing in is never waited for by itself. */
function isDoor(request: Request): boolean {
  return new URL(request.url).pathname === "/api/session" && request.method !== "GET";
}

function labelled(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.set("accept-language", i18next.language === "en" ? "en" : "zh-CN");
  if (request.method !== "GET") headers.set("x-csrf-token", token());
  return new Request(request, { headers, credentials: "same-origin" });
}

/** A key that makes a creation happen once, however often it is sent. */
export function once(): Record<string, string> {
  const words = crypto.getRandomValues(new Uint32Array(4));
  return { "idempotency-key": Array.from(words, (word) => word.toString(16)).join("-") };
}
