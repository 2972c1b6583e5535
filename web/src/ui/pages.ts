// A list read page by page: as far down as somebody looks, and one page more.
import { useInfiniteQuery, type InfiniteData, type QueryKey } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";

/** One page of a list, as the server sends it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly next?: string | null | undefined;
}

interface Source<P> {
  readonly key: QueryKey;
  readonly read: (after: string | undefined, signal: AbortSignal) => Promise<P>;
  readonly enabled?: boolean;
}

export interface Pages<T, P> {
  readonly rows: readonly T[];
  readonly total: number;
  /** The first page, which says what holds for the list. */
  readonly head: P | undefined;
  readonly error: unknown;
  readonly pending: boolean;
  /** Whether what is shown is of the question before. */
  readonly stale: boolean;
  readonly reach: (index: number) => void;
  readonly again: () => void;
}

export function usePages<T, P extends Page<T>>({
  key,
  read,
  enabled = true,
}: Source<P>): Pages<T, P> {
  const query = useInfiniteQuery<
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
    // The list before stays until the next one is there: no jump, no blank.
    placeholderData: (before) => before,
    enabled,
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage, refetch } = query;
  const rows = useMemo(() => (data?.pages ?? []).flatMap((page) => page.items), [data]);
  const [wanted, setWanted] = useState(0);
  const short = hasNextPage && wanted >= rows.length - 50;
  useEffect(() => {
    if (short && !isFetching && !isError) void fetchNextPage();
  }, [short, isFetching, isError, rows.length, fetchNextPage]);
  const reach = useCallback((index: number) => setWanted(index), []);
  const head = data?.pages[0];
  return {
    rows,
    total: Math.max(head?.total ?? 0, rows.length),
    head,
    error: query.error,
    pending: query.isPending,
    stale: query.isPlaceholderData,
    reach,
    again: () => void refetch(),
  };
}
