// A list read page by page: as far down as somebody looks, and one page more.
import {
  infiniteQueryOptions,
  useInfiniteQuery,
  useQueries,
  type InfiniteData,
  type QueryKey,
} from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";

/** One page of a list, as the server sends it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly next?: string | null | undefined;
}

export interface Source<P> {
  readonly key: QueryKey;
  readonly read: (after: string | undefined, signal: AbortSignal) => Promise<P>;
  /** Some rows from a place on, where the server can tell them without those before. */
  readonly jump?: (offset: number, limit: number, signal: AbortSignal) => Promise<P>;
}

export interface Pages<T, P> {
  /** From the first row on, as far as was read. */
  readonly rows: readonly T[];
  /** The row of a place, where it was read. */
  readonly at: (index: number) => T | undefined;
  /** Everything that was read: the rows, and what was jumped to. */
  readonly known: readonly T[];
  readonly total: number;
  /** The first page, which says what holds for the list. */
  readonly head: P | undefined;
  readonly error: unknown;
  readonly pending: boolean;
  /** What is there answers the question before. */
  readonly stale: boolean;
  /** Which list it is: another question has another. */
  readonly list: string;
  readonly reach: (index: number) => void;
  readonly again: () => void;
}

/** How near the end of what is there one looks before more is read. */
const AHEAD = 50;
/** So far beyond what is there one jumps, and does not read all that lies between. */
const FAR = 300;
/** Rows that are read where one jumped to. */
const BLOCK = 200;
/** So many blocks are kept. */
const BLOCKS = 12;

/** How a list is asked for, page after page. */
export function pagesQuery<T, P extends Page<T>>({ key, read }: Source<P>) {
  return infiniteQueryOptions<
    P,
    Error,
    InfiniteData<P, string | undefined>,
    QueryKey,
    string | undefined
  >({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

export function usePages<T, P extends Page<T>>(source: Source<P>): Pages<T, P> {
  const query = useInfiniteQuery({
    ...pagesQuery<T, P>(source),
    // The list before stays until the next one is there: no jump, no blank.
    placeholderData: (before) => before,
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage, refetch } = query;
  const rows = useMemo(() => (data?.pages ?? []).flatMap((page) => page.items), [data]);
  const [wanted, setWanted] = useState(0);
  const jumps = useJumps<T, P>(source);
  const far = jumps.able && wanted > rows.length + FAR;
  const short = hasNextPage && !far && wanted >= rows.length - AHEAD;
  useEffect(() => {
    if (short && !isFetching && !isError) void fetchNextPage();
  }, [short, isFetching, isError, rows.length, fetchNextPage]);
  // Looking about among what is there draws nothing anew.
  const length = rows.length;
  const { able, go, found } = jumps;
  const reach = useCallback(
    (index: number) => {
      if (index < length - AHEAD) return;
      setWanted(index);
      if (able && index > length + FAR) go(index);
    },
    [length, able, go],
  );
  const at = useCallback((index: number) => rows[index] ?? found.get(index), [rows, found]);
  const known = useMemo(() => [...rows, ...found.values()], [rows, found]);
  const head = data?.pages[0];
  return {
    rows,
    at,
    known,
    total: Math.max(head?.total ?? 0, rows.length),
    head,
    error: query.error,
    pending: query.isPending,
    stale: query.isPlaceholderData,
    list: JSON.stringify(source.key),
    reach,
    again: () => void refetch(),
  };
}

interface Jumps<T> {
  readonly able: boolean;
  /** Reads what is about a place. */
  readonly go: (index: number) => void;
  readonly found: ReadonlyMap<number, T>;
}

/** Rows far down a list, by their places. */
function useJumps<T, P extends Page<T>>({ key, jump }: Source<P>): Jumps<T> {
  const list = JSON.stringify(key);
  const [asked, setAsked] = useState<{ list: string; starts: readonly number[] }>({
    list,
    starts: [],
  });
  // What was asked of another list is nothing to this one.
  const starts = asked.list === list ? asked.starts : [];
  const go = useCallback(
    (index: number) =>
      setAsked((before) => {
        const had = before.list === list ? before.starts : [];
        const more = blocksAbout(index).filter((start) => !had.includes(start));
        if (more.length === 0 && before.list === list) return before;
        return { list, starts: [...had, ...more].slice(-BLOCKS) };
      }),
    [list],
  );
  const found = useQueries({
    queries: starts.map((start) => ({
      queryKey: [...key, "from", start],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        if (jump === undefined) throw new Error("the list has no places");
        return { start, page: await jump(start, BLOCK, signal) };
      },
    })),
    combine: placed<T, P>,
  });
  return { able: jump !== undefined, go, found };
}

/** Where the blocks begin that have what is in sight when a row is the last that is. */
export function blocksAbout(index: number): readonly number[] {
  const block = (at: number): number => Math.floor(Math.max(at, 0) / BLOCK) * BLOCK;
  return [...new Set([block(index - 2 * AHEAD), block(index)])];
}

interface Block<P> {
  readonly data: { readonly start: number; readonly page: P } | undefined;
}

function placed<T, P extends Page<T>>(blocks: readonly Block<P>[]): ReadonlyMap<number, T> {
  const found = new Map<number, T>();
  for (const { data } of blocks) {
    data?.page.items.forEach((item, place) => found.set(data.start + place, item));
  }
  return found;
}
