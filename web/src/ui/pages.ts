// A list read page by page: as far down as somebody looks, and one page more.
import {
  infiniteQueryOptions,
  useInfiniteQuery,
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
}

export interface Pages<T, P> {
  readonly rows: readonly T[];
  readonly total: number;
  /** The first page, which says what holds for the list. */
  readonly head: P | undefined;
  readonly error: unknown;
  readonly pending: boolean;
  readonly reach: (index: number) => void;
  readonly again: () => void;
}

/** How near the end of what is there one looks before more is read. */
const AHEAD = 50;

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
  const short = hasNextPage && wanted >= rows.length - AHEAD;
  useEffect(() => {
    if (short && !isFetching && !isError) void fetchNextPage();
  }, [short, isFetching, isError, rows.length, fetchNextPage]);
  // Looking about among what is there draws nothing anew.
  const length = rows.length;
  const reach = useCallback(
    (index: number) => {
      if (index >= length - AHEAD) setWanted(index);
    },
    [length],
  );
  const head = data?.pages[0];
  return {
    rows,
    total: Math.max(head?.total ?? 0, rows.length),
    head,
    error: query.error,
    pending: query.isPending,
    reach,
    again: () => void refetch(),
  };
}
