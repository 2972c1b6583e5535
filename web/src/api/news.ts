// What others change, as it changes: numbers only; what is shown of it is read anew.
import type { QueryClient, QueryKey } from "@tanstack/react-query";

/** What was changed: everything, or these enterprises. */
export type News = "all" | readonly number[];

/** What hangs on figures of enterprises, besides the file of each. */
const WIDE: ReadonlySet<unknown> = new Set([
  "enterprises",
  "home",
  "headline",
  "ladder",
  "papers",
  "reviews",
  "disputes",
  "objections",
  "duplicates",
  "imports",
  "verdicts",
  "changes",
]);

/** Whether what was read under a key may have changed. */
export function touches(news: News, [kind, id, part]: QueryKey): boolean {
  if (kind === "enterprise") return news === "all" || news.includes(Number(id));
  return WIDE.has(kind) || part === "population";
}

/** What an event says: what was changed, and what the register knows from here on. */
export interface Told {
  readonly news: News;
  readonly known: number | undefined;
}

export function toldIn(data: string): Told {
  const body: unknown = JSON.parse(data);
  const part = (name: string): unknown =>
    typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
  const [known, enterprises] = [part("known"), part("enterprises")];
  return {
    known: typeof known === "number" ? known : undefined,
    news: Array.isArray(enterprises)
      ? enterprises.filter((one): one is number => typeof one === "number")
      : "all",
  };
}

/** Earlier news that was not acted on yet, and later news. */
export function both(earlier: News | undefined, later: News): News {
  if (earlier === undefined) return later;
  if (earlier === "all" || later === "all") return "all";
  return [...new Set([...earlier, ...later])];
}

/** Whether anything that is shown has changed. */
export function concerns(client: QueryClient, news: News): boolean {
  return client
    .getQueryCache()
    .findAll({ type: "active" })
    .some(({ queryKey }) => touches(news, queryKey));
}

export function readAnew(client: QueryClient, news: News): Promise<void> {
  return client.invalidateQueries({ predicate: ({ queryKey }) => touches(news, queryKey) });
}

/** Listens until it is told to stop, while the page can be seen: a browser opens six connections
 * to one server, and pages in the background would have them all. Whoever listens again is told
 * what is known; where that is more than before, everything is asked anew. */
export function listenToNews(tell: (news: News) => void): () => void {
  let source: EventSource | undefined;
  let known: number | undefined;
  const listen = (): void => {
    source = new EventSource("/api/events");
    source.addEventListener("known", ({ data }) => {
      const before = known;
      known = toldIn(String(data)).known;
      if (before !== undefined && known !== before) tell("all");
    });
    for (const event of ["all", "changed"]) {
      source.addEventListener(event, ({ data }) => {
        const told = toldIn(String(data));
        known = told.known ?? known;
        tell(told.news);
      });
    }
  };
  const turn = (): void => {
    source?.close();
    source = undefined;
    if (document.visibilityState === "visible") listen();
  };
  turn();
  document.addEventListener("visibilitychange", turn);
  return () => {
    document.removeEventListener("visibilitychange", turn);
    source?.close();
  };
}
